package sentinel.producers.feeds;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Links of feeds: which lead to pages for people, and what they are when made absolute. */
final class Links {

    /** {@code http://https://site.example/a}: somebody set a scheme before what had one. */
    private static final Pattern DOUBLED = Pattern.compile("(?i)https?:/{0,2}(https?):?//(.+)");

    private Links() {}

    /**
     * The base for an entry's relative links: the site that the feed names, else where the feed is; null when that is no
     * http(s) address.
     */
    static @Nullable HttpUrl base(@Nullable String site, URI address) {
        var feed = HttpUrl.get(address);
        if (feed == null || site == null || DOUBLED.matcher(site.strip()).matches()) {
            return feed;
        }
        var base = feed.resolve(site.strip());
        return base == null ? feed : base;
    }

    /** The base within an element: its {@code xml:base}, which may itself be relative (XML Base, 3). */
    static @Nullable HttpUrl within(FeedNode node, @Nullable HttpUrl outer, @Nullable HttpUrl address) {
        String base = node.attribute("xml:base");
        if (base == null || base.isBlank()) {
            return outer;
        }
        var from = outer == null ? address : outer;
        var resolved = from == null ? HttpUrl.parse(base.strip()) : from.resolve(base.strip());
        return resolved == null ? outer : resolved;
    }

    /** Null when it is no http(s) link, whatever it is resolved against. */
    static @Nullable String absolute(@Nullable String link, @Nullable HttpUrl base) {
        if (link == null || link.isBlank()) {
            return null;
        }
        var doubled = DOUBLED.matcher(link.strip());
        String text = doubled.matches() ? doubled.group(1) + "://" + doubled.group(2) : link.strip();
        // as announced where possible: an address is not to be rewritten on its way
        if (HttpUrl.parse(text) != null) {
            return text;
        }
        var resolved = base == null ? null : base.resolve(text);
        return resolved == null ? null : resolved.toString();
    }

    /** Atom: a link without a relation is to the entry itself (RFC 4287, 4.2.7.2). */
    static boolean isAlternate(FeedNode link) {
        String relation = link.attribute("rel");
        return relation == null || relation.isBlank() || relation.strip().equalsIgnoreCase("alternate");
    }

    /** Whether, by its type, this is for people to read; true when there is no type. */
    static boolean isPage(FeedNode link) {
        String type = link.attribute("type");
        if (type == null || type.isBlank()) {
            return true;
        }
        String lower = type.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("text/html") || lower.startsWith("application/xhtml") || lower.equals("html");
    }
}
