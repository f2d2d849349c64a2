package sentinel.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import sentinel.service.json.Json;

/**
 * The API's OpenAPI document: {@code openapi.json}, in which {@code x-vocabulary} stands for the {@code enum} of the
 * contract's values of that name. A value that is added to the contract is in the document without an edit.
 */
final class OpenApi {

    private static final String PLACEHOLDER = "x-vocabulary";

    private OpenApi() {}

    /** The document as it is served. */
    static JsonNode document() {
        try (var in = OpenApi.class.getResourceAsStream("/openapi.json")) {
            var document = Json.mapper().readTree(in);
            document.findParents(PLACEHOLDER).forEach(schema -> fill((ObjectNode) schema));
            return document;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read openapi.json", e);
        }
    }

    private static void fill(ObjectNode schema) {
        var values = schema.putArray("enum");
        Vocabulary.of(schema.remove(PLACEHOLDER).asText()).forEach(values::add);
        boolean nullable = false;
        for (var type : schema.path("type")) {
            nullable |= type.asText().equals("null");
        }
        if (nullable) {
            values.addNull();
        }
    }
}
