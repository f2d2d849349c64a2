package sentinel.bronze;

import io.delta.kernel.Scan;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import sentinel.delta.DeltaEngine;

/** Reads a whole table with Kernel's own reader: rows as maps from column to Java value. */
final class TableRows {

    private TableRows() {}

    static List<Map<String, Object>> read(String path) {
        var engine = DeltaEngine.create();
        try {
            return read(engine, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of the {@link Articles} in rows. */
    static List<Integer> numbers(List<Map<String, Object>> rows) {
        return rows.stream().map(TableRows::number).toList();
    }

    static int number(Map<String, Object> row) {
        return (Integer) row.get("input_tokens");
    }

    /** The numbers from one, included, to another, excluded. */
    static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Map<String, Object>> read(Engine engine, String path) throws IOException {
        var snapshot = TableManager.loadSnapshot(path).build(engine);
        var scan = snapshot.getScanBuilder().build();
        var state = scan.getScanState(engine);
        var physical = ScanStateRow.getPhysicalDataReadSchema(state);
        var rows = new ArrayList<Map<String, Object>>();
        try (var files = scan.getScanFiles(engine)) {
            while (files.hasNext()) {
                try (var scanFiles = files.next().getRows()) {
                    while (scanFiles.hasNext()) {
                        readFile(engine, state, scanFiles.next(), physical, rows);
                    }
                }
            }
        }
        return rows;
    }

    private static void readFile(
            Engine engine, Row state, Row file, StructType physical, List<Map<String, Object>> rows)
            throws IOException {
        var status = InternalScanFileUtils.getAddFileStatus(file);
        var data = engine.getParquetHandler()
                .readParquetFiles(Utils.singletonCloseableIterator(status), physical, Optional.empty())
                .map(result -> result.getData());
        try (var batches = Scan.transformPhysicalData(engine, state, file, data)) {
            while (batches.hasNext()) {
                var batch = batches.next().getData();
                for (int i = 0; i < batch.getSize(); i++) {
                    var row = new LinkedHashMap<String, Object>();
                    for (int c = 0; c < batch.getSchema().length(); c++) {
                        row.put(batch.getSchema().at(c).getName(), value(batch.getColumnVector(c), i));
                    }
                    rows.add(row);
                }
            }
        }
    }

    static Object value(ColumnVector column, int i) {
        DataType type = column.getDataType();
        if (column.isNullAt(i)) {
            return null;
        }
        if (type instanceof StringType) {
            return column.getString(i);
        }
        if (type instanceof IntegerType) {
            return column.getInt(i);
        }
        if (type instanceof LongType) {
            return column.getLong(i);
        }
        if (type instanceof DoubleType) {
            return column.getDouble(i);
        }
        if (type instanceof TimestampType) {
            return Instant.EPOCH.plus(column.getLong(i), ChronoUnit.MICROS);
        }
        if (type instanceof DateType) {
            return LocalDate.ofEpochDay(column.getInt(i));
        }
        if (type instanceof ArrayType) {
            var array = column.getArray(i);
            var list = new ArrayList<Object>();
            for (int e = 0; e < array.getSize(); e++) {
                list.add(value(array.getElements(), e));
            }
            return list;
        }
        if (type instanceof BooleanType) {
            return column.getBoolean(i);
        }
        if (type instanceof StructType struct) {
            var fields = new LinkedHashMap<String, Object>();
            for (int c = 0; c < struct.length(); c++) {
                fields.put(struct.at(c).getName(), value(column.getChild(c), i));
            }
            return fields;
        }
        throw new IllegalArgumentException("a column of type " + type);
    }
}
