package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sentinel.service.json.Json;
import sentinel.versions.EditClass;
import sentinel.versions.VersionText;

/**
 * An edit of our own of a page, and what a person calls it: a line of {@code edits.jsonl}. It names places by the numbers of
 * sentences and words and brings its own words; what the page says is not in it, as pages are not ours to ship.
 *
 * @param page id of the page
 * @param blind whether nobody looked at what became of it while the classes were made: all edits of half of the sites
 */
record LabelledEdit(String page, boolean blind, EditClass editClass, List<Step> steps) {

    private static final String FILE = "edits.jsonl";

    LabelledEdit {
        steps = List.copyOf(steps);
    }

    /**
     * One step; numbers are those that the step before it left, from 1.
     *
     * @param operation {@code replace} so many words, {@code append} to a word, {@code erase} the end of a word, {@code swap},
     *     {@code double} or {@code drop} a letter, {@code split} a word, {@code upper}: its first letter a capital one;
     *     {@code insert} a sentence behind one, {@code delete} so many, {@code move} one to the end; {@code headline}
     * @param paragraph whether what is inserted is a paragraph of its own
     */
    record Step(String operation, int sentence, int word, int count, int letter, String text, boolean paragraph) {}

    static List<LabelledEdit> all() throws IOException {
        var all = new ArrayList<LabelledEdit>();
        try (var in = requireNonNull(LabelledEdit.class.getResourceAsStream(FILE), FILE)) {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var json = Json.mapper().readTree(line);
                var steps = new ArrayList<Step>();
                json.path("steps").forEach(step -> steps.add(step(step)));
                all.add(new LabelledEdit(
                        json.path("page").asText(),
                        json.path("blind").asBoolean(),
                        EditClass.of(json.path("edit_class").asText()),
                        steps));
            }
        }
        return all;
    }

    private static Step step(JsonNode json) {
        return new Step(
                json.path("op").asText(),
                json.path("sentence").asInt(),
                json.path("word").asInt(),
                json.path("count").asInt(),
                json.path("letter").asInt(),
                json.path("text").asText(""),
                json.path("paragraph").asBoolean());
    }

    /** The page after the edit. */
    VersionText applied(VersionText page) {
        String title = page.title();
        var sentences = sentences(page.body());
        for (var step : steps) {
            int at = step.sentence() - 1;
            switch (step.operation()) {
                case "headline" -> title = step.text();
                case "insert" -> insert(sentences, step);
                case "delete" -> sentences.subList(at, at + step.count()).clear();
                case "move" -> sentences.add("\n\n" + sentences.remove(at).strip());
                default -> sentences.set(at, changed(sentences.get(at), step));
            }
        }
        return new VersionText(title, String.join("", sentences).strip(), page.confidence());
    }

    /** Each with the white space that stands before it. */
    private static List<String> sentences(String text) {
        var sentences = new ArrayList<String>();
        for (var paragraph : text.split("\n+", -1)) {
            var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
            breaks.setText(paragraph);
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
                sentences.add((from == 0 ? "\n\n" : " ")
                        + paragraph.substring(from, to).strip());
                from = to;
            }
        }
        return sentences;
    }

    private static void insert(List<String> sentences, Step step) {
        sentences.add(step.sentence(), (step.paragraph() ? "\n\n" : " ") + step.text());
    }

    private static String changed(String sentence, Step step) {
        String before = sentence.startsWith("\n") ? "\n\n" : " ";
        var words = new ArrayList<>(Arrays.asList(sentence.strip().split("\\s+", -1)));
        int at = step.word() - 1;
        if (step.operation().equals("replace")) {
            words.subList(at, at + step.count()).clear();
            if (!step.text().isEmpty()) {
                words.add(at, step.text());
            }
        } else {
            words.set(at, changedWord(words.get(at), step));
        }
        return before + String.join(" ", words);
    }

    private static String changedWord(String word, Step step) {
        int letter = step.letter();
        return switch (step.operation()) {
            case "append" -> word + step.text();
            case "erase" ->
                word.endsWith(step.text())
                        ? word.substring(0, word.length() - step.text().length())
                        : word;
            case "swap" ->
                word.substring(0, letter - 1)
                        + word.charAt(letter)
                        + word.charAt(letter - 1)
                        + word.substring(letter + 1);
            case "double" -> word.substring(0, letter) + word.charAt(letter - 1) + word.substring(letter);
            case "drop" -> word.substring(0, letter - 1) + word.substring(letter);
            case "split" -> word.substring(0, letter) + " " + word.substring(letter);
            case "upper" -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            default -> throw new IllegalArgumentException("no such step: " + step.operation());
        };
    }
}
