package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.TableConfig;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.RemoveFile;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.data.StructRow;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The newest version of a table, held in memory: its files and transaction identifiers. {@link #refresh} reads the commits that
 * came since, each from its own file, so that its cost depends neither on the size of the table nor on the length of the log.
 * The table need not exist. Not thread-safe.
 */
public final class LiveTable {

    private static final Set<DeltaAction> ADDED = Set.of(DeltaAction.ADD);

    private static final Set<DeltaAction> OF_A_VERSION =
            Set.of(DeltaAction.ADD, DeltaAction.REMOVE, DeltaAction.TXN, DeltaAction.METADATA, DeltaAction.PROTOCOL);

    private final Engine engine;
    private final Path root;
    private final TableLog log;
    private final ParquetRows parquet;

    private final Map<String, LiveFile> files = new LinkedHashMap<>();
    private final Map<String, Long> transactions = new HashMap<>();
    private @Nullable Snapshot loaded; // metadata is as here, the version perhaps newer
    private boolean mustLoad;
    private long version = -1;
    private TableLog.@Nullable Commit commit; // of this version, when it is known: of another table it differs

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
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach " + path, e);
        }
        this.log = new TableLog(engine, path);
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
        commit = null;
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

    /**
     * What the table is, after {@link #refresh}.
     *
     * @param now by the clock of the table's storage
     */
    public TableState state(Instant now) {
        var last = requireNonNull(commit, "the table was refreshed and exists");
        var retention = Duration.ofMillis(
                TableConfig.TOMBSTONE_RETENTION.fromMetadata(snapshot().getMetadata()));
        try {
            var oldest = log.oldestReadable(version, now.minus(retention));
            return new TableState(
                    version,
                    Instant.ofEpochMilli(last.time()),
                    files.size(),
                    files.values().stream().mapToLong(LiveFile::size).sum(),
                    oldest.version(),
                    Instant.ofEpochMilli(oldest.time()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into the log of " + root, e);
        }
    }

    @Nullable
    LiveFile file(String path) {
        return files.get(path);
    }

    /**
     * Whether there may be commits after a version, most often by two looks at files.
     *
     * @param known -1 for a table that was not there
     */
    public boolean mayHaveCommitAfter(long known) {
        var news = log.newsAfter(known);
        return known < 0 ? news == TableLog.News.SOME : news != TableLog.News.NONE;
    }

    /**
     * The files that a commit added, with rows that are new in the table: files of compactions are left out.
     *
     * @throws HistoryGoneException the log no longer has the commit
     */
    public List<LiveFile> added(long number) {
        try {
            var found = log.commit(number);
            if (found.isEmpty()) {
                throw new HistoryGoneException(root + " has forgotten version " + number, null);
            }
            return log.read(found.get(), ADDED, (one, actions) -> {
                var added = new ArrayList<LiveFile>();
                actions.forEachRemaining(batch -> TableLog.forEach(batch, "add", row -> {
                    var add = new AddFile(row);
                    if (add.getDataChange()) {
                        added.add(live(add, number));
                    }
                }));
                return added;
            });
        } catch (FileNotFoundException e) {
            throw new HistoryGoneException(root + " has forgotten version " + number, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + root, e);
        }
    }

    /** The commit that added each data file, by the file's path, of the commits that the log still has. Reads all of the log. */
    public Map<String, Long> versionsOfFiles() {
        var versions = new HashMap<String, Long>();
        try {
            for (var one = log.commit(version);
                    one.isPresent();
                    one = log.commit(one.get().version() - 1)) {
                log.read(one.get(), ADDED, (of, actions) -> {
                    actions.forEachRemaining(batch -> TableLog.forEach(
                            batch, "add", row -> versions.putIfAbsent(new AddFile(row).getPath(), of.version())));
                    return of;
                });
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
        commit = null;
    }

    private Snapshot snapshot() {
        return requireNonNull(loaded, "the table was read and exists");
    }

    Path location(LiveFile file) {
        return DataFile.location(root, file.path());
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
        commit = log.commit(version).orElse(null);
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
        var last = log.commit(version);
        if (last.isEmpty() || (commit != null && !commit.equals(last.get()))) {
            return false;
        }
        commit = last.get();
        for (var next = log.commit(version + 1); next.isPresent(); next = log.commit(version + 1)) {
            if (!log.read(next.get(), OF_A_VERSION, (one, actions) -> take(one.version(), actions))) {
                return false;
            }
            version = next.get().version();
            commit = next.get();
        }
        return true;
    }

    /** Applies the actions of a commit; false when it changes the table itself. */
    private boolean take(long number, CloseableIterator<ColumnarBatch> actions) {
        var batches = new ArrayList<ColumnarBatch>();
        actions.forEachRemaining(batches::add);
        var ofTheTable = new ArrayList<Row>();
        for (var batch : batches) {
            TableLog.forEach(batch, "metaData", ofTheTable::add);
            TableLog.forEach(batch, "protocol", ofTheTable::add);
        }
        if (!ofTheTable.isEmpty()) {
            return false;
        }
        for (var kind : List.of("remove", "add", "txn")) {
            for (var batch : batches) {
                TableLog.forEach(batch, kind, row -> take(kind, row, number));
            }
        }
        return true;
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
}
