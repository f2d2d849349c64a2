package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;
import static sentinel.parser.llm.AnswerField.SENTIMENT;
import static sentinel.parser.llm.AnswerField.SUMMARY;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Sentiment;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.ClaimedQuote;
import sentinel.parser.provider.Placeholders;
import sentinel.parser.provider.SentimentWords;
import sentinel.service.json.Json;
import sentinel.text.chars.Truncation;

/**
 * Reads each {@link AnswerField} of a model's answer with good will: slips of form are put right, a field that cannot be
 * used is absent, and a placeholder ("Unknown", "N/A") is no value. Only the summary must be there.
 */
final class AnswerReader {

    /** A longer item of a list is no name. */
    private static final int MAX_ITEM_CHARS = 300;

    /** Of a list where a text of names was asked for. */
    private static final int MAX_NAMES = 200;

    /** A longer quote is a speech; nobody says it is verbatim without copying the article. */
    private static final int MAX_QUOTE_CHARS = 2_000;

    /** Reads a date as it is written; empty when it is none. */
    @FunctionalInterface
    interface DateReader {
        Optional<Instant> read(String text);
    }

    /** Where an object that stands for a text has it. */
    private static final List<String> NAMES =
            List.of("name", "full_name", "fullname", "label", "value", "text", "title", "topic", "company", "person");

    /** Where the object of a quote has its text, and who speaks. */
    private static final List<String> QUOTE_TEXTS = List.of(AnswerSchema.QUOTE_TEXT, "quote", "verbatim", "content");

    private static final List<String> SPEAKERS =
            List.of(AnswerSchema.QUOTE_SPEAKER, "person", "name", "author", "by", "attribution", "source");

    /** Between the items of a list that came as one string. */
    private static final Pattern SEPARATOR = Pattern.compile("[,;\\n|、，；،]");

    private static final Pattern BULLET = Pattern.compile("^(?:[-*•]\\s+|\\d{1,2}[.)]\\s+)");

    private static final Pattern NUMBER = Pattern.compile("^\\s*([+-−]?)\\s*(\\d{0,6}(?:[.,]\\d{1,12})?)\\s*(%?)");

    private final Map<AnswerField, JsonNode> said;
    private final DateReader dates;

    private AnswerReader(ObjectNode object, DateReader dates) {
        this.said = fields(object);
        this.dates = dates;
    }

    /**
     * Reads an answer.
     *
     * @throws InvalidAnswerException it holds no object with a summary, or not one only; or it is a refusal
     */
    static ClaimedFacts read(@Nullable String answer, DateReader dates) throws InvalidAnswerException {
        if (answer != null && answer.indexOf('{') < 0 && RefusalText.is(AnswerObject.withoutThoughts(answer))) {
            throw InvalidAnswerException.refused("the answer is a refusal");
        }
        var object = AnswerObject.in(answer, candidate -> new AnswerReader(candidate, dates).text(SUMMARY) != null);
        return new AnswerReader(object, dates).facts();
    }

    /** A value of each field, by the names that {@link ClaimedFacts} has as JSON. */
    private ClaimedFacts facts() throws InvalidAnswerException {
        var values = new HashMap<String, @Nullable Object>();
        for (var field : AnswerField.values()) {
            values.put(field.id(), value(field));
        }
        String summary = requireNonNull(text(SUMMARY), "an object without a summary is no answer");
        if (RefusalText.is(summary)) {
            throw InvalidAnswerException.refused("the summary is a refusal");
        }
        return Json.mapper().convertValue(values, ClaimedFacts.class);
    }

    /** What the field's type allows of the value; null when that is nothing. */
    private @Nullable Object value(AnswerField field) {
        return switch (field.type()) {
            case TEXT -> text(field);
            case NAMES -> names(field);
            case DATE -> Optional.ofNullable(text(field)).flatMap(dates::read).orElse(null);
            case TONE -> tone(field);
            case SCORE -> score(field, tone(SENTIMENT));
            case LIST -> list(said.get(field), field.bound());
            case QUOTES -> quotes(said.get(field), field.bound());
        };
    }

    private static Map<AnswerField, JsonNode> fields(ObjectNode object) {
        var fields = new EnumMap<AnswerField, JsonNode>(AnswerField.class);
        var ranks = new EnumMap<AnswerField, Integer>(AnswerField.class);
        for (var property : object.properties()) {
            for (var field : AnswerField.values()) {
                int rank = field.rank(property.getKey());
                if (rank >= 0 && rank <= ranks.getOrDefault(field, Integer.MAX_VALUE)) {
                    fields.put(field, property.getValue());
                    ranks.put(field, rank);
                }
            }
        }
        return fields;
    }

