package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.actions.RemoveFile;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * The files that commits have removed from a table since some time: versions of that time need them. They are read from the commits,
 * each commit once, because Kernel 4.4 takes no tombstone from one checkpoint into the next. A hash of each file is kept. Not
 * thread-safe.
 */
final class Removals {

    /** Commits that are read at once. */
    private static final int STEP = 1_000;

    private static final Set<DeltaAction> REMOVED = Set.of(DeltaAction.REMOVE);

    private final TableLog log;
    private final Path root;
    private final KeyHash hash = new KeyHash();
    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    private TableLog.@Nullable Commit last;

    /**
     * What some successive commits removed.
     *
     * @param until time of the last one
     * @param files hashes of their locations
     */
    private record Part(long until, Roaring64Bitmap files) {}

    /** @param root of the table, as the locations in {@link #has} begin */
    Removals(TableLog log, Path root) {
        this.log = requireNonNull(log, "log");
        this.root = requireNonNull(root, "root");
    }

    /**
     * Reads some of the commits that came since, and forgets those before the horizon.
     *
     * @return whether there are no more
     */
    boolean follow(Instant horizon) throws IOException {
        parts.removeIf(part -> part.until() < horizon.toEpochMilli());
        var removed = new Roaring64Bitmap();
        var next = log.commit(next(horizon));
        int read = 0;
        for (; next.isPresent() && read < STEP; read++) {
            last = log.read(next.get(), REMOVED, (commit, actions) -> {
                take(actions, removed);
                return commit;
            });
            next = log.commit(last.version() + 1);
        }
        if (read > 0) {
            parts.add(new Part(requireNonNull(last, "one was read").time(), removed));
        }
        return next.isEmpty();
    }

    /** Whether a file may be needed by a version since the horizon; true for very few others, too. */
    boolean has(Path location) {
        long wanted = hashOf(location);
        return parts.stream().anyMatch(part -> part.files().contains(wanted));
    }

    /** The version after the last one that was read, if that is still in the log; else the first one since the horizon. */
    private long next(Instant horizon) throws IOException {
        var known = last;
        if (known != null && log.commit(known.version()).filter(known::equals).isPresent()) {
            return known.version() + 1;
        }
        var newest = log.newest(-1);
        return newest.isEmpty() ? -1 : log.firstSince(newest.getAsLong(), horizon);
    }

    private void take(CloseableIterator<ColumnarBatch> actions, Roaring64Bitmap removed) {
        actions.forEachRemaining(batch -> TableLog.forEach(batch, "remove", row -> {
            var file = new RemoveFile(row);
            removed.addLong(hashOf(DataFile.location(root, file.getPath())));
            file.getDeletionVector()
                    .flatMap(vector -> DeletionVectors.location(root, vector))
                    .ifPresent(vector -> removed.addLong(hashOf(vector)));
        }));
    }

    private long hashOf(Path location) {
        return hash.of(location.toUri().getPath());
    }
}
