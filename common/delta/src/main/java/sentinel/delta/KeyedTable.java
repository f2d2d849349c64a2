package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.Operation;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.roaringbitmap.RoaringBitmap;
import sentinel.contract.table.TableColumn;

/**
 * A Delta table with one row for each key, of which some rows are replaced at a time without Spark. A commit adds a file with the
 * new rows, and marks the rows that they replace in deletion vectors. An index in memory says where each row is, so a commit
 * reads and writes what it changes and nothing else, whatever the size of the table. The index is made from the table when it is
 * first read, and follows the commits of other writers.
 *
 * <p>One process writes at a time. Not thread-safe. After an exception, {@link #rollback} goes back to the table as it is.
 */
public final class KeyedTable {

    private final Engine engine;
    private final Configuration hadoop;
    private final String path;
    private final TableDefinition definition;
    private final String keyColumn;
    private final String namesColumn;
    private final StructType keys;
    private final LiveTable table;

    private final KeyIndex index = new KeyIndex();
    private final NumberedFiles files = new NumberedFiles();
    private long indexedVersion = -1;

    /** Files of the change under way, not yet in the table. */
    private final Map<String, LiveFile> staged = new LinkedHashMap<>();

    /** Rows that the change under way deletes, and those that were deleted in the same files before. */
    private final Map<String, RoaringBitmap> marked = new LinkedHashMap<>();

    /** Where the rows that were found are. */
    private final Map<String, Place> found = new HashMap<>();

    private boolean wantsCheckpoint;

    /** A row of a file. */
    private record Place(int file, int row) {}

    /** Takes a row, which must not be kept. */
    public interface Taker {
        void take(Row row) throws IOException;
    }

    /**
     * Creates the table's view; nothing is read or written yet.
     *
     * @param engine of {@link DeltaEngine}
     * @param hadoop configuration of the engine
     * @param path local path, or URI that Hadoop's FileSystem supports
     * @param columns of the table
     * @param key one of them, a text that identifies a row
     * @param names one of them, a list of further texts that rows are found by
     * @param properties of the table; those of an existing table are brought to these
     */
    public KeyedTable(
            Engine engine,
            Configuration hadoop,
            String path,
            List<? extends TableColumn> columns,
            TableColumn key,
            TableColumn names,
            Map<String, String> properties) {
        this.engine = requireNonNull(engine, "engine");
        this.hadoop = requireNonNull(hadoop, "hadoop");
        this.path = requireNonNull(path, "path");
        this.definition = new TableDefinition(engine, path, columns, List.of(), properties);
        this.keyColumn = key.columnName();
        this.namesColumn = names.columnName();
        this.keys = ColumnTypes.schema(List.of(key, names));
        this.table = new LiveTable(engine, hadoop, path);
    }

    /**
     * Makes the table when there is none; adds the columns that an older one lacks, and changes the properties that differ.
     *
     * @throws sentinel.contract.table.IncompatibleTableException a column is of another type there
     */
    public void create() {
        definition.asDefined(definition.openOrCreate());
        refresh();
    }

    /** Reads what other writers committed; whether there is a table. The first time, all keys are read. */
    public boolean refresh() {
        requireNoChange();
        found.clear();
        if (!table.refresh()) {
            forget();
            return false;
        }
        if (indexedVersion != table.version()) {
            try {
                indexFiles();
            } catch (IOException e) {
                rollback();
                throw new UncheckedIOException("cannot read " + path, e);
            }
        }
        return true;
    }

    /** The table as it was committed last. */
    public LiveTable table() {
        return table;
    }

    public boolean isEmpty() {
        return table.files().isEmpty();
    }

