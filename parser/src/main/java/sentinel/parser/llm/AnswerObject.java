package sentinel.parser.llm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one JSON object in what a model said. Thoughts, prose, Markdown fences and marks around it do not matter,
 * nor do slips that leave its meaning clear: trailing commas, raw line breaks, quotes that are not escaped, comments, {@code NaN},
 * {@code None}, a key that comes twice (the last one counts, as for most JSON readers). The object may stand in a list
 * or under another key. An object that is cut off is no answer, and neither are two that differ: nobody can say which
 * one is meant.
 */
final class AnswerObject {

    /** A longer answer is no answer to our question; keeps the search short. */
    private static final int MAX_CHARS = 200_000;

    /** Braces that may begin an object; prose has few. */
    private static final int MAX_STARTS = 40;

    private static final int MAX_DEPTH = 4;
    private static final int MAX_OBJECTS = 200;

    private static final JsonMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
                    .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build())
            .build();

    private static final String THINKING = "(?:think|thinking|thought|thoughts|reasoning|reflection)>";
    private static final Pattern THOUGHT = Pattern.compile("(?i)<" + THINKING);
    private static final Pattern END_OF_THOUGHT = Pattern.compile("(?i)</" + THINKING);

    /** Values as Python and JavaScript write them. */
    private static final Pattern NO_VALUE =
            Pattern.compile("(?<=[:,\\[]\\s{0,8})(?:None|undefined|nil|NULL)(?=\\s{0,8}[,}\\]])");

    private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"");
    private static final Pattern AFTER_STRING = Pattern.compile("\\s{0,200}(?:[}\\]:]|,\\s{0,200}[\"}\\]{\\[\\d-]|$)");

    private AnswerObject() {}

    /**
     * The object that is the answer.
     *
     * @param isAnswer tells it from other objects: those of an explanation, those around the answer
     * @throws InvalidAnswerException there is none, it is cut off, or there are several
     */
    static ObjectNode in(@Nullable String answer, Predicate<ObjectNode> isAnswer) throws InvalidAnswerException {
        if (answer == null || answer.isBlank()) {
            throw InvalidAnswerException.malformed("the answer is empty");
        }
        if (answer.length() > MAX_CHARS) {
            throw InvalidAnswerException.malformed("the answer is longer than " + MAX_CHARS + " characters");
        }
        String text = NO_VALUE.matcher(withoutThoughts(answer)).replaceAll("null");
        Set<ObjectNode> answers = new LinkedHashSet<>();
        boolean objects = collect(text, isAnswer, answers);
        if (answers.isEmpty() && objects) {
            collect(withInnerQuotes(text), isAnswer, answers);
        }
        if (answers.size() > 1) {
            throw InvalidAnswerException.malformed("the answer holds two objects that differ");
        }
        if (answers.isEmpty()) {
            throw InvalidAnswerException.malformed(
                    objects ? "the answer holds no object with a summary" : "the answer holds no JSON object");
        }
        return answers.iterator().next();
    }

    /** Whether there is a brace at all, of an answer or not. */
    private static boolean collect(String text, Predicate<ObjectNode> isAnswer, Set<ObjectNode> answers)
            throws InvalidAnswerException {
        int start = text.indexOf('{');
        boolean any = start >= 0;
        for (int tries = 0; start >= 0 && tries < MAX_STARTS; tries++) {
            int next = start + 1;
            try (var parser = LENIENT.createParser(text.substring(start))) {
                JsonNode node = LENIENT.readTree(parser);
                next = start + (int) parser.currentLocation().getCharOffset();
                collect(node, isAnswer, answers, 0);
            } catch (JsonEOFException e) {
                throw InvalidAnswerException.malformed("the answer ends inside its JSON object");
            } catch (IOException e) {
                next = start + 1; // a brace of the prose, or an object that nobody can read
            }
            start = text.indexOf('{', Math.max(next, start + 1));
        }
        return any;
    }

    /** Escapes quotes inside strings: one that nothing follows which may stand after a string does not end it. */
    private static String withInnerQuotes(String text) {
        var begin = OBJECT.matcher(text);
        if (!begin.find()) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16).append(text, 0, begin.start());
        boolean inside = false;
        for (int i = begin.start(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && inside && i + 1 < text.length()) {
                out.append(c).append(text.charAt(++i));
                continue;
            }
            if (c == '"'
                    && inside
                    && !AFTER_STRING.matcher(text).region(i + 1, text.length()).lookingAt()) {
                out.append('\\');
            } else if (c == '"') {
                inside = !inside;
            }
            out.append(c);
        }
        return out.toString();
    }

    /** A thought that never ends has no answer behind it; one that only ends was begun by the prompt's template. */
    static String withoutThoughts(String answer) {
        var out = new StringBuilder(answer.length());
        var begin = THOUGHT.matcher(answer);
        var end = END_OF_THOUGHT.matcher(answer);
        int from = 0;
        while (from < answer.length() && begin.find(from)) {
            out.append(answer, from, begin.start()).append(' ');
            from = end.find(begin.end()) ? end.end() : answer.length();
        }
        out.append(answer, from, answer.length());
        int answerStart = 0;
        for (var rest = END_OF_THOUGHT.matcher(out); rest.find(); ) {
            answerStart = rest.end();
        }
        return out.substring(answerStart);
    }

    private static void collect(JsonNode node, Predicate<ObjectNode> isAnswer, Set<ObjectNode> found, int depth) {
        if (depth > MAX_DEPTH || found.size() >= MAX_OBJECTS) {
            return;
        }
        if (node instanceof ObjectNode object && isAnswer.test(object)) {
            found.add(object);
            return;
        }
        for (JsonNode inner : node) {
            if (inner.isContainerNode()) {
                collect(inner, isAnswer, found, depth + 1);
            }
        }
    }
}
