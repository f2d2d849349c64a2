package sentinel.producers.feeds;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import sentinel.producers.feeds.FeedDocument.Condition;
import sentinel.producers.feeds.FeedFormatException.Kind;

/**
 * JSON Feed, versions 1 and 1.1 (jsonfeed.org). Commas too many, bare line breaks and what follows the feed are no reason to
 * lose it; where it ends in the middle, the items before that are taken.
 */
final class JsonFeed {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final ObjectNode head = MAPPER.createObjectNode();
    private final List<JsonNode> nodes = new ArrayList<>();
    private boolean hasItems;

    private JsonFeed() {}

    static FeedDocument read(String text, URI address, Instant seenAt) throws FeedFormatException {
        var feed = new JsonFeed();
        var condition = Condition.SOUND;
        try (var parser = MAPPER.createParser(text)) {
            feed.collect(parser);
        } catch (IOException e) {
            if (feed.nodes.isEmpty()) {
                throw new FeedFormatException(Kind.BROKEN, "no readable JSON feed: " + firstLine(e), e);
            }
            condition = Condition.CUT_OFF;
        }
        if (!feed.hasItems) {
            throw new FeedFormatException(Kind.NO_FEED, "a JSON feed has items; this has none", null);
        }
        return feed.document(address, seenAt, condition);
    }

    private static String firstLine(IOException e) {
        return e.getMessage() == null
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse("");
    }

    private void collect(JsonParser parser) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean list = parser.nextToken() == JsonToken.START_ARRAY;
            if (list && name.equals("items")) {
                hasItems = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (nodes.size() < FeedLimits.ITEMS) {
                        nodes.add(parser.readValueAsTree());
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                head.set(name, parser.<JsonNode>readValueAsTree());
            }
        }
    }

    private FeedDocument document(URI address, Instant seenAt, Condition condition) {
        var base = Links.base(text(head, "home_page_url"), address);
        String feedAuthor = authors(head);
        String tag = text(head, "language");
        var date = new FeedDate(address, tag, seenAt);
        var items = new ArrayList<FeedItem>();
        for (var node : nodes) {
            item(node, base, feedAuthor, date).ifPresent(items::add);
        }
        String language = Language.iso6391(tag).orElse(null);
        return new FeedDocument(items, nodes.size() - items.size(), language, Optional.empty(), condition);
    }

    private static Optional<FeedItem> item(
            JsonNode item, @Nullable HttpUrl base, @Nullable String feedAuthor, FeedDate date) {
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
                XmlItem.recordId(id, link),
                link,
                PlainText.line(text(item, "title"), FeedLimits.TITLE),
                author == null ? feedAuthor : author,
                summary(item),
                published(item, date)));
    }

    private static @Nullable String address(@Nullable String id) {
        return id != null && id.matches("(?i)https?://.+") ? id : null;
    }

    private static @Nullable String summary(JsonNode item) {
        String summary = PlainText.line(text(item, "summary"), FeedLimits.SUMMARY);
        if (summary == null) {
            summary = PlainText.line(text(item, "content_text"), FeedLimits.SUMMARY);
        }
        return summary == null ? PlainText.html(text(item, "content_html"), FeedLimits.SUMMARY) : summary;
    }

    /** {@code authors} since 1.1, {@code author} before; a list, one object, or a name alone. */
    private static @Nullable String authors(JsonNode node) {
        String names = Stream.of(node.path("authors"), node.path("author"))
                .map(JsonFeed::names)
                .filter(all -> !all.isEmpty())
                .findFirst()
                .orElse("");
        return PlainText.line(names, FeedLimits.AUTHOR);
    }

    private static String names(JsonNode authors) {
        var each = authors.isArray() ? StreamSupport.stream(authors.spliterator(), false) : Stream.of(authors);
        return each.map(author -> author.isTextual() ? author.asText() : text(author, "name"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Instant published(JsonNode item, FeedDate date) {
        return Stream.of(text(item, "date_published"), text(item, "date_modified"))
                .filter(Objects::nonNull)
                .flatMap(text -> date.read(text).stream())
                .findFirst()
                .orElse(null);
    }

    /** Identifiers may be numbers. */
    private static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
