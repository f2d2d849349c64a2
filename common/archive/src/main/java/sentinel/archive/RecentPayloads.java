package sentinel.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was archived last of each URL, for the URLs used most recently: a page that comes back unchanged is not kept twice.
 * About half a kilobyte each. Safe for use by many threads.
 */
final class RecentPayloads {

    /** A payload that is on disk. */
    record Kept(String digest, String recordId, Instant fetchedAt, ArchiveRef ref) {}

    private final Duration maxAge;
    private final Map<String, Kept> byUrl;

    /** @param maxAge what is older is kept anew, so that a reference outlives retention for a while */
    RecentPayloads(int maxUrls, Duration maxAge) {
        this.maxAge = maxAge;
        byUrl = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > maxUrls;
            }
        };
    }

    synchronized Optional<Kept> find(String url, String digest, Instant now) {
        return Optional.ofNullable(byUrl.get(url))
                .filter(kept -> kept.digest().equals(digest))
                .filter(kept -> kept.ref().file().startedAt().plus(maxAge).isAfter(now));
    }

    synchronized void put(String url, Kept kept) {
        byUrl.put(url, kept);
    }
}
