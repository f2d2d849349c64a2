package sentinel.producers.feeds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A feed as read.
 *
 * @param unusable how many entries have no http(s) link
 * @param language ISO 639-1 code, or null
 * @param timeToLive how long the publisher wants it cached
 */
public record FeedDocument(List<FeedItem> items, int unusable, String language, Optional<Duration> timeToLive) {
    public FeedDocument {
        items = List.copyOf(items);
    }
}
