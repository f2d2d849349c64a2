package sentinel.parser.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sentinel.common.message.Json;
import sentinel.parser.provider.Extraction;
import sentinel.parser.provider.Sentiment;

/**
 * The shape of an answer: asked for with the question, and checked when it comes, for not every provider enforces it and
 * none can be relied on.
 */
final class AnswerSchema {

    /** An answer that is not of the shape that was asked for. The message names the place, never the content. */
    static final class InvalidAnswerException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidAnswerException(String message) {
            super(message);
        }
    }

    /** What a model may at most say in one field; more is no answer to this question. */
    private static final int MAX_CHARS = 4_000;

    private static final int MAX_ITEMS = 200;
    private static final int MAX_ITEM_CHARS = 300;

    private static final ObjectReader READER = Json.mapper()
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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

    /**
     * Reads an answer. Summary, sentiment and the lists must be there and of their type; the facts that a page mostly
     * states itself may be missing.
     *
     * @throws InvalidAnswerException it is not JSON, or not of this shape
     */
    static Extraction read(String answer) throws InvalidAnswerException {
        var root = parse(answer);
        if (!root.isObject()) {
            throw new InvalidAnswerException("the answer is not a JSON object");
        }
        var sentiment = Sentiment.of(required(root, "sentiment"))
                .orElseThrow(() -> new InvalidAnswerException("sentiment is none of the allowed ones"));
        return new Extraction(
                optional(root, "title"),
                optional(root, "author"),
                date(optional(root, "publish_date")),
                required(root, "summary"),
                sentiment,
                score(root.path("sentiment_score"), sentiment),
                list(root, "companies"),
                list(root, "people"),
                list(root, "topics"));
    }

    private static JsonNode parse(String answer) throws InvalidAnswerException {
        if (answer == null || answer.isBlank()) {
            throw new InvalidAnswerException("the answer is empty");
        }
        try {
            return READER.readTree(withoutFence(answer.strip()));
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new InvalidAnswerException(
                    "the answer is not JSON" + (at == null ? "" : " from character " + at.getCharOffset()));
        }
    }

    /** Models that know no response format like to put JSON into a Markdown fence. */
    private static String withoutFence(String answer) {
        boolean fenced = answer.startsWith("```") && answer.endsWith("```") && answer.indexOf('\n') > 0;
        return fenced ? answer.substring(answer.indexOf('\n') + 1, answer.length() - 3) : answer;
    }

    private static String required(JsonNode root, String field) throws InvalidAnswerException {
        String text = optional(root, field);
        if (text == null) {
            throw new InvalidAnswerException(field + " is missing");
        }
        return text;
    }

    private static String optional(JsonNode root, String field) throws InvalidAnswerException {
        var node = root.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw new InvalidAnswerException(field + " is not a string");
        }
        if (node.textValue().length() > MAX_CHARS) {
            throw new InvalidAnswerException(field + " is longer than " + MAX_CHARS + " characters");
        }
        return node.textValue().isBlank() ? null : node.textValue().strip();
    }

    private static List<String> list(JsonNode root, String field) throws InvalidAnswerException {
        var node = root.path(field);
        if (!node.isArray() || node.size() > MAX_ITEMS) {
            throw new InvalidAnswerException(field + " is not a list of at most " + MAX_ITEMS);
        }
        var items = new ArrayList<String>();
        for (var item : node) {
            if (!item.isTextual() || item.textValue().length() > MAX_ITEM_CHARS) {
                throw new InvalidAnswerException(field + " holds what is not a short string");
            }
            if (!item.textValue().isBlank()) {
                items.add(item.textValue().strip());
            }
        }
        return items;
    }

    /** Null when it is missing, or contradicts the sentiment: then the word counts, not the number. */
    private static Double score(JsonNode node, Sentiment sentiment) throws InvalidAnswerException {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        double score = node.asDouble();
        if (!node.isNumber() || !(score >= -1 && score <= 1)) {
            throw new InvalidAnswerException("sentiment_score is not a number from -1 to 1");
        }
        boolean contradicts =
                (sentiment == Sentiment.POSITIVE && score < 0) || (sentiment == Sentiment.NEGATIVE && score > 0);
        return contradicts ? null : (Double) score;
    }

    private static Instant date(String text) throws InvalidAnswerException {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new InvalidAnswerException("publish_date is not an ISO 8601 date");
        }
    }
}
