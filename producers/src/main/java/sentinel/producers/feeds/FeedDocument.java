package sentinel.producers.feeds;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feed as read.
 *
 * @param unusable how many entries have no http(s) link
 * @param language ISO 639-1 code, or null
 * @param timeToLive how long the publisher wants it cached
 * @param condition what had to be done to read it
 */
public record FeedDocument(
        List<FeedItem> items,
        int unusable,
        @Nullable String language,
        Optional<Duration> timeToLive,
        Condition condition) {

    /** How a feed was found. */
    public enum Condition {
        /** As its format wants. */
        SOUND,
        /** Broken, and read all the same. */
        REPAIRED,
        /** It ends in the middle: there is more than this. */
        CUT_OFF
    }

    public FeedDocument {
        items = List.copyOf(items);
        requireNonNull(condition, "condition");
    }
}
