package sentinel.producers.feeds;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a feed, whatever its format was.
 *
 * @param recordId guid or id, else the link
 * @param link absolute
 * @param title plain text, or null
 * @param author names separated by ", ", or null
 * @param summary plain text, or null
 * @param published or null
 */
public record FeedItem(
        String recordId,
        String link,
        @Nullable String title,
        @Nullable String author,
        @Nullable String summary,
        @Nullable Instant published) {
    public FeedItem {
        requireNonNull(recordId, "record id");
        requireNonNull(link, "link");
    }
}
