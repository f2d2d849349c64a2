package sentinel.api.silver;

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

/**
 * The Silver table, read without Spark. Kernel knows Delta's log, files and deletion vectors but no rows of the change
 * data feed: those are read here as the Delta protocol says ("Change Data Files"): a commit's {@code cdc} files where it
 * has them, else the files it added and removed.
 */
public final class SilverTable {

    private static final Set<DeltaAction> CHANGES = Set.of(DeltaAction.ADD, DeltaAction.REMOVE, DeltaAction.CDC);

    private final Engine engine;
    private final String path;

    /** @param path local path, or URI that Hadoop's FileSystem knows; the table need not exist yet */
    public SilverTable(String path) {
        this.engine = DefaultEngine.create(new Configuration());
        this.path = path;
    }

    /** The table as it is now; empty when there is none yet. */
    public Optional<SilverSnapshot> latest() {
        try {
            return Optional.of(new SilverSnapshot(
                    engine, TableManager.loadSnapshot(tableRoot()).build(engine)));
        } catch (TableNotFoundException | FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** What the log says without reading it: one listing. */
    public enum News {
        /** The version is the newest. */
        NONE,
        /** There are newer versions. */
        SOME,
        /** The version is not in the log, nor is a newer one: another table is there now, or none. */
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
     * What each version changed, oldest first.
     *
     * @param after the last version that is known
     * @param until newer than {@code after}
     * @throws HistoryGoneException the log does not reach back that far
     */
    public List<SilverChange> changes(long after, SilverSnapshot until) {
        var changes = new ArrayList<SilverChange>();
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

    private SilverChange change(CommitActions commit, CloseableIterator<ColumnarBatch> actions, SilverSnapshot snapshot)
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
        return new SilverChange(commit.getVersion(), commit.getTimestamp(), snapshot, added, removed, cdc);
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
