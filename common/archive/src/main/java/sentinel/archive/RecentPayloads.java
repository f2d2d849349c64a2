package sentinel.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was archived last of each URL, for the URLs used most: a page that comes back unchanged is not kept twice.
 * About half a kilobyte each. Safe for use by many threads.
 */
final class RecentPayloads {

    /** A payload that is on disk. */
    record Kept(String digest, String recordId, Instant fetchedAt, ArchiveRef ref) {}

    private final Duration maxAge;
    private final Cache<String, Kept> byUrl;

    /** @param maxAge what is older is kept anew, so that a reference outlives retention for a while */
    RecentPayloads(int maxUrls, Duration maxAge) {
        this.maxAge = maxAge;
        byUrl = Caffeine.newBuilder().maximumSize(maxUrls).build();
    }

    Optional<Kept> find(String url, String digest, Instant now) {
        return Optional.ofNullable(byUrl.getIfPresent(url))
                .filter(kept -> kept.digest().equals(digest))
                .filter(kept -> kept.ref().file().startedAt().plus(maxAge).isAfter(now));
    }

    void put(String url, Kept kept) {
        byUrl.put(url, kept);
    }
}
