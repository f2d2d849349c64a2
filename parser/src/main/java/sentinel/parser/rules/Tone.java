package sentinel.parser.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Sentiment;

/**
 * Sentiment by the weights of words of good and bad tone. A negator within three words before them turns them round, an
 * intensifier right before them makes them heavier. The headline counts most. GKG's own tone decides only
 * where the words do not.
 */
final class Tone {

    /** A verdict with its score in [-1,1]. */
    record Result(Sentiment sentiment, double score) {}

    private static final int NEGATION_REACH = 3;
    /** "Not good" is not as bad as "bad". */
    private static final double NEGATED = 0.75;

    private static final double INTENSIFIED = 1.5;
    private static final double DIMINISHED = 0.5;

    private static final double STRONG = 2;
    private static final double PLAIN = 1;
    private static final double WEAK = 0.35;

    private static final double TITLE_WEIGHT = 4;
    /** Advice and descriptions speak of problems too: a bad word says a little less than a good one. */
    private static final double BAD_WEIGHT = 0.85;

    /** Less weight than this says nothing. */
    private static final double MIN_WEIGHT = 1.5;
    /** A text that takes no side has less weight of tone for each word. */
    private static final double NEUTRAL_DENSITY = 0.01;
    /** Compounds and endings hide more words of tone in other languages. */
    private static final double OTHER_NEUTRAL_DENSITY = 0.006;
    /** Words of a title's length that a text of a few words is measured with. */
    private static final int SMOOTHING_WORDS = 40;

    private static final double CLEAR = 0.2;
    /** Both sides are this heavy in a text of two minds, and neither wins. */
    private static final double MIN_MIXED_WEIGHT = 6;

    private static final double MIXED = 0.1;
    /** Evidence for "neither" that every text starts with, so that two words do not make an extreme. */
    private static final double PRIOR = 3;

    private static final double CLEAR_GKG_TONE = 2;

    private record Language(
            Lexicon<Double> words, Set<String> negators, Set<String> intensifiers, Set<String> diminishers) {}

    /** Weights of the good and the bad words. */
    private static final class Balance {
        private double good;
        private double bad;

        void add(double weight) {
            if (weight > 0) {
                good += weight;
            } else {
                bad -= BAD_WEIGHT * weight;
            }
        }
    }

    private final Map<String, Language> languages = new HashMap<>();

    Tone() {
        var lists = WordLists.load("sentiment.txt");
        for (String section : lists.names()) {
            if (section.endsWith(".positive")) {
                String code = section.substring(0, section.indexOf('.'));
                var lexicon = new Lexicon<Double>();
                var strong = lists.section(code + ".strong");
                var weak = lists.section(code + ".weak");
                lists.section(code + ".positive").forEach(w -> lexicon.add(w, weight(w, strong, weak)));
                lists.section(code + ".negative").forEach(w -> lexicon.add(w, -weight(w, strong, weak)));
                languages.put(
                        code,
                        new Language(
                                lexicon,
                                lists.section(code + ".negators"),
                                lists.section(code + ".intensifiers"),
                                lists.section(code + ".diminishers")));
            }
        }
    }

    private static double weight(String word, Set<String> strong, Set<String> weak) {
        if (strong.contains(word)) {
            return STRONG;
        }
        return weak.contains(word) ? WEAK : PLAIN;
    }

    /**
     * @param language ISO 639-1; null is read as English; one without a list has only {@code gkgTone}
     * @param gkgTone GKG's average tone, or null
     */
    Result of(@Nullable String language, Words title, Words text, @Nullable Double gkgTone) {
        var balance = new Balance();
        var known = languages.get(language == null ? "en" : language);
        if (known != null) {
            count(known, title, TITLE_WEIGHT, balance);
            count(known, text, 1, balance);
        }
        double weight = balance.good + balance.bad;
        double score = (balance.good - balance.bad) / (weight + PRIOR);
        double density = language == null || language.equals("en") ? NEUTRAL_DENSITY : OTHER_NEUTRAL_DENSITY;
        boolean telling = weight >= MIN_WEIGHT && weight >= density * (text.count() + SMOOTHING_WORDS);
        if (telling && Math.abs(score) >= CLEAR) {
            return new Result(score > 0 ? Sentiment.POSITIVE : Sentiment.NEGATIVE, rounded(score));
        }
        if (gkgTone != null && Math.abs(gkgTone) >= CLEAR_GKG_TONE) {
            double hinted = Math.max(-1, Math.min(1, gkgTone / 10));
            return new Result(hinted > 0 ? Sentiment.POSITIVE : Sentiment.NEGATIVE, rounded(hinted));
        }
        boolean both = telling && Math.min(balance.good, balance.bad) >= MIN_MIXED_WEIGHT;
        if (both && Math.abs(score) >= MIXED) {
            return new Result(score > 0 ? Sentiment.POSITIVE : Sentiment.NEGATIVE, rounded(score));
        }
        return new Result(both ? Sentiment.MIXED : Sentiment.NEUTRAL, rounded(score));
    }

    private static void count(Language language, Words words, double weight, Balance balance) {
        int negatedUntil = -1;
        for (int i = 0; i < words.count(); i++) {
            String word = words.lower(i);
            if (i > 0 && endsClause(words.gapBefore(i))) {
                negatedUntil = -1;
            }
            if (language.negators.contains(word)) {
                negatedUntil = i + NEGATION_REACH;
                continue;
            }
            var tones = language.words.find(word);
            if (!tones.isEmpty()) {
                double tone = tones.get(0);
                if (i <= negatedUntil) {
                    tone = -NEGATED * (tone > 0 ? Math.max(tone, PLAIN) : tone); // "not good" is meant
                }
                balance.add(tone * weight * degree(language, words, i));
            }
        }
    }

    private static double degree(Language language, Words words, int i) {
        if (i == 0 || endsClause(words.gapBefore(i))) {
            return 1;
        }
        String before = words.lower(i - 1);
        if (language.intensifiers.contains(before)) {
            return INTENSIFIED;
        }
        return language.diminishers.contains(before) ? DIMINISHED : 1;
    }

    private static boolean endsClause(String gap) {
        for (int i = 0; i < gap.length(); i++) {
            if (".;:!?\n".indexOf(gap.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static double rounded(double score) {
        return Math.round(score * 100) / 100.0;
    }
}
