package sentinel.delta;

import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StructType;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file named by an {@code add}, {@code remove} or {@code cdc} action, with its deletion vector.
 *
 * @param size in bytes; 0 when the action does not say
 * @param deletionVector null when no row of the file is deleted
 */
record DataFile(String path, MapValue partitionValues, long size, @Nullable Row deletionVector) {

    private static final StructType ADD =
            (StructType) InternalScanFileUtils.SCAN_FILE_SCHEMA.get("add").getDataType();

    /** The action's file; empty when the action only moves rows between files (compaction). */
    static Optional<DataFile> of(Row row) {
        if (!changesData(row)) {
            return Optional.empty();
        }
        int path = row.getSchema().indexOf("path");
        int partitionValues = row.getSchema().indexOf("partitionValues");
        int size = row.getSchema().indexOf("size");
        int vector = row.getSchema().indexOf("deletionVector");
        return Optional.of(new DataFile(
                row.getString(path),
                row.isNullAt(partitionValues)
                        ? VectorUtils.stringStringMapValue(Map.of())
                        : row.getMap(partitionValues),
                row.isNullAt(size) ? 0 : row.getLong(size),
                vector < 0 || row.isNullAt(vector) ? null : row.getStruct(vector)));
    }

    /** False for an action that only moves rows between files. */
    static boolean changesData(Row action) {
        int dataChange = action.getSchema().indexOf("dataChange");
        return dataChange < 0 || action.isNullAt(dataChange) || action.getBoolean(dataChange);
    }

    /** Where a file is: a path in the log is a URI, relative to the table or absolute. */
    static Path location(Path table, String logged) {
        var path = new Path(URI.create(logged));
        return path.isAbsolute() ? path : new Path(table, path);
    }

    /** In the form in which Kernel reads files. */
    Row asScanFile(String tableRoot) {
        var add = new HashMap<Integer, Object>();
        add.put(ADD.indexOf("path"), path);
        add.put(ADD.indexOf("partitionValues"), partitionValues);
        add.put(ADD.indexOf("size"), size);
        add.put(ADD.indexOf("modificationTime"), 0L);
        add.put(ADD.indexOf("dataChange"), true);
        if (deletionVector != null) {
            add.put(ADD.indexOf("deletionVector"), deletionVector);
        }
        return new GenericRow(
                InternalScanFileUtils.SCAN_FILE_SCHEMA, Map.of(0, new GenericRow(ADD, add), 1, tableRoot));
    }
}
