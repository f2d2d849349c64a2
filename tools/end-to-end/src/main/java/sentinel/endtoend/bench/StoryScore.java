package sentinel.endtoend.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import sentinel.api.groups.Report;
import sentinel.endtoend.bench.LabelledStories.Labelled;

/**
 * How well found stories are the labelled ones: BCubed (Bagga, Baldwin 1998), the mean over articles of what share of an
 * article's story is right, and of how much of the right story is there.
 */
record StoryScore(int articles, double precision, double recall) {

    /** @param stories of articles that are not alone */
    static StoryScore of(List<Labelled> articles, Map<Long, Long> stories) {
        var right = new HashMap<String, List<Labelled>>();
        var found = new HashMap<Long, List<Labelled>>();
        for (var article : articles) {
            right.computeIfAbsent(label(article), key -> new ArrayList<>()).add(article);
            found.computeIfAbsent(story(article, stories), key -> new ArrayList<>())
                    .add(article);
        }
        double precision = 0;
        double recall = 0;
        for (var article : articles) {
            var together = found.getOrDefault(story(article, stories), List.of());
            long both = together.stream()
                    .filter(other -> label(other).equals(label(article)))
                    .count();
            precision += (double) both / together.size();
            recall += (double) both
                    / right.getOrDefault(label(article), List.of()).size();
        }
        return new StoryScore(articles.size(), precision / articles.size(), recall / articles.size());
    }

    /** Precision and recall of the pairs of articles of one story, of the pairs that are meant. */
    static String pairs(List<Labelled> articles, Map<Long, Long> stories, BiPredicate<Report, Report> meant) {
        int right = 0;
        int found = 0;
        int both = 0;
        for (int i = 0; i < articles.size(); i++) {
            for (int k = 0; k < i; k++) {
                var a = articles.get(i);
                var b = articles.get(k);
                if (meant.test(a.report(), b.report())) {
                    boolean same = label(a).equals(label(b));
                    boolean together = story(a, stories) == story(b, stories);
                    right += same ? 1 : 0;
                    found += together ? 1 : 0;
                    both += same && together ? 1 : 0;
                }
            }
        }
        return String.format(Locale.ROOT, "%d of %d pairs are found, and %d others", both, right, found - both);
    }

    private static String label(Labelled article) {
        return Objects.requireNonNull(article.story(), "an article without a label");
    }

    private static long story(Labelled article, Map<Long, Long> stories) {
        return stories.getOrDefault(article.report().id(), article.report().id());
    }

    double f1() {
        return 2 * precision * recall / (precision + recall);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "P %.3f  R %.3f  F1 %.3f", precision, recall, f1());
    }
}
