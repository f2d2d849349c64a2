package sentinel.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Membership;
import sentinel.api.groups.Report;
import sentinel.api.index.Facet;
import sentinel.api.index.FacetCount;
import sentinel.api.index.Page;
import sentinel.api.index.StoredArticle;
import sentinel.contract.table.SilverColumn;
import sentinel.service.json.Json;

/** Replies about articles. What the index keeps is JSON already and is copied, not parsed, unless some columns are wanted. */
final class ArticleReply {

    private static final ObjectMapper MAPPER = Json.mapper();

    private ArticleReply() {}

    /** {@code {items, next_cursor, total, facets?}}. */
    static byte[] page(Page page, ListRequest request, Map<Facet, List<FacetCount>> facets) throws IOException {
        var bytes = new ByteArrayOutputStream(2048 * (1 + page.articles().size()));
        try (var json = MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (var article : page.articles()) {
                write(json, article, request);
            }
            json.writeEndArray();
            json.writeStringField(
                    "next_cursor", page.next() == null ? null : page.next().cursor(request.query()));
            json.writeNumberField("total", page.total());
            if (!facets.isEmpty()) {
                json.writeObjectFieldStart("facets");
                for (var facet : facets.entrySet()) {
                    json.writeObjectField(facet.getKey().parameter(), facet.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** One article with its details. */
    static byte[] article(StoredArticle article) throws IOException {
        var bytes = new ByteArrayOutputStream(2 * article.json().length + 1024);
        try (var json = MAPPER.getFactory().createGenerator(bytes)) {
            writeWithDetails(json, article, requireNonNull(article.details(), "details"));
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, StoredArticle article, ListRequest request) throws IOException {
        var details = article.details();
        if (request.fields() != null) {
            var wanted = new HashSet<>(request.fields());
            if (request.body()) {
                wanted.add(SilverColumn.BODY.columnName());
            }
            var all = (ObjectNode) MAPPER.readTree(article.json());
            if (details != null) {
                all.setAll((ObjectNode) MAPPER.readTree(details));
            }
            all.setAll((ObjectNode) MAPPER.readTree(groups(article.groups())));
            json.writeTree(all.retain(wanted));
        } else if (details != null) {
            writeWithDetails(json, article, details);
        } else {
            json.writeRawValue(joined(article.json(), groups(article.groups())));
        }
    }

    private static void writeWithDetails(JsonGenerator json, StoredArticle article, byte[] details) throws IOException {
        json.writeRawValue(joined(article.json(), groups(article.groups()), details));
    }

    private static byte[] groups(Membership groups) throws IOException {
        var bytes = new ByteArrayOutputStream(128);
        try (var json = MAPPER.getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField(GroupNames.COPY_GROUP, id(groups.copyGroup()));
            json.writeNumberField(GroupNames.COPIES, groups.copies());
            json.writeStringField(GroupNames.STORY, id(groups.story()));
            json.writeNumberField(GroupNames.STORY_SIZE, groups.storySize());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static @Nullable String id(@Nullable Long article) {
        return article == null ? null : Report.id(article);
    }

    /** Makes one object of several, none of them empty: leaves out the braces between them. */
    private static String joined(byte[]... objects) {
        var joined = new StringBuilder();
        for (byte[] object : objects) {
            joined.append(joined.length() == 0 ? "{" : ",")
                    .append(new String(object, 1, object.length - 2, StandardCharsets.UTF_8));
        }
        return joined.append('}').toString();
    }
}
