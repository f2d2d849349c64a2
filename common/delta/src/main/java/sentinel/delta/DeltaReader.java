package sentinel.delta;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.types.DataType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.contract.table.ColumnCheck;
import sentinel.contract.table.TableColumn;

/**
 * Reads a table with one row for each key, without Spark. Kernel reads Delta's log, files and deletion vectors, but
 * not the rows of the change data feed. This class reads them as the Delta protocol says ("Change Data Files"): a
 * commit's {@code cdc} files if it has them, else what its files and deletion vectors differ by. Thread-safe.
 */
public final class DeltaReader {

    private static final Set<DeltaAction> CHANGES = Set.of(DeltaAction.ADD, DeltaAction.REMOVE, DeltaAction.CDC);
    private static final Set<DeltaAction> OF_THE_TABLE = Set.of(DeltaAction.METADATA, DeltaAction.PROTOCOL);

    private final Engine engine;
    private final TableLog log;
    private final List<? extends TableColumn> columns;
    private final TableColumn key;
    private final ColumnCheck<DataType> check;

    private @Nullable TableVersion last;
    private TableLog.@Nullable Commit lastCommit;

    /**
     * @param engine of {@link DeltaEngine}
     * @param path local path, or URI that Hadoop's FileSystem supports; the table need not exist yet
     * @param columns to read
     * @param key one of them, a text column that identifies a row
     */
    public DeltaReader(Engine engine, String path, List<? extends TableColumn> columns, TableColumn key) {
        this.engine = engine;
        this.log = new TableLog(engine, path);
        this.columns = List.copyOf(columns);
        this.key = key;
        this.check = new ColumnCheck<>(path, columns, ColumnTypes::of);
    }

    /** The versions of the table. */
    public TableLog log() {
        return log;
    }

    /**
     * The table as it is now; empty when there is none yet.
     *
     * @throws sentinel.contract.table.IncompatibleTableException a column is missing or of another type
     */
    public synchronized Optional<TableVersion> latest() {
        try {
            var followed = follow();
            var found = followed == null ? load() : Optional.of(followed);
            last = found.orElse(null);
            lastCommit = found.isPresent() ? log.commit(found.get().version()).orElse(null) : null;
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of a table", e);
        }
    }

    private Optional<TableVersion> load() {
        return log.snapshot().map(snapshot -> {
            check.check(snapshot.getMetadata().getSchemaString(), () -> ColumnTypes.in(snapshot.getSchema()));
            return new TableVersion(engine, snapshot, columns, key);
        });
    }

    /**
     * The newest version by the commits that came since the last one; null when the table must be read from its log: at the first
     * time, when its schema or protocol changed, and when the log is another one.
     */
    private @Nullable TableVersion follow() throws IOException {
        var known = last;
        if (known == null || lastCommit == null || !Optional.of(lastCommit).equals(log.commit(known.version()))) {
            return null;
        }
        var newest = lastCommit;
        for (var next = log.commit(newest.version() + 1); next.isPresent(); next = log.commit(newest.version() + 1)) {
            newest = next.get();
            if (log.read(newest, OF_THE_TABLE, (commit, actions) -> changesTheTable(actions))) {
                return null;
            }
        }
        return known.at(newest);
    }

    private static boolean changesTheTable(CloseableIterator<ColumnarBatch> actions) {
        var found = new ArrayList<Row>();
        while (actions.hasNext()) {
            var batch = actions.next();
            OF_THE_TABLE.forEach(kind -> TableLog.forEach(batch, kind.colName, found::add));
        }
        return !found.isEmpty();
    }

    /**
     * The changes of each version, oldest first.
     *
     * @param after the last known version
     * @param until newer than {@code after}
     * @throws HistoryGoneException the log does not reach back that far
     */
    public List<TableChange> changes(long after, TableVersion until) {
        return log.commits(after, until.version(), CHANGES, (commit, actions) -> change(commit, actions, until));
    }

    private static TableChange change(
            TableLog.Commit commit, CloseableIterator<ColumnarBatch> actions, TableVersion snapshot) {
        var added = new ArrayList<DataFile>();
        var removed = new ArrayList<DataFile>();
        var cdc = new ArrayList<DataFile>();
        while (actions.hasNext()) {
            var batch = actions.next();
            collect(batch, "add", added);
            collect(batch, "remove", removed);
            collect(batch, "cdc", cdc);
        }
        return new TableChange(commit.version(), commit.time(), snapshot, added, removed, cdc);
    }

    private static void collect(ColumnarBatch batch, String kind, List<DataFile> files) {
        TableLog.forEach(batch, kind, action -> DataFile.of(action).ifPresent(files::add));
    }
}
