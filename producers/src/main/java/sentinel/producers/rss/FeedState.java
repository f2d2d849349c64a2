package sentinel.producers.rss;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a feed between polls: the cursor of RSS. Written after everything that the poll found is announced.
 *
 * @param etag validator of the last answer, or null
 * @param lastModified validator of the last answer, or null
 * @param lastFull when the feed was last read whole; null when never
 * @param interval the adaptive part of the time to the next poll; null before the first
 * @param timeToLive as the feed itself says, or null
 * @param failures polls in a row that failed
 * @param shown marks ({@code Discovery.mark}) of what the feed showed when it was last read whole
 */
record FeedState(
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable Instant lastFull,
        @Nullable Duration interval,
        @Nullable Duration timeToLive,
        int failures,
        List<String> shown) {

    static final FeedState NEW = new FeedState(null, null, null, null, null, 0, List.of());

    FeedState {
        shown = shown == null ? List.of() : List.copyOf(shown);
    }

    FeedState afterFailure() {
        return new FeedState(etag, lastModified, lastFull, interval, timeToLive, failures + 1, shown);
    }
}
