package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files that no reader can need: files that are not part of the table's newest version, were not replaced
 * within the retention (the log still has their tombstones then), and were not touched for that long (a younger file
 * may belong to a coming commit). Such files come from failed writes and from {@link Compaction}.
 */
public final class Vacuum {

    private static final Logger log = LoggerFactory.getLogger(Vacuum.class);

    private static final String LOG_DIRECTORY = "_delta_log";

    /** The actions that name these files are in the log alone, and are of no use beyond the retention. */
    private static final String CHANGE_FEED = "_change_data";

    private final Engine engine;
    private final String path;
    private final Supplier<Snapshot> newest;
    private final Duration retention;
    private final Configuration hadoop;
    private final Clock clock;

    /** @param retention of files; at least the duration of any write */
    public Vacuum(Engine engine, AppendTable table, Duration retention, Configuration hadoop, Clock clock) {
        this(
                engine,
                table.path(),
                () -> {
                    table.refresh();
                    return table.current();
                },
                retention,
                hadoop,
                clock);
    }

    /** @param newest reads the newest version of the table */
    Vacuum(
            Engine engine,
            String path,
            Supplier<Snapshot> newest,
            Duration retention,
            Configuration hadoop,
            Clock clock) {
        this.engine = requireNonNull(engine, "engine");
        this.path = requireNonNull(path, "path");
        this.newest = requireNonNull(newest, "newest");
        this.retention = requireNonNull(retention, "retention");
        this.hadoop = requireNonNull(hadoop, "hadoop");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Returns how many files were deleted. */
    public int run() throws IOException {
        var snapshot = newest.get();
        var root = new Path(snapshot.getPath());
        var files = root.getFileSystem(hadoop);
        var needed = neededPaths(snapshot, files, files.makeQualified(root));
        long youngest = clock.instant().minus(retention).toEpochMilli();
        int deleted = deleteBelow(files, root, needed, youngest) + deleteLeftovers(files, root, youngest);
        if (deleted > 0) {
            log.info("vacuumed path={} files={}", path, deleted);
        }
        return deleted;
    }

    /**
     * Data files, deletion vectors and files of the change feed that are old enough and not needed. Other names that begin with _
     * or . are not data.
     */
    private static int deleteBelow(FileSystem files, Path directory, Set<String> needed, long youngest)
            throws IOException {
        int deleted = 0;
        for (var file : files.listStatus(directory)) {
            String name = file.getPath().getName();
            boolean isHidden = name.startsWith("_") || name.startsWith(".");
            if (isHidden && !name.equals(CHANGE_FEED)) {
                continue;
            }
            if (file.isDirectory()) {
                deleted += deleteBelow(files, file.getPath(), needed, youngest);
            } else if (file.getModificationTime() < youngest && !needed.contains(location(files, file))) {
                deleted += files.delete(file.getPath(), false) ? 1 : 0;
            }
        }
        return deleted;
    }

    /** Half-written files that a killed writer left in the log's directory. */
    private static int deleteLeftovers(FileSystem files, Path root, long youngest) throws IOException {
        int deleted = 0;
        for (var file : files.listStatus(new Path(root, LOG_DIRECTORY), HardLinkLogStore::isTemporary)) {
            if (file.isFile() && file.getModificationTime() < youngest) {
                deleted += files.delete(file.getPath(), false) ? 1 : 0;
            }
        }
        return deleted;
    }

    private static String location(FileSystem files, FileStatus file) {
        return files.makeQualified(file.getPath()).toUri().getPath();
    }

    /** What a checkpoint would hold: the files of this version, and those replaced within the retention. */
    private Set<String> neededPaths(Snapshot snapshot, FileSystem files, Path root) throws IOException {
        var paths = new HashSet<String>();
        try (var actions = snapshot.getCreateCheckpointIterator(engine)) {
            while (actions.hasNext()) {
                var batch = actions.next();
                addPaths(paths, batch, "add", files, root);
                addPaths(paths, batch, "remove", files, root);
            }
        }
        return paths;
    }

    private static void addPaths(
            Set<String> paths, FilteredColumnarBatch batch, String action, FileSystem files, Path root) {
        int ordinal = batch.getData().getSchema().indexOf(action);
        if (ordinal < 0) {
            return;
        }
        var actions = batch.getData().getColumnVector(ordinal);
        var fields = (StructType) actions.getDataType();
        var path = actions.getChild(fields.indexOf("path"));
        int vectors = fields.indexOf("deletionVector");
        var selected = batch.getSelectionVector();
        for (int i = 0; i < actions.getSize(); i++) {
            boolean isSelected = selected.isEmpty()
                    || (!selected.get().isNullAt(i) && selected.get().getBoolean(i));
            if (isSelected && !actions.isNullAt(i)) {
                paths.add(location(files, root, path.getString(i)));
                if (vectors >= 0 && !actions.getChild(vectors).isNullAt(i)) {
                    var vector = DeletionVectorDescriptor.fromColumnVector(actions.getChild(vectors), i);
                    if (vector.isOnDisk()) {
                        paths.add(location(files, root, vector.getAbsolutePath(root.toString())));
                    }
                }
            }
        }
    }

    /** A path in the log is a URI: relative to the table, or absolute. */
    private static String location(FileSystem files, Path root, String logged) {
        var path = new Path(URI.create(logged));
        return path.isAbsolute()
                ? files.makeQualified(path).toUri().getPath()
                : new Path(root, path).toUri().getPath();
    }
}
