package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Topics by words of the title, keywords and text, and by GKG's themes. */
final class TopicRules {

    private static final int MAX_TOPICS = 4;
    private static final int MIN_SCORE = 3;
    /** A topic far behind the first one is only touched on. */
    private static final double MIN_SHARE = 0.4;

    private static final int TITLE_WEIGHT = 3;
    private static final int THEME_WEIGHT = 2;
    /** A word repeated more often than this is not more telling. */
    private static final int MAX_REPEATS = 3;

    private static final String THEMES = ".themes";

    private final List<String> topics;
    private final Lexicon<Integer> words = new Lexicon<>();
    private final List<List<String>> themes = new ArrayList<>();

    TopicRules() {
        var lists = WordLists.load("topics.txt");
        topics = lists.names().stream().filter(n -> !n.endsWith(THEMES)).toList();
        for (int i = 0; i < topics.size(); i++) {
            int topic = i;
            lists.section(topics.get(i)).forEach(w -> words.add(w, topic));
            themes.add(List.copyOf(lists.section(topics.get(i) + THEMES)));
        }
    }

    /** At most four, the strongest first. */
    List<String> of(Words title, Words text, List<String> keywords, List<String> gkgThemes) {
        var scores = new int[topics.size()];
        count(text, 1, scores);
        count(title, TITLE_WEIGHT, scores);
        count(new Words(String.join(", ", keywords)), TITLE_WEIGHT, scores);
        for (var theme : new HashSet<>(gkgThemes)) {
            for (int topic = 0; topic < scores.length; topic++) {
                if (isOf(topic, theme)) {
                    scores[topic] += THEME_WEIGHT;
                }
            }
        }
        int best = IntStream.of(scores).max().orElse(0);
        return IntStream.range(0, scores.length)
                .filter(t -> scores[t] >= MIN_SCORE && scores[t] >= MIN_SHARE * best)
                .boxed()
                .sorted(Comparator.comparingInt((Integer t) -> -scores[t]))
                .limit(MAX_TOPICS)
                .map(topics::get)
                .toList();
    }

    private boolean isOf(int topic, String theme) {
        String upper = theme.toUpperCase(Locale.ROOT);
        return themes.get(topic).stream().anyMatch(upper::startsWith);
    }

    private void count(Words in, int weight, int[] scores) {
        var repeats = new HashMap<String, Integer>();
        for (int i = 0; i < in.count(); i++) {
            var found = words.find(in.lower(i));
            if (!found.isEmpty() && repeats.merge(in.lower(i), 1, Integer::sum) <= MAX_REPEATS) {
                for (int topic : found) {
                    scores[topic] += weight;
                }
            }
        }
    }
}