    /**
     * Passes the rows that have one of the keys, or one of the further names. Rows that the change under way added are
     * included, rows that it replaced are not.
     *
     * @param columns of the rows, among them those of keys and names
     */
    public void find(Set<String> wantedKeys, Set<String> wantedNames, StructType columns, Taker rows)
            throws IOException {
        var positions = new TreeMap<Integer, RoaringBitmap>();
        BiConsumer<Integer, Integer> look = (file, row) -> {
            if (isLive(file, row)) {
                positions.computeIfAbsent(file, f -> new RoaringBitmap()).add(row);
            }
        };
        wantedKeys.forEach(key -> index.forEachPlace(key, look));
        wantedNames.forEach(name -> index.forEachPlace(name, look));
        wantedNames.forEach(name -> index.forEachPlaceOfName(name, look));
        int key = columns.indexOf(keyColumn);
        int names = columns.indexOf(namesColumn);
        for (var inFile : positions.entrySet()) {
            int number = inFile.getKey();
            table.read(file(number), columns, inFile.getValue(), (position, row) -> {
                String rowKey = row.getString(key);
                boolean isWanted = wantedKeys.contains(rowKey)
                        || wantedNames.contains(rowKey)
                        || names(row, names).stream().anyMatch(wantedNames::contains);
                if (isWanted) { // and not only of the same hash
                    found.put(rowKey, new Place(number, position));
                    rows.take(row);
                }
            });
        }
    }

    /**
     * Adds rows to the change under way. They replace the rows of their keys that {@link #find} has passed since the last call of
     * this method or of {@link #commit}; the keys of the others must be new.
     *
     * @param rows in the table's schema
     */
    public void put(ColumnarBatch rows) throws IOException {
        if (rows.getSize() == 0) {
            return;
        }
        var key = rows.getColumnVector(rows.getSchema().indexOf(keyColumn));
        var names = rows.getColumnVector(rows.getSchema().indexOf(namesColumn));
        for (int i = 0; i < rows.getSize(); i++) {
            remove(key.getString(i));
        }
        int next = 0;
        for (var file : write(Utils.singletonCloseableIterator(new FilteredColumnarBatch(rows, Optional.empty())))) {
            var added = added(file, true);
            staged.put(added.path(), added);
            int number = files.put(added);
            long count = added.rows().orElseThrow();
            for (int row = 0; row < count; row++, next++) {
                index.put(key.getString(next), names(names, next), number, row, this::isDead);
            }
        }
        found.clear();
        if (next != rows.getSize()) {
            throw new IOException("wrote " + next + " of " + rows.getSize() + " rows to " + path);
        }
    }

    /** Deletes the row of a key that {@link #find} has passed since the last commit; does nothing for another key. */
    public void remove(String key) {
        var place = found.remove(key);
        if (place != null) {
            marked(file(place.file())).add(place.row());
        }
    }

    String path() {
        return path;
    }

    /** Whether something was put or removed since the last commit. */
    public boolean hasChange() {
        return !staged.isEmpty() || !marked.isEmpty();
    }

    /**
     * Commits the change under way together with a transaction identifier.
     *
     * @return the table's new version
     * @throws io.delta.kernel.exceptions.ConcurrentWriteException another process committed since {@link #refresh}
     */
    public long commit(String appId, long txnVersion) throws IOException {
        var removed = new ArrayList<LiveFile>();
        var added = new ArrayList<LiveFile>();
        var left = new LinkedHashMap<LiveFile, RoaringBitmap>();
        staged.values().stream()
                .filter(file -> !marked.containsKey(file.path()))
                .forEach(added::add);
        for (var mark : marked.entrySet()) {
            var before = files.of(mark.getKey());
            if (!staged.containsKey(mark.getKey())) {
                removed.add(before);
            }
            if (before.rows()
                    .map(rows -> rows > mark.getValue().getLongCardinality())
                    .orElse(true)) {
                left.put(before, mark.getValue());
            }
        }
        DeletionVectors.write(hadoop, table.root(), left)
                .forEach((file, vector) -> added.add(file.with(vector, requireNonNull(left.get(file), "marked"))));
        commit(removed, added, true, appId, txnVersion);
        return table.version();
    }

    /** Forgets the change under way; what was read is read again. */
    public void rollback() {
        table.forget();
        forget();
    }

    /** Writes the checkpoint that a commit asked for, if one did, and deletes expired files of the log. */
    public void checkpoint() throws IOException {
        if (wantsCheckpoint) {
            wantsCheckpoint = false;
            Checkpoints.write(engine, path);
            table.loadSnapshotAgain();
        }
    }

