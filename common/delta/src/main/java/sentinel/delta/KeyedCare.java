package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.engine.Engine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link KeyedTable} fast and small: checkpoints, merges of small files, files of which many rows are deleted written
 * again, and {@link Vacuum}. Runs between commits, on the thread that commits, a bounded step at a time.
 *
 * <p>Files are merged by their size, sixteen of one level into one of the next, so each row is written again a few times however
 * large the table grows.
 */
public final class KeyedCare {

    private static final Logger log = LoggerFactory.getLogger(KeyedCare.class);

    private final KeyedTable table;
    private final Sizes sizes;
    private final Duration interval;
    private final Vacuum vacuum;
    private final Clock clock;
    private Instant nextVacuum;

    /**
     * Limits of a step.
     *
     * @param smallest bytes of the files of the first level, at most; each level has {@code merged} times larger files
     * @param largest files of more bytes are not merged; no file gets much larger
     * @param merged number of files of a level that are merged into one
     * @param deleted share of deleted rows from which a file is written again
     */
    public record Sizes(long smallest, long largest, int merged, double deleted) {
        public static final Sizes DEFAULT = new Sizes(128 << 10, 8 << 20, 16, 0.25);
    }

    /**
     * Creates the care of a table.
     *
     * @param retention of files that are no longer in the table
     * @param interval between two vacuums
     */
    public KeyedCare(
            Engine engine,
            Configuration hadoop,
            KeyedTable table,
            Sizes sizes,
            Duration retention,
            Duration interval,
            Clock clock) {
        this.table = requireNonNull(table, "table");
        this.sizes = requireNonNull(sizes, "sizes");
        this.interval = requireNonNull(interval, "interval");
        this.clock = requireNonNull(clock, "clock");
        this.nextVacuum = clock.instant().plus(interval.dividedBy(10));
        this.vacuum = new Vacuum(engine, hadoop, table.path(), retention, clock);
    }

    /** Does what is due, at most one step of each kind. */
    public void step() throws IOException {
        table.checkpoint();
        var files = toMerge();
        if (files.isEmpty()) {
            files = toClean();
        }
        if (!files.isEmpty()) {
            table.rewrite(files);
            log.debug(
                    "compacted path={} files={} version={}",
                    table.path(),
                    files.size(),
                    table.table().version());
        }
        if (!clock.instant().isBefore(nextVacuum) && vacuum.prepare()) {
            vacuum();
        }
    }

    /** Deletes files that no reader needs now, whether it is time or not: for a process that does not live until it is. */
    public void vacuum() throws IOException {
        nextVacuum = clock.instant().plus(interval);
        vacuum.run();
    }

    /** The oldest files of the lowest level that has enough. */
    private List<LiveFile> toMerge() {
        var levels = new TreeMap<Integer, List<LiveFile>>();
        for (var file : table.table().files()) {
            if (file.size() < sizes.largest()) {
                levels.computeIfAbsent(level(file.size()), level -> new ArrayList<>())
                        .add(file);
            }
        }
        for (var files : levels.values()) {
            if (files.size() >= sizes.merged()) {
                return upToLargest(files);
            }
        }
        return List.of();
    }

    private int level(long bytes) {
        int level = 0;
        for (long most = sizes.smallest(); bytes > most; most *= sizes.merged()) {
            level++;
        }
        return level;
    }

    private List<LiveFile> upToLargest(List<LiveFile> files) {
        var chosen = new ArrayList<LiveFile>();
        long bytes = 0;
        for (var file : files) {
            if (chosen.size() == sizes.merged() || (chosen.size() > 1 && bytes + file.size() > 2 * sizes.largest())) {
                break;
            }
            chosen.add(file);
            bytes += file.size();
        }
        return chosen;
    }

    /** The file with the largest share of deleted rows, when that is too large. */
    private List<LiveFile> toClean() {
        return table.table().files().stream()
                .filter(file -> file.deletedShare() >= sizes.deleted())
                .max(Comparator.comparingDouble(LiveFile::deletedShare))
                .map(List::of)
                .orElse(List.of());
    }
}
