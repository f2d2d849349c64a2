package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.data.StructRow;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The log of a Delta table: its versions, and the actions of their commits. Commits are read by their names: what that costs does
 * not depend on the length of the log. The table need not exist yet.
 */
public final class TableLog {

    private static final Set<DeltaAction> ADDED = Set.of(DeltaAction.ADD);

    private final Engine engine;
    private final String path;

    /** The state of the log, from one listing. */
    public enum News {
        /** The version is the newest. */
        NONE,
        /** There are newer versions. */
        SOME,
        /** Neither the version nor a newer one is in the log: there is another table now, or none. */
        VANISHED
    }

    /** Reads the actions of one commit. */
    interface CommitReader<T> {
        T read(Commit commit, CloseableIterator<ColumnarBatch> actions) throws IOException;
    }

    /**
     * A commit in the log.
     *
     * @param time in milliseconds since the epoch
     * @param bytes of its file
     */
    record Commit(long version, long time, long bytes) {}

    /**
     * @param engine of {@link DeltaEngine}
     * @param path local path, or URI that Hadoop's FileSystem supports
     */
    public TableLog(Engine engine, String path) {
        this.engine = requireNonNull(engine, "engine");
        this.path = requireNonNull(path, "path");
    }

    /** Whether there are versions after this one. While the log has the version, two looks at files tell, however long it is. */
    public News newsAfter(long version) {
        try {
            if (commit(version + 1).isPresent()) {
                return News.SOME;
            }
            if (version >= 0 && commit(version).isPresent()) {
                return News.NONE;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into the log of " + path, e);
        }
        boolean known = false;
        try (var files = list(version)) {
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
     * The newest version; empty when there is no table.
     *
     * @param known a version that the table has had, from which the log is listed first; -1 for none
     */
    public OptionalLong newest(long known) {
        try {
            if (known >= 0 && commit(known).isPresent()) {
                long newest = known;
                while (commit(newest + 1).isPresent()) {
                    newest++;
                }
                return OptionalLong.of(newest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into the log of " + path, e);
        }
        var newest = newestFrom(Math.max(0, known));
        return newest.isPresent() || known <= 0 ? newest : newestFrom(0);
    }

    /** A commit; empty when the log does not have it. */
    Optional<Commit> commit(long version) throws IOException {
        if (version < 0) {
            return Optional.empty();
        }
        try {
            var file = engine.getFileSystemClient().getFileStatus(fileOf(version));
            return Optional.of(new Commit(version, file.getModificationTime(), file.getSize()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private String fileOf(long version) throws IOException {
        return FileNames.deltaFile(new Path(root(), "_delta_log"), version);
    }

    private OptionalLong newestFrom(long version) {
        long newest = -1;
        try (var files = list(version)) {
            while (files.hasNext()) {
                String file = files.next().getPath();
                if (FileNames.isCommitFile(file)) {
                    newest = Math.max(newest, FileNames.deltaVersion(file));
                } else if (FileNames.isCheckpointFile(file)) {
                    newest = Math.max(newest, FileNames.checkpointVersion(file));
                }
            }
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the log of " + path, e);
        }
        return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
    }

    /**
     * The commit of the oldest version that can be read: the log describes it, and it was the newest one at some moment since
     * {@code horizon}. Looks at some dozens of files however many versions there are.
     *
     * @param newest version of the table
     * @param horizon files that commits before it removed from the table may be deleted
     */
    Commit oldestReadable(long newest, Instant horizon) throws IOException {
        while (true) {
            long first = lowest(0, newest, version -> commit(version).isPresent());
            long described = first == 0 ? 0 : checkpointFrom(first).orElse(newest);
            var oldest = commit(Math.max(described, firstSince(newest, horizon) - 1));
            if (oldest.isPresent()) { // and was not deleted meanwhile
                return oldest.get();
            }
        }
    }

    /** The lowest version that was committed at a time or later and is in the log; one more than the newest when there is none. */
    long firstSince(long newest, Instant time) throws IOException {
        return lowest(0, newest, version -> commit(version)
                .filter(found -> found.time() >= time.toEpochMilli())
                .isPresent());
    }

    private OptionalLong checkpointFrom(long version) throws IOException {
        try (var files = list(version)) {
            while (files.hasNext()) {
                String file = files.next().getPath();
                if (FileNames.isCheckpointFile(file)) {
                    return OptionalLong.of(FileNames.checkpointVersion(file));
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Something that holds from some version on. */
    private interface FromSomeVersion {
        boolean holds(long version) throws IOException;
    }

    /** The lowest version for which it holds; one more than the newest when it holds for none. */
    private static long lowest(long from, long newest, FromSomeVersion condition) throws IOException {
        long low = from;
        long high = newest + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (condition.holds(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * How many rows each version added, oldest first. Only the log is read, and no data.
     *
     * @param after the version before the first
     * @param until the last version
     * @throws HistoryGoneException the log does not have all of these versions
     */
    public List<AddedRows> addedRows(long after, long until) {
        return commits(after, until, ADDED, AddedRows::of);
    }

    /**
     * Reads each commit after a version, oldest first.
     *
     * @throws HistoryGoneException the log does not have all of these versions
     */
    <T> List<T> commits(long after, long until, Set<DeltaAction> wanted, CommitReader<T> reader) {
        var results = new ArrayList<T>();
        try {
            for (long version = after + 1; version <= until; version++) {
                var commit = commit(version);
                if (commit.isEmpty()) {
                    throw hole(version);
                }
                results.add(read(commit.get(), wanted, reader));
            }
        } catch (FileNotFoundException | KernelException e) {
            throw new HistoryGoneException("the log of " + path + " has no versions after " + after, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + path, e);
        }
        return results;
    }

    /** Reads some actions of a commit. */
    <T> T read(Commit commit, Set<DeltaAction> wanted, CommitReader<T> reader) throws IOException {
        var schema = new StructType(wanted.stream()
                .map(action -> new StructField(action.colName, action.schema, true))
                .toList());
        var file = FileStatus.of(fileOf(commit.version()), commit.bytes(), commit.time());
        try (var actions = engine.getJsonHandler()
                .readJsonFiles(Utils.singletonCloseableIterator(file), schema, Optional.empty())) {
            return reader.read(commit, actions);
        }
    }

    private HistoryGoneException hole(long version) {
        return new HistoryGoneException("the log of " + path + " lacks version " + version, null);
    }

    /** The newest version as a snapshot; empty when there is no table. */
    Optional<Snapshot> snapshot() {
        try {
            return Optional.of(TableManager.loadSnapshot(root()).build(engine));
        } catch (TableNotFoundException | FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Passes each action of one kind ({@code add}) to {@code each}. */
    static void forEach(ColumnarBatch batch, String kind, Consumer<Row> each) {
        int column = batch.getSchema().indexOf(kind);
        if (column < 0) {
            return;
        }
        var actions = batch.getColumnVector(column);
        for (int i = 0; i < batch.getSize(); i++) {
            if (!actions.isNullAt(i)) {
                each.accept(StructRow.fromStructVector(actions, i));
            }
        }
    }

    private CloseableIterator<FileStatus> list(long fromVersion) throws IOException {
        return engine.getFileSystemClient()
                .listFrom(FileNames.listingPrefix(new Path(root(), "_delta_log"), fromVersion));
    }

    private String root() throws IOException {
        return engine.getFileSystemClient().resolvePath(path);
    }
}
