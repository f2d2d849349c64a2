package sentinel.delta;

import io.delta.kernel.CommitActions;
import io.delta.kernel.CommitRangeBuilder.CommitBoundary;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.utils.CloseableIterator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import sentinel.contract.table.IncompatibleTableException;
import sentinel.contract.table.TableColumn;

/**
 * Reads a table with one row for each key, without Spark. Kernel reads Delta's log, files and deletion vectors, but
 * not the rows of the change data feed. This class reads them as the Delta protocol says ("Change Data Files"): a
 * commit's {@code cdc} files if it has them, else the files that it added and removed.
 */
public final class DeltaReader {

    private static final Set<DeltaAction> CHANGES = Set.of(DeltaAction.ADD, DeltaAction.REMOVE, DeltaAction.CDC);

    private final Engine engine;
    private final String path;
    private final List<? extends TableColumn> columns;
    private final TableColumn key;

    /**
     * @param path local path, or URI that Hadoop's FileSystem supports; the table need not exist yet
     * @param columns to read
     * @param key one of them, a text column that identifies a row
     */
    public DeltaReader(String path, List<? extends TableColumn> columns, TableColumn key) {
        this.engine = DefaultEngine.create(new Configuration());
        this.path = path;
        this.columns = List.copyOf(columns);
        this.key = key;
    }

    /**
     * The table as it is now; empty when there is none yet.
     *
     * @throws sentinel.contract.table.IncompatibleTableException a column is missing or of another type
     */
    public Optional<TableVersion> latest() {
        try {
            var snapshot = TableManager.loadSnapshot(tableRoot()).build(engine);
            IncompatibleTableException.check(path, columns, ColumnTypes.in(snapshot.getSchema()), ColumnTypes::of);
            return Optional.of(new TableVersion(engine, snapshot, columns, key));
        } catch (TableNotFoundException | FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** The state of the log, from one listing. */
    public enum News {
        /** The version is the newest. */
        NONE,
        /** There are newer versions. */
        SOME,
        /** Neither the version nor a newer one is in the log: there is another table now, or none. */
        VANISHED
    }

    /** Whether there are versions after this one. */
    public News newsAfter(long version) {
        boolean known = false;
        try (var files = engine.getFileSystemClient()
                .listFrom(FileNames.listingPrefix(new Path(tableRoot(), "_delta_log"), version))) {
            while (files.hasNext()) {
                String file = files.next().getPath();
                if (FileNames.isCommitFile(file)) {
                    long found = FileNames.deltaVersion(file);
                    if (found > version) {
                        return News.SOME;
                    }
                    known |= found == version;
                } else {
                    known |= FileNames.isCheckpointFile(file);
                }
            }
        } catch (FileNotFoundException e) {
            return News.VANISHED;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the log of " + path, e);
        }
        return known ? News.NONE : News.VANISHED;
    }

    /**
     * The changes of each version, oldest first.
     *
     * @param after the last known version
     * @param until newer than {@code after}
     * @throws HistoryGoneException the log does not reach back that far
     */
    public List<TableChange> changes(long after, TableVersion until) {
        var changes = new ArrayList<TableChange>();
        try (CloseableIterator<CommitActions> commits = TableManager.loadCommitRange(
                        tableRoot(), CommitBoundary.atVersion(after + 1))
                .withEndBoundary(CommitBoundary.atVersion(until.version()))
                .build(engine)
                .getCommitActions(engine, CHANGES)) {
            while (commits.hasNext()) {
                var commit = commits.next(); // holds nothing open but its actions
                try (var actions = commit.getActions()) {
                    changes.add(change(commit, actions, until));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + path, e);
        } catch (KernelException e) {
            throw new HistoryGoneException("the log of " + path + " has no versions after " + after, e);
        }
        if (changes.size() != until.version() - after) {
            throw new HistoryGoneException("the log of " + path + " has holes after version " + after, null);
        }
        return changes;
    }

    private TableChange change(CommitActions commit, CloseableIterator<ColumnarBatch> actions, TableVersion snapshot)
            throws IOException {
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

    private static void collect(ColumnarBatch batch, String action, List<DataFile> files) {
        int column = batch.getSchema().indexOf(action);
        if (column < 0) {
            return;
        }
        var vector = batch.getColumnVector(column);
        for (int i = 0; i < batch.getSize(); i++) {
            if (!vector.isNullAt(i)) {
                DataFile.of(vector, i).ifPresent(files::add);
            }
        }
    }

    private String tableRoot() throws IOException {
        return engine.getFileSystemClient().resolvePath(path);
    }
}
