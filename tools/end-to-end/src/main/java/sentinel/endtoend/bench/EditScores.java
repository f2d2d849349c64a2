package sentinel.endtoend.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import sentinel.versions.EditClass;

/** How often which class was found for edits of which class. */
final class EditScores {

    private final Map<EditClass, Map<EditClass, Integer>> found = new EnumMap<>(EditClass.class);

    void add(EditClass label, EditClass prediction) {
        found.computeIfAbsent(label, l -> new EnumMap<>(EditClass.class)).merge(prediction, 1, Integer::sum);
    }

    void addAll(EditScores others) {
        others.found.forEach((label, predictions) -> predictions.forEach((prediction, times) -> {
            for (int i = 0; i < times; i++) {
                add(label, prediction);
            }
        }));
    }

    int pairs() {
        return Arrays.stream(EditClass.values()).mapToInt(this::labelled).sum();
    }

    private int count(EditClass label, EditClass prediction) {
        return found.getOrDefault(label, Map.of()).getOrDefault(prediction, 0);
    }

    private int labelled(EditClass label) {
        return found.getOrDefault(label, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private int predicted(EditClass prediction) {
        return Arrays.stream(EditClass.values())
                .mapToInt(label -> count(label, prediction))
                .sum();
    }

    /** Of the pairs that were called cosmetic, or real when {@code cosmetic} is false, those that are. */
    double precision(boolean cosmetic) {
        return (double) right(cosmetic)
                / (cosmetic ? predicted(EditClass.COSMETIC) : pairs() - predicted(EditClass.COSMETIC));
    }

    /** Of the pairs that are cosmetic, or real when {@code cosmetic} is false, those that were called so. */
    double recall(boolean cosmetic) {
        return (double) right(cosmetic)
                / (cosmetic ? labelled(EditClass.COSMETIC) : pairs() - labelled(EditClass.COSMETIC));
    }

    private int right(boolean cosmetic) {
        int both = count(EditClass.COSMETIC, EditClass.COSMETIC);
        return cosmetic ? both : pairs() - labelled(EditClass.COSMETIC) - predicted(EditClass.COSMETIC) + both;
    }

    /** One line of a table. */
    void printLine(String name) {
        int right = Arrays.stream(EditClass.values()).mapToInt(c -> count(c, c)).sum();
        System.out.printf(
                Locale.ROOT,
                "%-24s %6d   %.3f / %.3f      %.3f / %.3f      %.3f%n",
                name,
                pairs(),
                precision(true),
                recall(true),
                precision(false),
                recall(false),
                (double) right / pairs());
    }

    static void printHead() {
        System.out.printf(
                "%-24s %6s   %-18s %-18s %s%n", "", "pairs", "cosmetic: P / R", "real: P / R", "class is right");
    }

    /** Labels down, what was found across. */
    void printConfusion() {
        System.out.printf("%-12s", "");
        for (var prediction : EditClass.values()) {
            System.out.printf(" %9s", prediction.id());
        }
        System.out.println();
        for (var label : EditClass.values()) {
            System.out.printf("%-12s", label.id());
            for (var prediction : EditClass.values()) {
                System.out.printf(" %9d", count(label, prediction));
            }
            System.out.println();
        }
    }
}
