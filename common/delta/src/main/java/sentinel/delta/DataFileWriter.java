package sentinel.delta;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sentinel.contract.table.BronzeColumn;

/** Writes rows into Parquet files of a table, with statistics. */
final class DataFileWriter {

    /** The column that append-only tables are partitioned by. */
    static final String PARTITION = BronzeColumn.INGEST_DATE.columnName();

    /** Property of a table: the columns with minimum and maximum in the log, so that readers skip files. */
    static final String STATISTICS = "delta.dataSkippingStatsColumns";

    private DataFileWriter() {}

    /** Writes rows of one day into files that no commit names yet. Takes charge of {@code rows}. */
    static List<DataFileStatus> write(
            Engine engine, Snapshot snapshot, LocalDate day, CloseableIterator<FilteredColumnarBatch> rows)
            throws IOException {
        // Not the context's own directory: it is encoded as in a URI, and would be taken as it is.
        return write(engine, snapshot, snapshot.getPath() + "/" + PARTITION + "=" + day, partition(day), rows);
    }

    /** Writes rows into files in a directory that no commit names yet. Takes charge of {@code rows}. */
    static List<DataFileStatus> write(
            Engine engine,
            Snapshot snapshot,
            String directory,
            Map<String, Literal> partition,
            CloseableIterator<FilteredColumnarBatch> rows)
            throws IOException {
        var state = snapshot.buildUpdateTableTransaction(TableDefinition.ENGINE, Operation.WRITE)
                .build(engine)
                .getTransactionState(engine);
        try (var data = Transaction.transformLogicalData(engine, state, rows, partition);
                var written = engine.getParquetHandler().writeParquetFiles(directory, data, withStatistics(snapshot))) {
            var files = written.toInMemoryList();
            LocalFiles.force(files.stream().map(DataFileStatus::getPath).toList());
            return files;
        }
    }

    static Map<String, Literal> partition(LocalDate day) {
        return Map.of(PARTITION, Literal.ofDate(Math.toIntExact(day.toEpochDay())));
    }

    private static List<Column> withStatistics(Snapshot snapshot) {
        String columns = snapshot.getMetadata().getConfiguration().getOrDefault(STATISTICS, "");
        var there = snapshot.getSchema().fieldNames();
        return Stream.of(columns.split(","))
                .filter(there::contains)
                .map(Column::new)
                .toList();
    }
}
