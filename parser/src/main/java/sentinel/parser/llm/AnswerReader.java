package sentinel.parser.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import sentinel.contract.message.Sentiment;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Placeholders;
import sentinel.parser.provider.SentimentWords;
import sentinel.service.json.Json;
import sentinel.text.chars.Truncation;

/**
 * Reads a model's answer with good will: slips of form are put right, a field that cannot be used is absent, and a
 * placeholder ("Unknown", "N/A") is no value. Only the summary must be there, for it is what the model was asked for;
 * the other facts are mostly on the page as well.
 */
final class AnswerReader {

    /** What is kept of one text; a summary is cut further, at a sentence, when the record is made. */
    private static final int MAX_CHARS = 8_000;

    private static final int MAX_ITEMS = 200;
    private static final int MAX_ITEM_CHARS = 300;

    /** Reads a date as it is written; empty when it is none. */
    @FunctionalInterface
    interface DateReader {
        Optional<Instant> read(String text);
    }

    /** What was asked for, each with the spellings it comes in, as letters in lower case. */
    private enum Field {
        TITLE("title", "headline"),
        AUTHOR("author", "authors", "byline"),
        PUBLISH_DATE("publishdate", "publisheddate", "publicationdate", "datepublished", "publishedat", "date"),
        SUMMARY("summary", "abstract"),
        SENTIMENT("sentiment"),
        SENTIMENT_SCORE("sentimentscore", "score"),
        COMPANIES("companies", "company"),
        PEOPLE("people", "persons", "person"),
        TOPICS("topics", "topic", "tags");

        @SuppressWarnings("ImmutableEnumChecker") // List.of
        private final List<String> spellings;

        Field(String... spellings) {
            this.spellings = List.of(spellings);
        }
    }

    /** Where an object that stands for a text has it. */
    private static final List<String> NAMES =
            List.of("name", "full_name", "fullname", "label", "value", "text", "title", "topic", "company", "person");

    /** Between the items of a list that came as one string. */
    private static final Pattern SEPARATOR = Pattern.compile("[,;\\n|、，；،]");

    private static final Pattern BULLET = Pattern.compile("^(?:[-*•]\\s+|\\d{1,2}[.)]\\s+)");

    private static final Pattern NUMBER = Pattern.compile("^\\s*([+-−]?)\\s*(\\d{0,6}(?:[.,]\\d{1,12})?)\\s*(%?)");

    private static final Pattern REFUSAL = Pattern.compile(
            "(?i)^(?:(?:i['’]m|i am|we are) (?:very |so |really )?sorry|sorry[,.]|apologies|i apologi[sz]e)[^.]{0,40}"
                    + "\\b(?:can(?:no|['’])t|unable|not able|won['’]t)\\b.*"
                    + "|^(?:unfortunately, )?(?:i|we) (?:can(?:no|['’])t|can not|am unable to|am not able to|won['’]t|will not)"
                    + " (?:help|assist|comply|fulfil|fulfill|provide|process|summari[sz]e|describe|do|answer|continue)\\b.*"
                    + "|^as an? (?:ai|artificial intelligence|language model)\\b.*",
            Pattern.DOTALL);

    private AnswerReader() {}

    /**
     * Reads an answer.
     *
     * @throws InvalidAnswerException it holds no object with a summary, or not one only
     */
    static ClaimedFacts read(String answer, DateReader dates) throws InvalidAnswerException {
        var fields =
                fields(AnswerObject.in(answer, object -> text(fields(object).get(Field.SUMMARY)) != null));
        String summary = text(fields.get(Field.SUMMARY));
        if (REFUSAL.matcher(summary).matches()) {
            throw InvalidAnswerException.malformed("the summary is a refusal");
        }
        var tone = fields.get(Field.SENTIMENT);
        var sentiment =
                Optional.ofNullable(text(tone)).flatMap(SentimentWords::in).orElse(null);
        JsonNode score = fields.get(Field.SENTIMENT_SCORE);
        if (score == null && tone instanceof ObjectNode object) {
            score = object.get("score");
        }
        String date = text(fields.get(Field.PUBLISH_DATE));
        return new ClaimedFacts(
                text(fields.get(Field.TITLE)),
                author(fields.get(Field.AUTHOR)),
                date == null ? null : dates.read(date).orElse(null),
                summary,
                sentiment,
                score(score, sentiment),
                list(fields.get(Field.COMPANIES)),
                list(fields.get(Field.PEOPLE)),
                list(fields.get(Field.TOPICS)));
    }

