package sentinel.parser.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.Arrays;
import sentinel.contract.message.Sentiment;

/** The shape of an answer that is asked for. What comes is read by {@link AnswerReader}: no provider can be relied on. */
final class AnswerSchema {

    private AnswerSchema() {}

    static ResponseFormat responseFormat() {
        var sentiments = Arrays.stream(Sentiment.values()).map(Sentiment::id).toList();
        var root = JsonObjectSchema.builder()
                .addStringProperty("title")
                .addStringProperty("author")
                .addStringProperty("publish_date")
                .addStringProperty("summary")
                .addEnumProperty("sentiment", sentiments)
                .addNumberProperty("sentiment_score")
                .addProperty("companies", strings())
                .addProperty("people", strings())
                .addProperty("topics", strings())
                .required(
                        "title",
                        "author",
                        "publish_date",
                        "summary",
                        "sentiment",
                        "sentiment_score",
                        "companies",
                        "people",
                        "topics")
                .additionalProperties(false)
                .build();
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(
                        JsonSchema.builder().name("article").rootElement(root).build())
                .build();
    }

    private static JsonArraySchema strings() {
        return JsonArraySchema.builder().items(new JsonStringSchema()).build();
    }
}
