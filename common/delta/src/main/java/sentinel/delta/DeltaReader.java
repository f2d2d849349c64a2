package sentinel.delta;

import io.delta.kernel.CommitActions;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.types.DataType;
import io.delta.kernel.utils.CloseableIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sentinel.contract.table.ColumnCheck;
import sentinel.contract.table.TableColumn;

/**
 * Reads a table with one row for each key, without Spark. Kernel reads Delta's log, files and deletion vectors, but
 * not the rows of the change data feed. This class reads them as the Delta protocol says ("Change Data Files"): a
 * commit's {@code cdc} files if it has them, else the files that it added and removed.
 */
public final class DeltaReader {

    private static final Set<DeltaAction> CHANGES = Set.of(DeltaAction.ADD, DeltaAction.REMOVE, DeltaAction.CDC);

    private final Engine engine;
    private final TableLog log;
    private final List<? extends TableColumn> columns;
    private final TableColumn key;
    private final ColumnCheck<DataType> check;

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
    public Optional<TableVersion> latest() {
        return log.snapshot().map(snapshot -> {
            check.check(snapshot.getMetadata().getSchemaString(), () -> ColumnTypes.in(snapshot.getSchema()));
            return new TableVersion(engine, snapshot, columns, key);
        });
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
            CommitActions commit, CloseableIterator<ColumnarBatch> actions, TableVersion snapshot) {
        var added = new ArrayList<DataFile>();
        var removed = new ArrayList<DataFile>();
        var cdc = new ArrayList<DataFile>();
        while (actions.hasNext()) {
            var batch = actions.next();
            collect(batch, "add", added);
            collect(batch, "remove", removed);
            collect(batch, "cdc", cdc);
        }
        return new TableChange(commit.getVersion(), commit.getTimestamp(), snapshot, added, removed, cdc);
    }

    private static void collect(ColumnarBatch batch, String kind, List<DataFile> files) {
        TableLog.forEach(batch, kind, action -> DataFile.of(action).ifPresent(files::add));
    }
}
