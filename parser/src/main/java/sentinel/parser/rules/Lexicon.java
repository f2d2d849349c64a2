package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words, beginnings of words ({@code growth}, {@code profit*}) and phrases of two words ({@code stock market*}), each with
 * what it stands for.
 */
final class Lexicon<T> {

    private static final int SHORTEST_PREFIX = 2;

    private final Map<String, List<T>> words = new HashMap<>();
    private final Map<String, List<T>> prefixes = new HashMap<>();
    private final Set<String> phraseBeginnings = new HashSet<>();
    private int longestPrefix;

    /** Adds an entry in lower case; {@code *} at its end makes it a beginning. */
    void add(String entry, T meaning) {
        boolean prefix = entry.endsWith("*");
        String stem = prefix ? entry.substring(0, entry.length() - 1) : entry;
        (prefix ? prefixes : words)
                .computeIfAbsent(stem, w -> new ArrayList<>())
                .add(meaning);
        if (stem.indexOf(' ') > 0) {
            phraseBeginnings.add(stem.substring(0, stem.indexOf(' ')));
        }
        if (prefix) {
            longestPrefix = Math.max(longestPrefix, stem.length());
        }
    }

    /** What a word in lower case stands for: by the whole word, else by its longest known beginning; mostly nothing. */
    List<T> find(String word) {
        var exact = words.get(word);
        if (exact != null) {
            return exact;
        }
        for (int n = Math.min(word.length(), longestPrefix); n >= SHORTEST_PREFIX; n--) {
            var meanings = prefixes.get(word.substring(0, n));
            if (meanings != null) {
                return meanings;
            }
        }
        return List.of();
    }

    /** What two words in lower case stand for together; mostly nothing. */
    List<T> find(String first, String second) {
        return phraseBeginnings.contains(first) ? find(first + " " + second) : List.of();
    }
}
