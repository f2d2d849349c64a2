package sentinel.producers.rss;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait between polls of a feed: faster while it shows new items, slower while it does not; never faster than
 * the feed or its server wants, and always within the operator's bounds.
 *
 * @param min shortest wait
 * @param max longest wait, whatever a feed or server wants
 * @param idle how far the wait of a feed without news grows by itself
 */
record PollTimes(Duration min, Duration max, Duration idle) {

    private static final double SLOWER = 1.5;
    private static final int LONGEST_BACK_OFF = 16;

    PollTimes {
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "the shortest interval, " + min + ", is longer than the longest, " + max);
        }
    }

    /** The adaptive part after a poll that worked; {@code previous} is null after the first. */
    Duration adapt(@Nullable Duration previous, int newRecords) {
        if (previous == null) {
            return min;
        }
        if (newRecords > 0) {
            return clamp(previous.dividedBy(2), min, longestIdle());
        }
        return clamp(Duration.ofMillis((long) (previous.toMillis() * SLOWER) + 1), min, longestIdle());
    }

    /** The wait after a poll that worked. */
    Duration next(Duration adaptive, Optional<Duration> timeToLive, Optional<Duration> retryAfter) {
        return clamp(longest(adaptive, timeToLive, retryAfter), min, max);
    }

    /** The wait after the n-th failure in a row: doubled each time. */
    Duration afterFailure(int failures, Optional<Duration> timeToLive, Optional<Duration> retryAfter) {
        int doublings = Math.min(failures - 1, LONGEST_BACK_OFF);
        var backOff = clamp(min.multipliedBy(1L << doublings), min, max);
        return clamp(longest(backOff, failures > 1 ? timeToLive : Optional.empty(), retryAfter), min, max);
    }

    private Duration longestIdle() {
        return clamp(idle, min, max);
    }

    private static Duration longest(Duration a, Optional<Duration> b, Optional<Duration> c) {
        var longest = a;
        for (var other : new Duration[] {b.orElse(a), c.orElse(a)}) {
            longest = other.compareTo(longest) > 0 ? other : longest;
        }
        return longest;
    }

    private static Duration clamp(Duration value, Duration from, Duration to) {
        if (value.compareTo(from) < 0) {
            return from;
        }
        return value.compareTo(to) > 0 ? to : value;
    }
}
