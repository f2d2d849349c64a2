package sentinel.bronze;

import io.delta.kernel.types.StructField;
import java.util.List;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.Sighting;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.LlmCallColumn;
import sentinel.contract.table.MessageColumn;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.TableColumn;

/**
 * Where the value of each column of a table comes from, in the table's order: from the message as the contract says, or
 * from the message's place in Kafka.
 *
 * @param <M> the message that a row is made of
 */
final class RowLayout<M> {

    private final List<ColumnSource<Received<M>>> columns;

    private RowLayout(List<? extends MessageColumn<M>> columns) {
        this.columns = columns.stream().map(RowLayout::source).toList();
    }

    static RowLayout<BronzeArticle> articles() {
        return new RowLayout<>(BronzeColumn.ALL);
    }

    static RowLayout<Sighting> sightings() {
        return new RowLayout<>(SightingColumn.ALL);
    }

    static RowLayout<LlmCall> llmCalls() {
        return new RowLayout<>(LlmCallColumn.ALL);
    }

    private static <M> ColumnSource<Received<M>> source(MessageColumn<M> column) {
        return column.isOfMessage()
                ? new ColumnSource<>(column, received -> column.of(received.message()))
                : place(column);
    }

    /** Where in Kafka the message was. */
    private static <M> ColumnSource<Received<M>> place(TableColumn column) {
        return switch (column.columnName()) {
            case "kafka_ts" -> new ColumnSource<>(column, Received::timestamp);
            case "kafka_partition" -> new ColumnSource<>(column, Received::partition);
            case "kafka_offset" -> new ColumnSource<>(column, Received::offset);
            case "ingest_date" -> new ColumnSource<>(column, Received::ingestDate);
            default -> throw new IllegalStateException("nothing gives column " + column.columnName() + " a value");
        };
    }

    List<ColumnSource<Received<M>>> columns() {
        return columns;
    }

    /** The contract's columns. */
    List<TableColumn> contract() {
        return columns.stream().map(ColumnSource::column).toList();
    }

    /** The column's place in a row, or -1. */
    int indexOf(StructField field) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().columnName().equalsIgnoreCase(field.getName())) {
                return i;
            }
        }
        return -1;
    }
}
