package sentinel.producers.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.HttpUrl;
import sentinel.common.message.Json;

/** JSON Feed, versions 1 and 1.1 (jsonfeed.org). */
final class JsonFeed {

    private JsonFeed() {}

    static FeedDocument read(String text, URI address) throws FeedFormatException {
        JsonNode feed;
        try {
            feed = Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new FeedFormatException("no readable JSON feed: " + e.getOriginalMessage(), e);
        }
        if (!feed.path("items").isArray()) {
            throw new FeedFormatException("a JSON feed has items; this has none", null);
        }
        var base = Links.base(text(feed, "home_page_url"), address);
        String feedAuthor = authors(feed);
        var items = new ArrayList<FeedItem>();
        int unusable = 0;
        for (var node : feed.get("items")) {
            var item = item(node, base, feedAuthor);
            if (item.isPresent()) {
                items.add(item.get());
            } else {
                unusable++;
            }
        }
        String language = Language.iso6391(text(feed, "language")).orElse(null);
        return new FeedDocument(items, unusable, language, Optional.empty());
    }

    private static Optional<FeedItem> item(JsonNode item, HttpUrl base, String feedAuthor) {
        String id = text(item, "id");
        String link = Stream.of(text(item, "url"), text(item, "external_url"), address(id))
                .filter(Objects::nonNull)
                .map(l -> Links.absolute(l, base))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (link == null) {
            return Optional.empty();
        }
        String author = authors(item);
        return Optional.of(new FeedItem(
                XmlFeed.recordId(id, link),
                link,
                PlainText.line(text(item, "title"), FeedLimits.TITLE),
                author == null ? feedAuthor : author,
                summary(item),
                published(item)));
    }

    private static String address(String id) {
        return id != null && id.matches("(?i)https?://.+") ? id : null;
    }

    private static String summary(JsonNode item) {
        String summary = PlainText.line(text(item, "summary"), FeedLimits.SUMMARY);
        if (summary == null) {
            summary = PlainText.line(text(item, "content_text"), FeedLimits.SUMMARY);
        }
        return summary == null ? PlainText.html(text(item, "content_html"), FeedLimits.SUMMARY) : summary;
    }

    /** {@code authors} since 1.1, {@code author} before. */
    private static String authors(JsonNode node) {
        var authors = node.path("authors").isArray()
                ? StreamSupport.stream(node.get("authors").spliterator(), false)
                : Stream.of(node.path("author"));
        String names = authors.map(author -> text(author, "name"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return PlainText.line(names, FeedLimits.AUTHOR);
    }

    private static Instant published(JsonNode item) {
        return date(text(item, "date_published"))
                .or(() -> date(text(item, "date_modified")))
                .orElse(null);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.ofNullable(text)
                    .map(t -> OffsetDateTime.parse(t.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // a date that is none says nothing
        }
    }

    /** Identifiers may be numbers. */
    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
