package sentinel.endtoend.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of one text is in another, by runs of four words (Zyte's article-extraction-benchmark). A word is a run of
 * letters, digits and underscores; a text of less than four words is one run.
 *
 * @param precision share of the prediction's runs that are right; NaN without a prediction
 * @param recall share of the right runs that were predicted; NaN when nothing is right
 * @param f1 1 when both are empty
 */
record TextOverlap(double precision, double recall, double f1) {

    private static final int RUN = 4;

    /** @param optional text whose runs count neither way; may be null */
    static TextOverlap of(String gold, String predicted, @Nullable String optional) {
        var right = runs(gold);
        var found = runs(predicted);
        if (optional != null) {
            forgive(right, found, runs(optional));
        }
        int all = total(right);
        int made = total(found);
        int both = right.entrySet().stream()
                .mapToInt(run -> Math.min(run.getValue(), found.getOrDefault(run.getKey(), 0)))
                .sum();
        if (all + made == 0) {
            return new TextOverlap(Double.NaN, Double.NaN, 1);
        }
        return new TextOverlap(
                made == 0 ? Double.NaN : (double) both / made,
                all == 0 ? Double.NaN : (double) both / all,
                2.0 * both / (all + made));
    }

    /** Takes from what was found beyond what is right as much as may be there. */
    private static void forgive(
            Map<List<String>, Integer> right, Map<List<String>, Integer> found, Map<List<String>, Integer> optional) {
        optional.forEach((run, allowed) -> {
            int beyond = found.getOrDefault(run, 0) - right.getOrDefault(run, 0);
            if (beyond > 0) {
                found.merge(run, -Math.min(beyond, allowed), Integer::sum);
            }
        });
    }

    private static int total(Map<List<String>, Integer> runs) {
        return runs.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<List<String>, Integer> runs(String text) {
        var words = words(text);
        var runs = new HashMap<List<String>, Integer>();
        for (int i = 0; i + RUN <= words.size(); i++) {
            runs.merge(List.copyOf(words.subList(i, i + RUN)), 1, Integer::sum);
        }
        if (!words.isEmpty() && words.size() < RUN) {
            runs.put(words, 1);
        }
        return runs;
    }

    static List<String> words(String text) {
        var words = new ArrayList<String>();
        int from = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isOfWord(c)) {
                from = from < 0 ? i : from;
            } else if (from >= 0) {
                words.add(text.substring(from, i));
                from = -1;
            }
            i += Character.charCount(c);
        }
        if (from >= 0) {
            words.add(text.substring(from));
        }
        return words;
    }

    private static boolean isOfWord(int c) {
        return c == '_'
                || Character.isLetter(c)
                || switch (Character.getType(c)) {
                    case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }
}