    /**
     * Replaces files by one with the same rows, without those that are deleted.
     *
     * @param old files of the table
     */
    void rewrite(Collection<LiveFile> old) throws IOException {
        requireNoChange();
        var added = new ArrayList<LiveFile>();
        try (var rows = new LiveRows(engine, table, old)) {
            for (var file : write(rows)) {
                added.add(added(file, false));
            }
        }
        commit(old, added, false, "", 0);
        for (var file : added) {
            index(file);
        }
    }

    private void commit(
            Collection<LiveFile> removed, Collection<LiveFile> added, boolean dataChange, String appId, long txn)
            throws IOException {
        var actions = new ArrayList<Row>();
        long now = System.currentTimeMillis();
        removed.forEach(
                file -> actions.add(SingleAction.createRemoveFileSingleAction(file.removeRow(dataChange, now))));
        added.forEach(file -> actions.add(SingleAction.createAddFileSingleAction(file.addRow(dataChange))));
        var builder = table.toCommitOn()
                .buildUpdateTableTransaction(TableDefinition.ENGINE, Operation.WRITE)
                .withMaxRetries(0);
        if (!appId.isEmpty()) {
            builder = builder.withTransactionId(appId, txn);
        }
        var result = builder.build(engine)
                .commit(engine, CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator())));
        table.committed(result.getVersion(), result.getPostCommitSnapshot(), removed, added, appId, txn);
        for (var hook : result.getPostCommitHooks()) {
            if (hook.getType() == PostCommitHookType.CHECKPOINT) {
                wantsCheckpoint = true;
            }
        }
        added.forEach(files::put);
        removed.stream().filter(file -> table.file(file.path()) == null).forEach(files::forget);
        staged.values().stream().filter(file -> table.file(file.path()) == null).forEach(files::forget);
        indexedVersion = table.version();
        staged.clear();
        marked.clear();
        found.clear();
    }

    private List<DataFileStatus> write(CloseableIterator<FilteredColumnarBatch> rows) throws IOException {
        return DataFileWriter.write(engine, table.toCommitOn(), table.root().toString(), Map.of(), rows);
    }

    private LiveFile added(DataFileStatus file, boolean dataChange) {
        var add = AddFile.convertDataFileStatus(
                table.schema(),
                table.root().toUri(),
                file,
                Map.of(),
                dataChange,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return LiveFile.of(add, new RoaringBitmap(), table.version() + 1);
    }

    private void indexFiles() throws IOException {
        if (table.files().stream().anyMatch(files::lacksRowsOf)) { // another writer restored an older version
            index.clear();
            files.clear();
        }
        files.all().stream().filter(file -> table.file(file.path()) == null).forEach(files::forget);
        for (var file : table.files()) {
            boolean isNew = !files.has(file);
            files.put(file); // perhaps with another vector
            if (isNew) {
                index(file);
            }
        }
        indexedVersion = table.version();
    }

    private void index(LiveFile file) throws IOException {
        int number = files.put(file);
        table.read(
                file,
                keys,
                (position, row) -> index.put(row.getString(0), names(row, 1), number, position, this::isDead));
    }

    private LiveFile file(int number) {
        return requireNonNull(files.get(number), "a live file");
    }

    private RoaringBitmap marked(LiveFile file) {
        return marked.computeIfAbsent(file.path(), f -> file.deleted().clone());
    }

    private boolean isDead(long place) {
        return !isLive(KeyIndex.file(place), KeyIndex.row(place));
    }

    private boolean isLive(int number, int row) {
        var file = files.get(number);
        return file != null && !marked.getOrDefault(file.path(), file.deleted()).contains(row);
    }

    private void forget() {
        staged.clear();
        marked.clear();
        found.clear();
        index.clear();
        files.clear();
        indexedVersion = -1;
    }

    private void requireNoChange() {
        if (hasChange()) {
            throw new IllegalStateException("a change is under way");
        }
    }

    private static List<String> names(Row row, int column) {
        return row.isNullAt(column) ? List.of() : VectorUtils.toJavaList(row.getArray(column));
    }

    private static List<String> names(ColumnVector column, int row) {
        return column.isNullAt(row) ? List.of() : VectorUtils.toJavaList(column.getArray(row));
    }
}
