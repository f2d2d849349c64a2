package sentinel.delta;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.TableColumn;

/** Writes rows of one day into Parquet files of the day's partition, with statistics. */
final class DataFileWriter {

    /** The column that the tables are partitioned by. */
    static final String PARTITION = BronzeColumn.INGEST_DATE.columnName();

    /** Columns with minimum and maximum in the log, so that readers skip files; the others are too long or unordered. */
    private static final List<String> WITH_STATISTICS = Stream.of(
                    BronzeColumn.NORMALIZED_URL,
                    BronzeColumn.DATA_VALUE_SCORE,
                    BronzeColumn.KAFKA_TS,
                    BronzeColumn.KAFKA_PARTITION,
                    BronzeColumn.KAFKA_OFFSET)
            .map(TableColumn::columnName)
            .toList();

    private DataFileWriter() {}

    /** Writes rows of one day into files that no commit names yet. Takes charge of {@code rows}. */
    static List<DataFileStatus> write(
            Engine engine, Snapshot snapshot, LocalDate day, CloseableIterator<FilteredColumnarBatch> rows)
            throws IOException {
        var state = snapshot.buildUpdateTableTransaction(TableDefinition.ENGINE, Operation.WRITE)
                .build(engine)
                .getTransactionState(engine);
        var statistics = withStatistics(snapshot.getSchema()).map(Column::new).toList();
        // Not the context's own directory: it is encoded as in a URI, and would be taken as it is.
        String directory = snapshot.getPath() + "/" + PARTITION + "=" + day;
        try (var data = Transaction.transformLogicalData(engine, state, rows, partition(day));
                var written = engine.getParquetHandler().writeParquetFiles(directory, data, statistics)) {
            var files = written.toInMemoryList();
            LocalFiles.force(files.stream().map(DataFileStatus::getPath).toList());
            return files;
        }
    }

    static Map<String, Literal> partition(LocalDate day) {
        return Map.of(PARTITION, Literal.ofDate(Math.toIntExact(day.toEpochDay())));
    }

    /** The columns of a table that have statistics. */
    static Stream<String> withStatistics(StructType table) {
        return table.fields().stream().map(StructField::getName).filter(WITH_STATISTICS::contains);
    }
}
