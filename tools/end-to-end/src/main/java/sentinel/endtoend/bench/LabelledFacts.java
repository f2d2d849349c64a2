package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import sentinel.service.json.Json;

/**
 * What people read in the text of a page: the labels of {@code facts.jsonl}, made by reading each text as the extractor
 * gives it, without a look at the rules that they measure.
 *
 * @param page id of the page; the pages themselves are not ours to ship
 * @param companies in the fullest form that the text has
 * @param people the same
 * @param topics strongest first; may be empty
 * @param unsure names that may or may not be a company or a person, and count neither way
 */
record LabelledFacts(
        String page,
        String language,
        Set<String> companies,
        Set<String> people,
        String sentiment,
        List<String> topics,
        Set<String> unsure) {

    private static final String FILE = "facts.jsonl";

    /** The labels that come with the program. */
    static List<LabelledFacts> all() throws IOException {
        try (var in = requireNonNull(LabelledFacts.class.getResourceAsStream(FILE), FILE)) {
            return read(in);
        }
    }

    /** Labels in the same form: a JSON object in each line. */
    static List<LabelledFacts> read(InputStream in) throws IOException {
        var all = new ArrayList<LabelledFacts>();
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            var json = Json.mapper().readTree(line);
            all.add(new LabelledFacts(
                    json.path("page").asText(),
                    json.path("language").asText(),
                    names(json.path("companies")),
                    names(json.path("people")),
                    json.path("sentiment").asText(),
                    texts(json.path("topics")),
                    names(json.path("unsure"))));
        }
        return all;
    }

    private static Set<String> names(JsonNode node) {
        return texts(node).stream().map(LabelledFacts::folded).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>();
        node.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    /** Case, white space and the form of an apostrophe do not make another name. */
    static String folded(String name) {
        return name.strip().replaceAll("\\s+", " ").replace('’', '\'').toLowerCase(Locale.ROOT);
    }
}
