package sentinel.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import sentinel.api.index.Facet;
import sentinel.api.index.FacetCount;
import sentinel.api.index.Page;
import sentinel.api.index.StoredArticle;
import sentinel.contract.table.SilverColumn;
import sentinel.service.json.Json;

/** Replies about articles. What the index keeps is JSON already and is copied, not parsed, unless some columns are wanted. */
final class ArticleReply {

    private static final ObjectMapper MAPPER = Json.mapper();
    private static final SerializableString BODY = new SerializedString(SilverColumn.BODY.columnName());

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

    /** One article with its body. */
    static byte[] article(StoredArticle article) throws IOException {
        var bytes = new ByteArrayOutputStream(article.json().length + 1024);
        try (var json = MAPPER.getFactory().createGenerator(bytes)) {
            writeWithBody(json, article);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, StoredArticle article, ListRequest request) throws IOException {
        if (request.fields() != null) {
            var all = (ObjectNode) MAPPER.readTree(article.json());
            all.put(SilverColumn.BODY.columnName(), article.body());
            all.retain(request.fields().stream()
                    .map(SilverColumn::columnName)
                    .filter(name -> request.needsBody() || !name.equals(SilverColumn.BODY.columnName()))
                    .toList());
            if (request.body()) {
                all.put(SilverColumn.BODY.columnName(), article.body());
            }
            json.writeTree(all);
        } else if (request.body()) {
            writeWithBody(json, article);
        } else {
            json.writeRawValue(new String(article.json(), StandardCharsets.UTF_8));
        }
    }

    private static void writeWithBody(JsonGenerator json, StoredArticle article) throws IOException {
        var columns = article.json();
        json.writeRawValue(new String(columns, 0, columns.length - 1, StandardCharsets.UTF_8)); // but its last brace
        json.writeRaw(",\"" + BODY.getValue() + "\":");
        json.writeRaw(MAPPER.writeValueAsString(article.body()));
        json.writeRaw('}');
    }
}
