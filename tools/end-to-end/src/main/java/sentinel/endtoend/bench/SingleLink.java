package sentinel.endtoend.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sentinel.api.groups.Report;

/**
 * The usual way, for comparison: articles within five days whose TF-IDF vectors have a cosine above one threshold are linked,
 * and a story is what is connected. Frequencies are those of all the articles at once.
 */
final class SingleLink {

    private static final long WINDOW = 5L * 24 * 60 * 60 * 1000;

    private record Pair(int a, int b, double cosine) {}

    private final List<Report> reports;
    private final List<Pair> pairs = new ArrayList<>();

    SingleLink(List<Report> reports) {
        this.reports = reports;
        var counts = reports.stream().map(SingleLink::counts).toList();
        var frequencies = new HashMap<String, Integer>();
        counts.forEach(words -> words.keySet().forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        var postings = new HashMap<String, Map<Integer, Double>>();
        for (int i = 0; i < counts.size(); i++) {
            var weights = new HashMap<String, Double>();
            counts.get(i)
                    .forEach((word, count) -> weights.put(
                            word,
                            (1 + Math.log(count))
                                    * Math.log((double) counts.size() / frequencies.getOrDefault(word, 1))));
            double length = Math.sqrt(weights.values().stream()
                    .mapToDouble(weight -> weight * weight)
                    .sum());
            var cosines = new HashMap<Integer, Double>();
            int article = i;
            weights.forEach((word, weight) -> {
                var others = postings.computeIfAbsent(word, key -> new HashMap<>());
                others.forEach((other, theirs) -> cosines.merge(other, theirs * weight / length, Double::sum));
                others.put(article, weight / length);
            });
            cosines.forEach((other, cosine) -> {
                if (cosine > 0.1
                        && Math.abs(reports.get(other).firstSeen()
                                        - reports.get(article).firstSeen())
                                <= WINDOW) {
                    pairs.add(new Pair(other, article, cosine));
                }
            });
        }
    }

    private static Map<String, Integer> counts(Report report) {
        var counts = new HashMap<String, Integer>();
        for (String word : TextOverlap.words((report.title() + "\n" + report.text()).toLowerCase(Locale.ROOT))) {
            counts.merge(word, 1, Integer::sum);
        }
        return counts;
    }

    /** The story of each article, named by one of its articles. */
    Map<Long, Long> stories(double threshold) {
        int[] of = new int[reports.size()];
        for (int i = 0; i < of.length; i++) {
            of[i] = i;
        }
        for (var pair : pairs) {
            if (pair.cosine() >= threshold) {
                of[root(of, pair.b())] = root(of, pair.a());
            }
        }
        var stories = new HashMap<Long, Long>();
        for (int i = 0; i < of.length; i++) {
            stories.put(reports.get(i).id(), reports.get(root(of, i)).id());
        }
        return stories;
    }

    private static int root(int[] of, int i) {
        int at = i;
        while (of[at] != at) {
            of[at] = of[of[at]];
            at = of[at];
        }
        return at;
    }
}
