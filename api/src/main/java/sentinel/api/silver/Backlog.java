package sentinel.api.silver;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sentinel.delta.AddedRows;
import sentinel.delta.HistoryGoneException;
import sentinel.delta.TableLog;

/** The rows of Bronze that are not in Silver yet. Each commit of Bronze is read once. Used by one thread. */
final class Backlog {

    /** If more than this many commits wait, their rows are not counted. */
    private static final int MOST_COMMITS = 10_000;

    private final TableLog bronze;

    /** Versions of Bronze after the one that Silver holds, as far as they are read. */
    private final TreeMap<Long, AddedRows> waiting = new TreeMap<>();

    /** Every version up to here is read, or is in Silver. */
    private long readTo = -1;

    Backlog(TableLog bronze) {
        this.bronze = bronze;
    }

    /**
     * What was committed after a version.
     *
     * @param version of Bronze that Silver holds; -1 for none
     * @return empty when there is no Bronze
     */
    Optional<SilverLag> after(long version) {
        var newest = bronze.newest(Math.max(version, readTo));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(version > newest.getAsLong() ? SilverLag.UNKNOWN : lag(version, newest.getAsLong()));
    }

    private SilverLag lag(long version, long newest) {
        waiting.headMap(version, true).clear();
        if (version > readTo) {
            readTo = version;
        } else if (version < readTo && (waiting.isEmpty() || waiting.firstKey() != version + 1)) {
            waiting.clear(); // Silver was begun again from an earlier version
            readTo = version;
        }
        long versions = newest - version;
        if (versions > MOST_COMMITS || !readUpTo(newest)) {
            waiting.clear();
            readTo = version;
            return new SilverLag(versions, null, null);
        }
        return new SilverLag(versions, rows(), oldest());
    }

    /** False when the log does not have all of the versions any more. */
    private boolean readUpTo(long newest) {
        if (readTo >= newest) {
            return true;
        }
        try {
            bronze.addedRows(readTo, newest).forEach(added -> waiting.put(added.version(), added));
        } catch (HistoryGoneException e) {
            return false;
        }
        readTo = newest;
        return true;
    }

    /** Null when one of the commits does not say how many rows it added. */
    private @Nullable Long rows() {
        var known = waiting.values().stream().map(AddedRows::rows).toList();
        return known.stream().allMatch(OptionalLong::isPresent)
                ? known.stream().mapToLong(OptionalLong::getAsLong).sum()
                : null;
    }

    /** Null when no rows wait. */
    private @Nullable Instant oldest() {
        return waiting.values().stream()
                .filter(AddedRows::isAny)
                .map(AddedRows::committedAt)
                .findFirst()
                .orElse(null);
    }
}
