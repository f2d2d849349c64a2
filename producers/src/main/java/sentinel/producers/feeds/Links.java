package sentinel.producers.feeds;

import java.net.URI;
import okhttp3.HttpUrl;

/** Links of feed entries made absolute. */
final class Links {

    private Links() {}

    /** The base for an entry's relative links: the site that the feed names, else where the feed is. */
    static HttpUrl base(String site, URI address) {
        var feed = HttpUrl.get(address);
        if (feed == null || site == null) {
            return feed;
        }
        return feed.resolve(site.strip());
    }

    /** Null when it is no http(s) link, whatever it is resolved against. */
    static String absolute(String link, HttpUrl base) {
        if (link == null || link.isBlank()) {
            return null;
        }
        String text = link.strip();
        // as announced where possible: an address is not to be rewritten on its way
        if (HttpUrl.parse(text) != null) {
            return text;
        }
        var resolved = base == null ? null : base.resolve(text);
        return resolved == null ? null : resolved.toString();
    }
}
