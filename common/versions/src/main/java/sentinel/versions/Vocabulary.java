package sentinel.versions;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words in {@code words.txt}, of all languages together: a text's language need not be known. */
final class Vocabulary {

    /** What a word can mean in a line that a site writes beside the story. */
    enum Meaning {
        UNIT,
        AGO,
        MONTH,
        WEEKDAY,
        CHANGED,
        NOW,
        COUNTER,
        CLOCK,
        LINK,
        ZONE
    }

    private static final String FILE = "words.txt";
    private static final Map<String, List<String>> SECTIONS = read();
    private static final Map<String, Set<Meaning>> MEANINGS = meanings();

    /** Labels of lines that lead to other articles, and those of them after which a title may follow at once. */
    static final Set<String> RELATED = phrases("related");

    static final Set<String> RELATED_AT_ONCE = phrases("also");
    static final Set<String> WALLS = phrases("wall");
    private static final Set<String> SMALL = words("small");
    private static final Set<String> NUMBERS = words("number");
    private static final int LONGEST = 12;

    private Vocabulary() {}

    /** Meanings of a word in lower case; none when it is not known. */
    static Set<Meaning> meanings(String word) {
        return MEANINGS.getOrDefault(word, Set.of());
    }

    /** Characters of the longest word that is looked for within a run of letters without blanks. */
    static int longest() {
        return LONGEST;
    }

    /** Articles, and words that tie others together. */
    static boolean isSmall(String word) {
        return SMALL.contains(word);
    }

    /** Numbers in words, and names of days and months. */
    static boolean isNumberOrDate(String word) {
        var meanings = meanings(word);
        return NUMBERS.contains(word)
                || (word.length() > 3 && (meanings.contains(Meaning.MONTH) || meanings.contains(Meaning.WEEKDAY)));
    }

    private static Map<String, Set<Meaning>> meanings() {
        var all = new HashMap<String, Set<Meaning>>();
        for (var meaning : Meaning.values()) {
            for (var word : words(meaning.name().toLowerCase(Locale.ROOT))) {
                all.computeIfAbsent(word, w -> EnumSet.noneOf(Meaning.class)).add(meaning);
            }
        }
        return all;
    }

    private static Set<String> words(String section) {
        var words = new HashSet<String>();
        for (var line : lines(section)) {
            for (var word : line.split(" +", -1)) {
                words.add(Typography.fold(word).toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }

    private static Set<String> phrases(String section) {
        return lines(section).stream()
                .flatMap(line -> List.of(line.split("\\|", -1)).stream())
                .map(phrase -> Typography.fold(phrase).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> lines(String section) {
        return requireNonNull(SECTIONS.get(section), section);
    }

    private static Map<String, List<String>> read() {
        try (var in = requireNonNull(Vocabulary.class.getResourceAsStream(FILE), FILE)) {
            var sections = new HashMap<String, List<String>>();
            var section = new ArrayList<String>();
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("[")) {
                    section = new ArrayList<>();
                    sections.put(line.substring(1, line.indexOf(']')), section);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    section.add(line.strip());
                }
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
