package sentinel.text.date;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of months in all languages that the Unicode CLDR knows. They are kept in a file, for the JDK takes seconds to load
 * what it has of each language.
 */
final class MonthNames {

    private static final String FILE = "months.txt";
    /** Shorter names are words of other languages too often. */
    private static final int SHORTEST = 3;

    /** Where 3/4 is in March, of languages with a region: the short form of a date in the CLDR. */
    private static final Set<String> MONTH_FIRST = Set.of(
            ("brx-in ceb-ph chr-us ee-gh ee-tg en-as en-bi en-gu en-mh en-mp en-pr en-um en-us en-vi es-pa es-pr fil-ph"
                            + " ks-in lkt-us or-in zu-za")
                    .split(" ", -1));

    private static final Map<String, Map<String, Integer>> BY_LANGUAGE = read();
    private static final Map<String, Integer> ANY = any();

    private MonthNames() {}

    /**
     * The months' names in a language, in lower case; none when it is not known.
     *
     * @param tag a tag in lower case, such as {@code en-gb}
     */
    static Map<String, Integer> of(String tag) {
        int end = tag.indexOf('-');
        return BY_LANGUAGE.getOrDefault(end < 0 ? tag : tag.substring(0, end), Map.of());
    }

    /** The month that has this name, in lower case, in some language; null when none has. */
    static @Nullable Integer ofAny(String name) {
        return ANY.get(name);
    }

    /** Whether 3/4 is in March to the readers of a language with a region, a tag in lower case. */
    static boolean isMonthFirst(String tag) {
        return MONTH_FIRST.contains(tag);
    }

    private static Map<String, Integer> any() {
        var any = new HashMap<String, Integer>();
        for (var names : BY_LANGUAGE.values()) {
            names.forEach((name, month) -> {
                if (name.length() >= SHORTEST) {
                    any.merge(name, month, (a, b) -> a.equals(b) ? a : 0);
                }
            });
        }
        any.values().removeIf(month -> month == 0); // another month elsewhere
        return Map.copyOf(any);
    }

    private static Map<String, Map<String, Integer>> read() {
        var languages = new HashMap<String, Map<String, Integer>>();
        for (var line : lines(FILE)) {
            String[] fields = line.split(" ", -1);
            var names = new HashMap<String, Integer>();
            for (int month = 1; month < fields.length; month++) {
                for (var name : fields[month].split("/", -1)) {
                    names.putIfAbsent(name, month);
                }
            }
            languages.put(fields[0], Map.copyOf(names));
        }
        return Map.copyOf(languages);
    }

    /** The lines of a file beside this class, without comments. */
    static List<String> lines(String file) {
        try (var in = requireNonNull(MonthNames.class.getResourceAsStream(file), file);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