    /** A text, or what stands for one; null when there is none, or a placeholder. */
    private @Nullable String text(AnswerField field) {
        var node = said.get(field);
        String text = node == null ? null : raw(node);
        if (text == null || text.isBlank() || Placeholders.isNone(text)) {
            return null;
        }
        return Truncation.at(text.strip(), field.bound());
    }

    private static @Nullable String raw(JsonNode node) {
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

    private static @Nullable String named(ObjectNode object) {
        return first(object, NAMES);
    }

    private static @Nullable String first(ObjectNode object, List<String> names) {
        for (String name : names) {
            if (object.path(name).isTextual()) {
                return object.path(name).textValue();
            }
        }
        return null;
    }

    private @Nullable String names(AnswerField field) {
        var node = said.get(field);
        if (node == null || !node.isContainerNode()) {
            return text(field);
        }
        var names = list(node, MAX_NAMES);
        return names.isEmpty() ? null : Truncation.at(String.join(", ", names), field.bound());
    }

    // ---- lists

    private static List<String> list(@Nullable JsonNode node, int max) {
        var items = new ArrayList<String>();
        if (node instanceof ObjectNode object) {
            addItem(items, named(object));
        } else if (node != null && node.isTextual()) {
            addAll(items, node.textValue(), max);
        } else if (node != null && node.isArray()) {
            for (var item : node) {
                if (items.size() >= max) {
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
        return items.size() <= max ? items : items.subList(0, max);
    }

    /** A list in one string: itself JSON, or with commas between. */
    private static void addAll(List<String> items, String text, int max) {
        if (text.strip().startsWith("[")) {
            try {
                items.addAll(list(Json.mapper().readTree(text), max));
                return;
            } catch (JsonProcessingException e) {
                // then commas it is
            }
        }
        if (Placeholders.isNone(text)) {
            return;
        }
        for (String part : SEPARATOR.split(text, max)) {
            addItem(items, part.replaceAll("^[\\s\\[\"']+|[\\s\\]\"']+$", ""));
        }
    }

    private static void addItem(List<String> items, @Nullable String item) {
        if (item == null || item.length() > MAX_ITEM_CHARS) {
            return;
        }
        String name = BULLET.matcher(item.strip()).replaceFirst("");
        if (!name.isBlank() && !Placeholders.isNone(name)) {
            items.add(name);
        }
    }

    // ---- quotes

    private static List<ClaimedQuote> quotes(@Nullable JsonNode node, int max) {
        var quotes = new ArrayList<ClaimedQuote>();
        if (node instanceof ObjectNode || (node != null && node.isTextual())) {
            addQuote(quotes, node);
        } else if (node != null && node.isArray()) {
            for (var item : node) {
                if (quotes.size() < max) {
                    addQuote(quotes, item);
                }
            }
        }
        return quotes;
    }

    private static void addQuote(List<ClaimedQuote> quotes, JsonNode item) {
        var object = item instanceof ObjectNode o ? o : null;
        String text = object == null ? item.textValue() : first(object, QUOTE_TEXTS);
        if (text == null || text.isBlank() || text.length() > MAX_QUOTE_CHARS || Placeholders.isNone(text)) {
            return;
        }
        String speaker = object == null ? null : first(object, SPEAKERS);
        if (speaker != null
                && (speaker.isBlank() || speaker.length() > MAX_ITEM_CHARS || Placeholders.isNobody(speaker))) {
            speaker = null;
        }
        quotes.add(new ClaimedQuote(text.strip(), speaker == null ? null : speaker.strip()));
    }

    // ---- tone

    private @Nullable Sentiment tone(AnswerField field) {
        return Optional.ofNullable(text(field)).flatMap(SentimentWords::in).orElse(null);
    }

    /**
     * Within the bound; null when there is none, or it contradicts the word: then the word counts, not the number. A number of
     * another scale (7 of 10, 60 %) is as far as ours goes, if the word says that this is the direction.
     */
    private @Nullable Double score(AnswerField field, @Nullable Sentiment sentiment) {
        var node = said.get(field);
        if (node == null && said.get(SENTIMENT) instanceof ObjectNode tone) {
            node = tone.get("score");
        }
        double number = number(node);
        if (Double.isNaN(number)) {
            return null;
        }
        boolean inRange = Math.abs(number) <= field.bound();
        double score = Math.max(-field.bound(), Math.min(field.bound(), number));
        boolean contradicts =
                (sentiment == Sentiment.POSITIVE && score < 0) || (sentiment == Sentiment.NEGATIVE && score > 0);
        boolean known = inRange || sentiment == Sentiment.POSITIVE || sentiment == Sentiment.NEGATIVE;
        return contradicts || !known ? null : (Double) (score + 0.0);
    }

    private static double number(@Nullable JsonNode node) {
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
