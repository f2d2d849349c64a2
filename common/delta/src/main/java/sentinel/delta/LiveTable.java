package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.RemoveFile;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.data.StructRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The newest version of a table, held in memory: its files and transaction identifiers. {@link #refresh} reads the commits that
 * came since, each from its own file, so that its cost depends neither on the size of the table nor on the length of the log.
 * The table need not exist. Not thread-safe.
 */
public final class LiveTable {

    private final Engine engine;
    private final Path root;
    private final Path log;
    private final FileSystem storage;
    private final ParquetRows parquet;

    private final Map<String, LiveFile> files = new LinkedHashMap<>();
    private final Map<String, Long> transactions = new HashMap<>();
    private @Nullable Snapshot loaded; // metadata is as here, the version perhaps newer
    private boolean mustLoad;
    private long version = -1;
    private long commitTime = -1; // of the file of this version, when it is known: of another table it differs

    /** Takes a row and its position in its file; the row must not be kept. */
    public interface RowTaker {
        void take(int position, Row row) throws IOException;
    }

    /**
     * Creates a table that is not read yet.
     *
     * @param engine of {@link DeltaEngine}
     * @param hadoop configuration of the engine
     * @param path local path, or URI that Hadoop's FileSystem supports
     */
    public LiveTable(Engine engine, Configuration hadoop, String path) {
        this.engine = requireNonNull(engine, "engine");
        this.parquet = new ParquetRows(hadoop);
        try {
            this.root = new Path(engine.getFileSystemClient().resolvePath(path));
            this.storage = root.getFileSystem(hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach " + path, e);
        }
        this.log = new Path(root, "_delta_log");
    }

    /** Reads what came since; whether there is a table. */
    public boolean refresh() {
        try {
            if (version < 0 || !follow()) {
                load();
            }
            return version >= 0;
        } catch (IOException e) {
            forget();
            throw new UncheckedIOException("cannot read " + root, e);
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
    }

    /** Forgets everything: the next {@link #refresh} reads the table from its log. */
    void forget() {
        files.clear();
        transactions.clear();
        loaded = null;
        mustLoad = false;
        version = -1;
        commitTime = -1;
    }

    /** -1 when there is no table, or when it was not read yet. */
    public long version() {
        return version;
    }

    /** Identifies the table; a table that replaced it has another id. */
    public String id() {
        return snapshot().getMetadata().getId();
    }

    public StructType schema() {
        return snapshot().getSchema();
    }

    /** The schema as in the log: equal texts are equal schemas. */
    public String schemaString() {
        return snapshot().getMetadata().getSchemaString();
    }

    /** Types by column. Whether elements of an array may be null makes no difference. */
    public Map<String, DataType> columns() {
        return ColumnTypes.in(schema());
    }

    /** Last versions of transactions by their application's identifier. */
    public Map<String, Long> transactions() {
        return Collections.unmodifiableMap(transactions);
    }

    public Collection<LiveFile> files() {
        return Collections.unmodifiableCollection(files.values());
    }

    @Nullable
    LiveFile file(String path) {
        return files.get(path);
    }

    /**
     * Whether there may be commits after a version: two looks at the file system. Where the version itself is not in the log, the
     * log was cleaned, perhaps of later versions too: then only reading it can tell.
     *
     * @param known -1 for a table that was not there
     */
    public boolean mayHaveCommitAfter(long known) {
        try {
            return storage.exists(commit(known + 1))
                    || (known < 0 ? storage.exists(new Path(log, "_last_checkpoint")) : !storage.exists(commit(known)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + log, e);
        }
    }

    /**
     * The files that a commit added, with rows that are new in the table: files of compactions are left out.
     *
     * @throws HistoryGoneException the log no longer has the commit
     */
    public List<LiveFile> added(long commit) {
        var added = new ArrayList<LiveFile>();
        try {
            boolean found = read(
                    commit,
                    batch -> each(batch, "add", row -> {
                        var add = new AddFile(row);
                        if (add.getDataChange()) {
                            added.add(live(add, commit));
                        }
                    }));
            if (!found) {
                throw new HistoryGoneException(root + " has forgotten version " + commit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + root, e);
        }
        return added;
    }

    /** The commit that added each data file, by the file's path, of the commits that the log still has. Reads all of the log. */
    public Map<String, Long> versionsOfFiles() {
        var versions = new HashMap<String, Long>();
        try {
            for (long commit = version; commit >= 0 && storage.exists(commit(commit)); commit--) {
                long number = commit;
                read(
                        number,
                        batch -> each(batch, "add", row -> versions.putIfAbsent(new AddFile(row).getPath(), number)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + root, e);
        }
        return versions;
    }

    /**
     * Passes the rows of a file that are not deleted to the taker, in the file's order.
     *
     * @param columns of the rows; those that the file lacks are null
     * @throws HistoryGoneException the file does not exist any more
     */
    public void read(LiveFile file, StructType columns, RowTaker taker) throws IOException {
        try {
            parquet.readAll(location(file), columns, file.deleted(), taker::take);
        } catch (FileNotFoundException e) {
            throw new HistoryGoneException("a file of " + root + " is gone", e);
        }
    }

    /** Passes the rows at some positions of a file to the taker, in the file's order, deleted or not. */
    public void read(LiveFile file, StructType columns, RoaringBitmap positions, RowTaker taker) throws IOException {
        try {
            parquet.read(location(file), columns, positions, taker::take);
        } catch (FileNotFoundException e) {
            throw new HistoryGoneException("a file of " + root + " is gone", e);
        }
    }

    Path root() {
        return root;
    }

    /** A snapshot of exactly this version, to commit on. */
    Snapshot toCommitOn() {
        var known = snapshot();
        if (mustLoad || known.getVersion() != version) {
            known = TableManager.loadSnapshot(root.toString())
                    .atVersion(version)
                    .build(engine);
            loaded = known;
            mustLoad = false;
        }
        return known;
    }

    /** What Kernel knows reaches back to the checkpoint before the newest one: the next commit is on a snapshot read from it. */
    void loadSnapshotAgain() {
        mustLoad = true;
    }

    /**
     * What a commit of this process made of the table.
     *
     * @param next version of the commit
     * @param snapshot of it, if Kernel has it
     * @param appId of its transaction identifier; empty when it has none
     */
    void committed(
            long next,
            Optional<Snapshot> snapshot,
            Collection<LiveFile> removed,
            Collection<LiveFile> added,
            String appId,
            long txn) {
        removed.forEach(file -> files.remove(file.path()));
        added.forEach(file -> files.put(file.path(), file));
        if (!appId.isEmpty()) {
            transactions.put(appId, txn);
        }
        snapshot.ifPresent(known -> loaded = known);
        version = next;
        commitTime = -1;
    }

    private Snapshot snapshot() {
        return requireNonNull(loaded, "the table was read and exists");
    }

    Path location(LiveFile file) {
        var path = new Path(URI.create(file.path()));
        return path.isAbsolute() ? path : new Path(root, path);
    }

    private Path commit(long number) {
        return new Path(log, String.format("%020d.json", number));
    }

    private void load() throws IOException {
        forget();
        Snapshot snapshot;
        try {
            snapshot = TableManager.loadSnapshot(root.toString()).build(engine);
        } catch (TableNotFoundException e) {
            return;
        }
        var actions = snapshot.getCreateCheckpointIterator(engine);
        try (actions) {
            while (actions.hasNext()) {
                takeCheckpoint(actions.next());
            }
        }
        loaded = snapshot;
        version = snapshot.getVersion();
        commitTime = commitTime(version);
    }

    private void takeCheckpoint(FilteredColumnarBatch batch) {
        var data = batch.getData();
        var selected = batch.getSelectionVector();
        for (var kind : List.of("add", "txn")) {
            int column = data.getSchema().indexOf(kind);
            if (column < 0) {
                continue;
            }
            var actions = data.getColumnVector(column);
            for (int i = 0; i < data.getSize(); i++) {
                boolean isSelected = selected.isEmpty()
                        || (!selected.get().isNullAt(i) && selected.get().getBoolean(i));
                if (isSelected && !actions.isNullAt(i)) {
                    take(kind, StructRow.fromStructVector(actions, i), -1);
                }
            }
        }
    }

    /** Applies the commits that came since; false when the table must be read from its log again. */
    private boolean follow() throws IOException {
        long time = commitTime(version);
        if (time < 0 || (commitTime >= 0 && time != commitTime)) {
            return false;
        }
        while (storage.exists(commit(version + 1))) {
            var batches = new ArrayList<ColumnarBatch>();
            long next = version + 1;
            if (!read(next, batches::add) || batches.stream().anyMatch(LiveTable::changesTheTable)) {
                return false;
            }
            for (var kind : List.of("remove", "add", "txn")) {
                for (var batch : batches) {
                    each(batch, kind, row -> take(kind, row, next));
                }
            }
            version = next;
        }
        commitTime = commitTime(version);
        return true;
    }

    /** When the file of a commit was written; -1 when the log does not have it. */
    private long commitTime(long number) throws IOException {
        try {
            return storage.getFileStatus(commit(number)).getModificationTime();
        } catch (FileNotFoundException e) {
            return -1;
        }
    }

    private static boolean changesTheTable(ColumnarBatch batch) {
        var found = new ArrayList<Row>();
        each(batch, "metaData", found::add);
        each(batch, "protocol", found::add);
        return !found.isEmpty();
    }

    private void take(String kind, Row row, long commit) {
        switch (kind) {
            case "remove" -> files.remove(new RemoveFile(row).getPath());
            case "add" -> {
                var file = live(new AddFile(row), commit);
                files.put(file.path(), file);
            }
            default -> {
                var transaction = SetTransaction.fromRow(row);
                transactions.put(transaction.getAppId(), transaction.getVersion());
            }
        }
    }

    private LiveFile live(AddFile add, long commit) {
        try {
            Optional<DeletionVectorDescriptor> vector = add.getDeletionVector();
            var deleted = vector.isPresent() ? DeletionVectors.read(engine, root, vector.get()) : new RoaringBitmap();
            return LiveFile.of(add, deleted, commit);
        } catch (FileNotFoundException e) {
            throw new HistoryGoneException("a deletion vector of " + root + " is gone", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a deletion vector of " + root, e);
        }
    }

    /** Reads the actions of a commit; false when its file does not exist. */
    private boolean read(long number, Consumer<ColumnarBatch> taker) throws IOException {
        var file = commit(number);
        org.apache.hadoop.fs.FileStatus found;
        try {
            found = storage.getFileStatus(file);
        } catch (FileNotFoundException e) {
            return false;
        }
        var status = FileStatus.of(file.toString(), found.getLen(), found.getModificationTime());
        try (var batches = engine.getJsonHandler()
                .readJsonFiles(Utils.singletonCloseableIterator(status), SingleAction.FULL_SCHEMA, Optional.empty())) {
            while (batches.hasNext()) {
                taker.accept(batches.next());
            }
        }
        return true;
    }

    private static void each(ColumnarBatch batch, String kind, Consumer<Row> taker) {
        TableLog.forEach(batch, kind, taker);
    }
}
