package sentinel.producers.feeds;

import java.net.URI;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.producers.feeds.FeedFormatException.Kind;
import sentinel.web.Bytes;

/** Reads RSS 0.9x, 1.0, 2.0, Atom and JSON Feed, and what is broken of them as far as it goes. */
public final class FeedReader {

    /** JSON behind what a program printed before it. */
    private static final Pattern JSON_LATER = Pattern.compile("^[^{]{0,4000}\\{\\s*\"(?:version|title|items)\"");

    private FeedReader() {}

    /**
     * Reads a feed.
     *
     * @param contentType the Content-Type header, or null
     * @param address where it came from; relative links start there when the feed names no other base
     * @param seenAt when it came: what dates from later than that are no dates
     * @throws FeedFormatException it is no feed, has no complete item where it is broken, or has a DOCTYPE with
     *     declarations: entities of strangers are not expanded
     */
    public static FeedDocument read(Bytes body, @Nullable String contentType, URI address, Instant seenAt)
            throws FeedFormatException {
        String text = FeedText.decode(body.array(), contentType);
        if (text.isEmpty()) {
            throw new FeedFormatException(Kind.EMPTY, "no feed: the answer is empty", null);
        }
        if (text.startsWith("{")) {
            return JsonFeed.read(text, address, seenAt);
        }
        try {
            return XmlFeed.read(text, address, seenAt);
        } catch (FeedFormatException e) {
            if (JSON_LATER.matcher(text).find()) {
                return JsonFeed.read(text.substring(text.indexOf('{')), address, seenAt);
            }
            throw e;
        }
    }
}
