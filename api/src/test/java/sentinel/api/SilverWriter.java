package sentinel.api;

import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.deletionvectors.Base85Codec;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.roaringbitmap.RoaringBitmap;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;
import sentinel.delta.ColumnTypes;
import sentinel.delta.ColumnValues;
import sentinel.delta.DeltaEngine;
import sentinel.service.json.Json;

/**
 * Writes a Silver table as Spark leaves it: data and change data files by Kernel's Parquet writer, the log by hand, as
 * the Delta protocol says. One column more than is served, like the one in which Silver keeps the state of its fold.
 */
final class SilverWriter {

    static final String FOLD_STATE = "folded_until";
    private static final StructType SCHEMA = schema();

    private final Engine engine = DeltaEngine.create();
    private final Path table;
    private final String tableId = UUID.randomUUID().toString();
    /** File name to its rows by position. */
    private final Map<String, List<SilverArticle>> files = new LinkedHashMap<>();

    private final Map<String, RoaringBitmap> deleted = new LinkedHashMap<>();
    private long version = -1;

    SilverWriter(Path table) {
        this.table = table;
    }

    /** A table that was written before, to append to: its rows are not known here. */
    SilverWriter reopen() throws IOException {
        try (var log = Files.newDirectoryStream(table.resolve("_delta_log"), "*.json")) {
            log.forEach(commit -> version++);
        }
        return this;
    }

    /** The rows that the table holds. */
    List<SilverArticle> rows() {
        var rows = new ArrayList<SilverArticle>();
        files.forEach((file, content) -> {
            for (int i = 0; i < content.size(); i++) {
                if (!deletedIn(file).contains(i)) {
                    rows.add(content.get(i));
                }
            }
        });
        return rows;
    }

    long version() {
        return version;
    }

    Path path() {
        return table;
    }

    /** An empty table: change data feed and deletion vectors on. */
    SilverWriter create() throws IOException {
        Files.createDirectories(table.resolve("_delta_log"));
        var protocol = Map.of(
                "minReaderVersion",
                3,
                "minWriterVersion",
                7,
                "readerFeatures",
                List.of("deletionVectors"),
                "writerFeatures",
                List.of("deletionVectors", "changeDataFeed", "appendOnly", "invariants"));
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("id", tableId);
        metadata.put("format", Map.of("provider", "parquet", "options", Map.of()));
        metadata.put("schemaString", DataTypeJsonSerDe.serializeDataType(SCHEMA));
        metadata.put("partitionColumns", List.of());
        metadata.put(
                "configuration", Map.of("delta.enableChangeDataFeed", "true", "delta.enableDeletionVectors", "true"));
        metadata.put("createdTime", 0);
        commit(List.of(Map.of("protocol", protocol), Map.of("metaData", metadata)));
        return this;
    }

    /** New articles in a file of their own and no change data: what a MERGE that only inserts may leave. */
    SilverWriter insert(List<SilverArticle> articles) throws IOException {
        commit(List.of(add(write("", articles, null), articles)));
        return this;
    }

    /** A row of which every column is null; {@link #rows} does not have it. */
    SilverWriter insertNulls() throws IOException {
        commit(List.of(add(write("", 1, (row, column) -> null, null), List.of())));
        return this;
    }

    /** Updates, inserts and deletes with change data, the touched files rewritten. */
    SilverWriter merge(List<SilverArticle> upserts, List<String> deletes) throws IOException {
        return merge(upserts, deletes, true);
    }

    /** The same without change data, as an overwrite is. */
    SilverWriter overwrite(List<SilverArticle> upserts, List<String> deletes) throws IOException {
        return merge(upserts, deletes, false);
    }

    private SilverWriter merge(List<SilverArticle> upserts, List<String> deletes, boolean cdc) throws IOException {
        var state = new LinkedHashMap<String, SilverArticle>();
        rows().forEach(row -> state.put(row.id(), row));
        var changed = new ArrayList<SilverArticle>();
        var types = new ArrayList<String>();
        for (var article : upserts) {
            var old = state.put(article.id(), article);
            if (old != null) {
                changed.add(old);
                types.add("update_preimage");
            }
            changed.add(article);
            types.add(old == null ? "insert" : "update_postimage");
        }
        for (String id : deletes) {
            changed.add(state.remove(id));
            types.add("delete");
        }
        var actions = new ArrayList<Map<String, ?>>();
        for (var file : List.copyOf(files.keySet())) {
            actions.add(remove(file, true));
        }
        var kept = List.copyOf(state.values());
        actions.add(add(write("", kept, null), kept));
        if (cdc) {
            var file = write("_change_data/", changed, types);
            actions.add(Map.of(
                    "cdc", Map.of("path", file, "partitionValues", Map.of(), "size", size(file), "dataChange", false)));
        }
        commit(actions);
        return this;
    }

    /** Deletes by a deletion vector, without change data: what DELETE does. */
    SilverWriter deleteByVector(String... ids) throws IOException {
        var wanted = Arrays.asList(ids);
        var actions = new ArrayList<Map<String, ?>>();
        for (var entry : List.copyOf(files.entrySet())) {
            var rows = entry.getValue();
            var gone = deletedIn(entry.getKey()).clone();
            for (int i = 0; i < rows.size(); i++) {
                if (wanted.contains(rows.get(i).id())) {
                    gone.add(i);
                }
            }
            if (gone.equals(deletedIn(entry.getKey()))) {
                continue;
            }
            actions.add(remove(entry.getKey(), true));
            deleted.put(entry.getKey(), gone);
            actions.add(add(entry.getKey(), rows));
        }
        commit(actions);
        return this;
    }

