package sentinel.producers.feeds;

import java.net.URI;
import sentinel.producers.web.Bytes;

/** Reads RSS 0.9x, 1.0, 2.0, Atom and JSON Feed. */
public final class FeedReader {

    private FeedReader() {}

    /**
     * Reads a feed.
     *
     * @param contentType the Content-Type header, or null
     * @param address where it came from; relative links start there when the feed names no other base
     * @throws FeedFormatException it is no feed, or has a DOCTYPE: entities of strangers are not expanded
     */
    public static FeedDocument read(Bytes body, String contentType, URI address) throws FeedFormatException {
        String text = FeedText.decode(body.toArray(), contentType);
        return text.startsWith("{") ? JsonFeed.read(text, address) : XmlFeed.read(text, address);
    }
}
