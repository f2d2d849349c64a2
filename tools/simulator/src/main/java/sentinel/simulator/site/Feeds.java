package sentinel.simulator.site;

import static sentinel.simulator.site.Markup.escape;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import sentinel.service.json.Json;
import sentinel.simulator.world.Site.FeedFormat;

/** Writes feeds: RSS 2.0, Atom (RFC 4287), RSS 1.0 and JSON Feed 1.1. */
final class Feeds {

    /** RFC 822 dates as RSS wants them. */
    static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int TTL_MINUTES = 10;

    private Feeds() {}

    /** A channel: what a feed says of itself. */
    record Channel(String title, String link, String self, String language, Instant updated) {}

    static byte[] xml(FeedFormat format, Charset charset, Channel channel, List<Entry> entries) {
        var out = new StringBuilder(1024 + entries.size() * 700);
        out.append("<?xml version=\"1.0\" encoding=\"").append(charset.name()).append("\"?>\n");
        switch (format) {
            case RSS -> rss(out, channel, entries);
            case ATOM -> atom(out, channel, entries);
            case RDF -> rdf(out, channel, entries);
        }
        return Markup.encode(out.toString(), charset);
    }

    private static void rss(StringBuilder out, Channel channel, List<Entry> entries) {
        out.append("<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"");
        out.append(
                " xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n");
        element(out, "title", channel.title());
        element(out, "link", channel.link());
        element(out, "description", channel.title());
        element(out, "language", channel.language());
        element(out, "lastBuildDate", RFC_822.format(channel.updated()));
        element(out, "ttl", Integer.toString(TTL_MINUTES));
        out.append("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"")
                .append(escape(channel.self()))
                .append("\"/>\n");
        for (var entry : entries) {
            out.append("<item>\n");
            element(out, "title", entry.title());
            element(out, "link", entry.url());
            out.append("<guid isPermaLink=\"false\">")
                    .append(escape(entry.guid()))
                    .append("</guid>\n");
            if (entry.published() != null) {
                element(out, "pubDate", RFC_822.format(entry.published()));
            }
            if (!entry.authors().isEmpty()) {
                element(out, "dc:creator", String.join(", ", entry.authors()));
            }
            element(out, "category", entry.section());
            out.append("<description><![CDATA[<p>")
                    .append(escape(entry.summary()))
                    .append("</p>]]></description>\n");
            if (!entry.image().isEmpty()) {
                out.append("<media:thumbnail url=\"")
                        .append(escape(entry.image()))
                        .append("\"/>\n");
            }
            out.append("</item>\n");
        }
        out.append("</channel>\n</rss>\n");
    }

    private static void atom(StringBuilder out, Channel channel, List<Entry> entries) {
        out.append("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"")
                .append(channel.language())
                .append("\">\n");
        element(out, "title", channel.title());
        element(out, "id", channel.self());
        element(out, "updated", channel.updated().toString());
        out.append("<link rel=\"alternate\" href=\"")
                .append(escape(channel.link()))
                .append("\"/>\n");
        out.append("<link rel=\"self\" href=\"").append(escape(channel.self())).append("\"/>\n");
        for (var entry : entries) {
            out.append("<entry>\n<title type=\"html\">")
                    .append(escape(escape(entry.title())))
                    .append("</title>\n");
            out.append("<link rel=\"alternate\" type=\"text/html\" href=\"")
                    .append(escape(entry.url()))
                    .append("\"/>\n");
            element(out, "id", entry.guid());
            if (entry.published() != null) {
                element(out, "published", entry.published().toString());
            }
            element(out, "updated", entry.updated().toString());
            for (var author : entry.authors()) {
                out.append("<author><name>").append(escape(author)).append("</name></author>\n");
            }
            out.append("<category term=\"").append(escape(entry.section())).append("\"/>\n");
            element(out, "summary", entry.summary());
            out.append("</entry>\n");
        }
        out.append("</feed>\n");
    }

    private static void rdf(StringBuilder out, Channel channel, List<Entry> entries) {
        out.append(
                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"");
        out.append(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel rdf:about=\"")
                .append(escape(channel.self()));
        out.append("\">\n");
        element(out, "title", channel.title());
        element(out, "link", channel.link());
        element(out, "description", channel.title());
        element(out, "dc:language", channel.language());
        out.append("<items><rdf:Seq>\n");
        for (var entry : entries) {
            out.append("<rdf:li rdf:resource=\"").append(escape(entry.guid())).append("\"/>\n");
        }
        out.append("</rdf:Seq></items>\n</channel>\n");
        for (var entry : entries) {
            out.append("<item rdf:about=\"").append(escape(entry.guid())).append("\">\n");
            element(out, "title", entry.title());
            element(out, "link", entry.url());
            element(out, "description", entry.summary());
            element(out, "dc:creator", String.join(", ", entry.authors()));
            if (entry.published() != null) {
                element(out, "dc:date", entry.published().toString());
            }
            element(out, "dc:subject", entry.section());
            out.append("</item>\n");
        }
        out.append("</rdf:RDF>\n");
    }

    static byte[] json(Channel channel, List<Entry> entries) {
        var feed = Json.mapper().createObjectNode();
        feed.put("version", "https://jsonfeed.org/version/1.1");
        feed.put("title", channel.title());
        feed.put("home_page_url", channel.link());
        feed.put("feed_url", channel.self());
        var items = feed.putArray("items");
        for (var entry : entries) {
            var item = items.addObject();
            item.put("id", entry.guid());
            item.put("url", entry.url());
            item.put("title", entry.title());
            item.put("summary", entry.summary());
            item.put("content_text", entry.summary());
            if (entry.published() != null) {
                item.put("date_published", entry.published().toString());
            }
            item.put("date_modified", entry.updated().toString());
            item.put("language", entry.language());
            var authors = item.putArray("authors");
            entry.authors().forEach(name -> authors.addObject().put("name", name));
        }
        return Json.encode(feed);
    }

    private static void element(StringBuilder out, String name, String text) {
        out.append('<')
                .append(name)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(name)
                .append(">\n");
    }
}
