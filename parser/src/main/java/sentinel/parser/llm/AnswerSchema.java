package sentinel.parser.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.Arrays;
import sentinel.contract.message.Sentiment;

/**
 * The fields of a {@link Prompt} as the JSON schema that a provider is told. Every field is required there, since strict modes
 * demand it. What comes is read by {@link AnswerReader}: no provider can be relied on.
 */
final class AnswerSchema {

    static final String QUOTE_TEXT = "text";
    static final String QUOTE_SPEAKER = "speaker";

    private AnswerSchema() {}

    static ResponseFormat responseFormat(Prompt prompt) {
        var root = JsonObjectSchema.builder()
                .required(AnswerField.ids(prompt.fields()))
                .additionalProperties(false);
        for (var field : prompt.fields()) {
            root.addProperty(field.id(), element(field.type()));
        }
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name("article")
                        .rootElement(root.build())
                        .build())
                .build();
    }

    private static JsonSchemaElement element(AnswerField.Type type) {
        return switch (type) {
            case TEXT, NAMES, DATE -> new JsonStringSchema();
            case TONE ->
                JsonEnumSchema.builder()
                        .enumValues(Arrays.stream(Sentiment.values())
                                .map(Sentiment::id)
                                .toList())
                        .build();
            case SCORE -> new JsonNumberSchema();
            case LIST -> JsonArraySchema.builder().items(new JsonStringSchema()).build();
            case QUOTES -> JsonArraySchema.builder().items(quote()).build();
        };
    }

    private static JsonSchemaElement quote() {
        return JsonObjectSchema.builder()
                .addStringProperty(QUOTE_TEXT)
                .addStringProperty(QUOTE_SPEAKER)
                .required(QUOTE_TEXT, QUOTE_SPEAKER)
                .additionalProperties(false)
                .build();
    }
}
