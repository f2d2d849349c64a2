package sentinel.endtoend;

import io.delta.kernel.Scan;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Reads columns of a Delta table as text, one line a row. */
final class DeltaRows {

    private DeltaRows() {}

    static List<String> read(Path table, String... columns) throws IOException {
        Engine engine = DefaultEngine.create(new Configuration());
        var snapshot = Table.forPath(engine, table.toUri().toString()).getLatestSnapshot(engine);
        var schema = new StructType(Stream.of(columns)
                .map(column -> snapshot.getSchema().get(column))
                .toList());
        Scan scan = snapshot.getScanBuilder().withReadSchema(schema).build();
        Row state = scan.getScanState(engine);
        var physical = ScanStateRow.getPhysicalDataReadSchema(state);
        var rows = new ArrayList<String>();
        try (var files = scan.getScanFiles(engine)) {
            while (files.hasNext()) {
                try (var scanFiles = files.next().getRows()) {
                    while (scanFiles.hasNext()) {
                        Row file = scanFiles.next();
                        var status = InternalScanFileUtils.getAddFileStatus(file);
                        var read = engine.getParquetHandler()
                                .readParquetFiles(singleton(status), physical, Optional.empty())
                                .map(result -> result.getData());
                        try (var batches = Scan.transformPhysicalData(engine, state, file, read)) {
                            while (batches.hasNext()) {
                                add(rows, batches.next(), schema);
                            }
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static void add(List<String> rows, FilteredColumnarBatch batch, StructType schema) throws IOException {
        try (var read = batch.getRows()) {
            while (read.hasNext()) {
                Row row = read.next();
                var line = new ArrayList<String>();
                for (int i = 0; i < schema.length(); i++) {
                    line.add(text(row, i, schema.at(i)));
                }
                rows.add(String.join(" ", line));
            }
        }
    }

    private static String text(Row row, int column, StructField field) {
        if (field.getDataType() instanceof IntegerType) {
            return Integer.toString(row.getInt(column));
        }
        if (field.getDataType() instanceof LongType) {
            return Long.toString(row.getLong(column));
        }
        return row.getString(column);
    }

    private static <T> CloseableIterator<T> singleton(T value) {
        return io.delta.kernel.internal.util.Utils.singletonCloseableIterator(value);
    }
}