    /** All rows into one file: nothing changes. */
    SilverWriter compact() throws IOException {
        var rows = rows();
        var actions = new ArrayList<Map<String, ?>>();
        for (var file : List.copyOf(files.keySet())) {
            actions.add(remove(file, false));
        }
        @SuppressWarnings("unchecked")
        var add = new LinkedHashMap<>(
                (Map<String, Object>) add(write("", rows, null), rows).get("add"));
        add.put("dataChange", false);
        actions.add(Map.of("add", add));
        commit(actions);
        return this;
    }

    /** Deletes the change data files: VACUUM does when they are old. */
    SilverWriter vacuumChanges() throws IOException {
        try (var changes = Files.newDirectoryStream(table.resolve("_change_data"))) {
            for (var file : changes) {
                Files.delete(file);
            }
        }
        return this;
    }

    /** Writes a checkpoint and deletes the commits before it: log cleaning does when they are old. */
    SilverWriter cleanLog() throws IOException {
        TableManager.loadSnapshot(table.toString()).build(engine).writeCheckpoint(engine);
        for (long old = 0; old < version; old++) {
            Files.delete(table.resolve("_delta_log").resolve("%020d.json".formatted(old)));
        }
        return this;
    }

    private RoaringBitmap deletedIn(String file) {
        return deleted.getOrDefault(file, new RoaringBitmap());
    }

    private Map<String, Object> add(String file, List<SilverArticle> rows) throws IOException {
        files.put(file, List.copyOf(rows));
        var add = new LinkedHashMap<String, Object>();
        add.put("path", file);
        add.put("partitionValues", Map.of());
        add.put("size", size(file));
        add.put("modificationTime", System.currentTimeMillis());
        add.put("dataChange", true);
        addVector(file, add);
        return Map.of("add", add);
    }

    private Map<String, Object> remove(String file, boolean dataChange) throws IOException {
        var remove = new LinkedHashMap<String, Object>();
        remove.put("path", file);
        remove.put("deletionTimestamp", System.currentTimeMillis());
        remove.put("dataChange", dataChange);
        addVector(file, remove);
        files.remove(file);
        deleted.remove(file);
        return Map.of("remove", remove);
    }

    private void addVector(String file, Map<String, Object> action) throws IOException {
        var gone = deletedIn(file);
        if (!gone.isEmpty()) {
            var bytes = vector(gone);
            action.put(
                    "deletionVector",
                    Map.of(
                            "storageType",
                            "i",
                            "pathOrInlineDv",
                            Base85Codec.encodeBytes(bytes),
                            "sizeInBytes",
                            bytes.length,
                            "cardinality",
                            gone.getCardinality()));
        }
    }

    /** The portable form: magic number, count, then key and bitmap; padded so that Base85 takes it. */
    private static byte[] vector(RoaringBitmap rows) throws IOException {
        var bitmap = new ByteArrayOutputStream();
        rows.serialize(new DataOutputStream(bitmap));
        int size = 4 + 8 + 4 + bitmap.size();
        var bytes = ByteBuffer.allocate((size + 3) / 4 * 4).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putInt(1681511377)
                .putLong(1)
                .putInt(0)
                .put(bitmap.toByteArray())
                .array();
    }

    private void commit(List<Map<String, ?>> actions) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(json(Map.of("commitInfo", Map.of("timestamp", System.currentTimeMillis(), "operation", "MERGE"))));
        for (var action : actions) {
            lines.add(json(action));
        }
        version++;
        var log = table.resolve("_delta_log");
        var complete = Files.write(log.resolve("." + version), lines);
        Files.move(complete, log.resolve("%020d.json".formatted(version)));
    }

    private long size(String file) throws IOException {
        return Files.size(table.resolve(file));
    }

    private static String json(Object value) throws IOException {
        return Json.mapper().writeValueAsString(value);
    }

    private String write(String directory, List<SilverArticle> rows, List<String> changeTypes) throws IOException {
        return write(directory, rows.size(), (row, column) -> rows.get(row).get(column), changeTypes);
    }

    private String write(
            String directory, int rows, BiFunction<Integer, SilverColumn, Object> value, List<String> changeTypes)
            throws IOException {
        var schema = changeTypes == null ? SCHEMA : SCHEMA.add("_change_type", StringType.STRING);
        var vectors = new ColumnVector[schema.length()];
        for (int i = 0; i < vectors.length; i++) {
            var name = schema.at(i).getName();
            var values = new Object[rows];
            for (int row = 0; row < values.length; row++) {
                values[row] = switch (name) {
                    case FOLD_STATE -> 1L;
                    case "_change_type" -> changeTypes.get(row);
                    default -> value.apply(row, SilverColumn.served(name).orElseThrow());
                };
            }
            vectors[i] = new ColumnValues(schema.at(i).getDataType(), values);
        }
        var batch = new FilteredColumnarBatch(new DefaultColumnarBatch(rows, schema, vectors), Optional.empty());
        var target = Files.createDirectories(table.resolve(directory));
        try (var written = engine.getParquetHandler()
                .writeParquetFiles(target.toString(), Utils.singletonCloseableIterator(batch), List.of())) {
            String file = URI.create(written.next().getPath()).getPath();
            return directory + Path.of(file).getFileName();
        }
    }

    private static StructType schema() {
        return ColumnTypes.schema(SilverColumn.SERVED).add(FOLD_STATE, LongType.LONG);
    }
}