    private static Map<Field, JsonNode> fields(ObjectNode object) {
        var fields = new EnumMap<Field, JsonNode>(Field.class);
        var ranks = new EnumMap<Field, Integer>(Field.class);
        for (var property : object.properties()) {
            String key = property.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            for (var field : Field.values()) {
                int rank = field.spellings.indexOf(key);
                if (rank >= 0 && rank <= ranks.getOrDefault(field, Integer.MAX_VALUE)) {
                    fields.put(field, property.getValue());
                    ranks.put(field, rank);
                }
            }
        }
        return fields;
    }

    /** A text, or what stands for one; null when there is none, or a placeholder. */
    private static String text(JsonNode node) {
        if (node == null) {
            return null;
        }
        String text = raw(node);
        if (text == null || text.isBlank() || Placeholders.isNone(text)) {
            return null;
        }
        return Truncation.at(text.strip(), MAX_CHARS);
    }

    private static String raw(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isNumber()) {
            return node.asText();
        }
        if (node.isArray()) { // a summary by sentences
            var parts = new ArrayList<String>();
            node.forEach(part -> parts.add(part.isTextual() ? part.textValue() : ""));
            return String.join(" ", parts);
        }
        return node instanceof ObjectNode object ? named(object) : null;
    }

    private static String named(ObjectNode object) {
        for (String name : NAMES) {
            if (object.path(name).isTextual()) {
                return object.path(name).textValue();
            }
        }
        return null;
    }

    private static String author(JsonNode node) {
        if (node == null || !node.isContainerNode()) {
            return text(node);
        }
        var names = list(node);
        return names.isEmpty() ? null : String.join(", ", names);
    }

    // ---- lists

    private static List<String> list(JsonNode node) {
        var items = new ArrayList<String>();
        if (node instanceof ObjectNode object) {
            addItem(items, named(object));
        } else if (node != null && node.isTextual()) {
            addAll(items, node.textValue());
        } else if (node != null && node.isArray()) {
            for (var item : node) {
                if (items.size() >= MAX_ITEMS) {
                    break;
                }
                if (item.isTextual()) {
                    addItem(items, item.textValue());
                } else if (item instanceof ObjectNode object) {
                    addItem(items, named(object));
                } else if (item.isArray()) {
                    item.forEach(inner -> addItem(items, inner.textValue()));
                }
            }
        }
        return items.size() <= MAX_ITEMS ? items : items.subList(0, MAX_ITEMS);
    }

    /** A list in one string: itself JSON, or with commas between. */
    private static void addAll(List<String> items, String text) {
        if (text.strip().startsWith("[")) {
            try {
                items.addAll(list(Json.mapper().readTree(text)));
                return;
            } catch (JsonProcessingException e) {
                // then commas it is
            }
        }
        if (Placeholders.isNone(text)) {
            return;
        }
        for (String part : SEPARATOR.split(text, MAX_ITEMS)) {
            addItem(items, part.replaceAll("^[\\s\\[\"']+|[\\s\\]\"']+$", ""));
        }
    }

    private static void addItem(List<String> items, String item) {
        if (item == null || item.length() > MAX_ITEM_CHARS) {
            return;
        }
        String name = BULLET.matcher(item.strip()).replaceFirst("");
        if (!name.isBlank() && !Placeholders.isNone(name)) {
            items.add(name);
        }
    }

    // ---- tone

    /**
     * In [-1,1]; null when there is none, or it contradicts the word: then the word counts, not the number. A number of
     * another scale (7 of 10, 60 %) is as far as ours goes, if the word says that this is the direction.
     */
    private static Double score(JsonNode node, Sentiment sentiment) {
        double said = number(node);
        if (Double.isNaN(said)) {
            return null;
        }
        boolean inRange = said >= -1 && said <= 1;
        double score = Math.max(-1, Math.min(1, said));
        boolean contradicts =
                (sentiment == Sentiment.POSITIVE && score < 0) || (sentiment == Sentiment.NEGATIVE && score > 0);
        boolean known = inRange || sentiment == Sentiment.POSITIVE || sentiment == Sentiment.NEGATIVE;
        return contradicts || !known ? null : (Double) (score + 0.0);
    }

    private static double number(JsonNode node) {
        if (node == null) {
            return Double.NaN;
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        var written = NUMBER.matcher(node.isTextual() ? node.textValue() : "");
        if (!written.find() || written.group(2).isEmpty()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(written.group(2).replace(',', '.'));
        double scaled = written.group(3).isEmpty() ? value : value / 100;
        return written.group(1).equals("-") || written.group(1).equals("−") ? -scaled : scaled;
    }
}
