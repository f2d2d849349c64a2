package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files that no reader can need: files that are not part of the table's newest version, were not removed from the table
 * within the retention, and were not touched for that long (a younger file may belong to a coming commit). Such files come from
 * failed writes, from rows that were replaced, and from compaction. Not thread-safe.
 */
public final class Vacuum {

    private static final Logger log = LoggerFactory.getLogger(Vacuum.class);

    private static final String LOG_DIRECTORY = "_delta_log";

    /** The actions that name these files are in the log alone, and are of no use beyond the retention. */
    private static final String CHANGE_FEED = "_change_data";

    private final Engine engine;
    private final Configuration hadoop;
    private final String path;
    private final Duration retention;
    private final Clock clock;
    private final FileSystem files;
    private final Path root;
    private final Removals removals;

    /**
     * @param engine of {@link DeltaEngine}
     * @param hadoop configuration of the engine
     * @param path of the table: local, or a URI that Hadoop's FileSystem supports
     * @param retention of files; at least the duration of any write
     */
    public Vacuum(Engine engine, Configuration hadoop, String path, Duration retention, Clock clock) {
        this.engine = requireNonNull(engine, "engine");
        this.hadoop = requireNonNull(hadoop, "hadoop");
        this.path = requireNonNull(path, "path");
        this.retention = requireNonNull(retention, "retention");
        this.clock = requireNonNull(clock, "clock");
        try {
            var directory = new Path(engine.getFileSystemClient().resolvePath(path));
            this.files = directory.getFileSystem(hadoop);
            this.root = files.makeQualified(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach " + path, e);
        }
        this.removals = new Removals(new TableLog(engine, path), root);
    }

    /**
     * Reads a part of what {@link #run} must know. Who does this before needs not wait long in {@code run}, also after a start.
     *
     * @return whether there is no more to read
     */
    public boolean prepare() throws IOException {
        return removals.follow(horizon());
    }

    /** Returns how many files were deleted. */
    public int run() throws IOException {
        var live = new LiveTable(engine, hadoop, path);
        if (!live.refresh()) {
            return 0;
        }
        while (!prepare()) {} // after the live files: what was removed meanwhile must be known
        long youngest = horizon().toEpochMilli();
        int deleted = deleteBelow(root, locations(live), youngest) + deleteLeftovers(youngest);
        if (deleted > 0) {
            log.info("vacuumed path={} files={}", path, deleted);
        }
        return deleted;
    }

    private Instant horizon() {
        return clock.instant().minus(retention);
    }

    /**
     * Data files, deletion vectors and files of the change feed that are old enough and not needed. Other names that begin with _
     * or . are not data.
     */
    private int deleteBelow(Path directory, Set<Path> live, long youngest) throws IOException {
        int deleted = 0;
        for (var file : files.listStatus(directory)) {
            String name = file.getPath().getName();
            boolean isHidden = name.startsWith("_") || name.startsWith(".");
            if (isHidden && !name.equals(CHANGE_FEED)) {
                continue;
            }
            if (file.isDirectory()) {
                deleted += deleteBelow(file.getPath(), live, youngest);
            } else if (file.getModificationTime() < youngest && !isNeeded(file.getPath(), live)) {
                deleted += files.delete(file.getPath(), false) ? 1 : 0;
            }
        }
        return deleted;
    }

    private boolean isNeeded(Path found, Set<Path> live) {
        var location = files.makeQualified(found);
        return live.contains(location) || removals.has(location);
    }

    /** Half-written files that a killed writer left in the log's directory. */
    private int deleteLeftovers(long youngest) throws IOException {
        int deleted = 0;
        for (var file : files.listStatus(new Path(root, LOG_DIRECTORY), HardLinkLogStore::isTemporary)) {
            if (file.isFile() && file.getModificationTime() < youngest) {
                deleted += files.delete(file.getPath(), false) ? 1 : 0;
            }
        }
        return deleted;
    }

    private Set<Path> locations(LiveTable live) {
        var locations = new HashSet<Path>();
        for (var file : live.files()) {
            locations.add(files.makeQualified(live.location(file)));
            if (file.vector() != null) {
                DeletionVectors.location(root, file.vector())
                        .ifPresent(vector -> locations.add(files.makeQualified(vector)));
            }
        }
        return locations;
    }
}
