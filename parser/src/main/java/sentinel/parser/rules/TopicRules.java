package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Topics by words and phrases of the title, keywords and text, and by GKG's themes. A word counts less each time that it
 * comes back, so that a topic needs several words; the longer the text, the more.
 */
final class TopicRules {

    private static final int MAX_TOPICS = 4;
    /** Score that a topic needs in a text of a few words, ... */
    private static final double MIN_SCORE = 1.5;
    /** ... and for each word more. */
    private static final double MIN_SCORE_PER_WORD = 0.002;

    private static final double MAX_MIN_SCORE = 3;
    /** A topic far behind the first one is only touched on. */
    private static final double MIN_SHARE = 0.2;

    private static final double PLAIN = 1;
    private static final double WEAK = 0.35;

    private static final double TITLE_WEIGHT = 2.5;
    private static final double KEYWORD_WEIGHT = 1.5;
    private static final double THEME_WEIGHT = 2;
    /** The first words of a text are its lead. */
    private static final int LEAD_WORDS = 80;

    private static final double LEAD_WEIGHT = 1.5;
    /** What a word is worth each time that it comes back, compared with the time before. */
    private static final double REPETITION = 0.6;

    private static final String ANY = "";

    /** What a word stands for. */
    private record Sign(int topic, double weight) {}

    private final List<String> topics;
    private final Map<String, Lexicon<Sign>> byLanguage = new HashMap<>();
    private final List<List<String>> themes = new ArrayList<>();

    TopicRules() {
        var lists = WordLists.load("topics.txt");
        topics = lists.names().stream().filter(name -> name.indexOf('.') < 0).toList();
        for (String section : lists.names()) {
            int dot = section.indexOf('.');
            String topic = dot < 0 ? section : section.substring(0, dot);
            String part = dot < 0 ? ANY : section.substring(dot + 1);
            if (!part.equals("themes") && !part.equals("weak")) {
                var weak = lists.section(topic + ".weak");
                var lexicon = byLanguage.computeIfAbsent(part, p -> new Lexicon<>());
                lists.section(section)
                        .forEach(word ->
                                lexicon.add(word, new Sign(topics.indexOf(topic), weak.contains(word) ? WEAK : PLAIN)));
            }
        }
        topics.forEach(topic -> themes.add(List.copyOf(lists.section(topic + ".themes"))));
    }

    /**
     * The strongest first.
     *
     * @param language ISO 639-1; null is read as English
     */
    List<String> of(@Nullable String language, Words title, Words text, List<String> keywords, List<String> gkgThemes) {
        var lexicons = new ArrayList<Lexicon<Sign>>();
        for (String part : List.of(ANY, language == null ? "en" : language)) {
            var lexicon = byLanguage.get(part);
            if (lexicon != null) {
                lexicons.add(lexicon);
            }
        }
        var scores = new double[topics.size()];
        var worth = new HashMap<String, Double>();
        count(lexicons, title, TITLE_WEIGHT, TITLE_WEIGHT, worth, scores);
        count(lexicons, text, LEAD_WEIGHT, 1, worth, scores);
        count(lexicons, new Words(String.join(", ", keywords)), KEYWORD_WEIGHT, KEYWORD_WEIGHT, worth, scores);
        for (var theme : new HashSet<>(gkgThemes)) {
            for (int topic = 0; topic < scores.length; topic++) {
                if (isOf(topic, theme)) {
                    scores[topic] += THEME_WEIGHT;
                }
            }
        }
        double best = 0;
        for (double score : scores) {
            best = Math.max(best, score);
        }
        double least =
                Math.max(Math.min(MAX_MIN_SCORE, MIN_SCORE + MIN_SCORE_PER_WORD * text.count()), MIN_SHARE * best);
        return IntStream.range(0, scores.length)
                .filter(topic -> scores[topic] >= least)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer topic) -> -scores[topic]))
                .limit(MAX_TOPICS)
                .map(topics::get)
                .toList();
    }

    private boolean isOf(int topic, String theme) {
        String upper = theme.toUpperCase(Locale.ROOT);
        return themes.get(topic).stream().anyMatch(upper::startsWith);
    }

    private static void count(
            List<Lexicon<Sign>> lexicons,
            Words in,
            double leadWeight,
            double weight,
            Map<String, Double> worth,
            double[] scores) {
        for (int i = 0; i < in.count(); i++) {
            double place = i < LEAD_WORDS ? leadWeight : weight;
            String word = in.lower(i);
            String next = i + 1 < in.count() ? in.lower(i + 1) : "";
            for (var lexicon : lexicons) {
                count(word, lexicon.find(word), place, worth, scores);
                count(word + " " + next, lexicon.find(word, next), place, worth, scores);
            }
        }
    }

    private static void count(
            String entry, List<Sign> signs, double place, Map<String, Double> worth, double[] scores) {
        if (!signs.isEmpty()) {
            double now = worth.merge(entry, 1.0, (before, one) -> before * REPETITION) * place;
            signs.forEach(sign -> scores[sign.topic()] += sign.weight() * now);
        }
    }
}
