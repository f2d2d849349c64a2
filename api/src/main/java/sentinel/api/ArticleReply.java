package sentinel.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
            var wanted = request.fields().stream().map(SilverColumn::columnName).collect(Collectors.toSet());
            if (request.body()) {
                wanted.add(SilverColumn.BODY.columnName());
            }
            var all = (ObjectNode) MAPPER.readTree(article.json());
            if (details != null) {
                all.setAll((ObjectNode) MAPPER.readTree(details));
            }
            json.writeTree(all.retain(wanted));
        } else if (details != null) {
            writeWithDetails(json, article, details);
        } else {
            json.writeRawValue(new String(article.json(), StandardCharsets.UTF_8));
        }
    }

    /** Makes one object of two. */
    private static void writeWithDetails(JsonGenerator json, StoredArticle article, byte[] details) throws IOException {
        var columns = article.json();
        json.writeRawValue(new String(columns, 0, columns.length - 1, StandardCharsets.UTF_8)); // but its last brace
        json.writeRaw(',');
        json.writeRaw(new String(details, 1, details.length - 1, StandardCharsets.UTF_8)); // but its first one
    }
}
