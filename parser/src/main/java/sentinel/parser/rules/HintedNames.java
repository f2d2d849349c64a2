package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the names that an announcement hints at in the text. */
final class HintedNames {

    private final Prose prose;
    private final Map<String, List<Integer>> places = new HashMap<>();

    /** @param hints all names that will be asked for */
    HintedNames(Prose prose, List<List<String>> hints) {
        this.prose = prose;
        var sought = new HashSet<String>();
        for (var names : hints) {
            for (String name : names) {
                var first = new Words(name);
                if (first.count() > 0) {
                    sought.add(first.lower(0));
                }
            }
        }
        var words = prose.words();
        for (int i = 0; i < words.count() && !sought.isEmpty(); i++) {
            if (sought.contains(words.lower(i))) {
                places.computeIfAbsent(words.lower(i), w -> new ArrayList<>()).add(i);
            }
        }
    }

    /** The name as the text writes it, or null when the text does not mention it, or only without a capital. */
    @Nullable
    String locate(String name) {
        var sought = new Words(name);
        if (sought.count() == 0) {
            return null;
        }
        var words = prose.words();
        for (int i : places.getOrDefault(sought.lower(0), List.of())) {
            int n = 0;
            while (n < sought.count()
                    && i + n < words.count()
                    && sought.lower(n).equals(words.lower(i + n))
                    && (n == 0 || words.gapBefore(i + n).length() <= 3)) {
                n++;
            }
            boolean possessive =
                    n == sought.count() - 1 && n > 0 && prose.lower(i + n).equals(sought.lower(n) + "'s");
            boolean lowerCase = Character.isLowerCase(words.word(i).charAt(0));
            if ((n == sought.count() || possessive) && !lowerCase) {
                return prose.written(i, i + sought.count());
            }
        }
        return null;
    }
}
