package sentinel.parser.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Sentiment;

/**
 * Sentiment by counting words of good and bad tone, a negator within three words before them turning them round. The
 * headline counts twice. GKG's own tone decides only where the words do not.
 */
final class Tone {

    /** A verdict with its score in [-1,1]. */
    record Result(Sentiment sentiment, double score) {}

    private static final int NEGATION_REACH = 3;
    /** Fewer toned words than this say nothing. */
    private static final int MIN_HITS = 2;
    /** Toned words of a text that takes no side are fewer than one in so many. */
    private static final int NEUTRAL_DENSITY = 120;

    private static final double CLEAR = 0.2;
    /** Evidence for "neither" that every text starts with, so that two words do not make an extreme. */
    private static final double PRIOR = 3;

    private static final double CLEAR_GKG_TONE = 2;

    private record Language(Lexicon<Integer> words, Set<String> negators) {}

    private final Map<String, Language> languages = new HashMap<>();

    Tone() {
        var lists = WordLists.load("sentiment.txt");
        for (String section : lists.names()) {
            if (section.endsWith(".positive")) {
                String code = section.substring(0, section.indexOf('.'));
                var lexicon = new Lexicon<Integer>();
                lists.section(code + ".positive").forEach(w -> lexicon.add(w, 1));
                lists.section(code + ".negative").forEach(w -> lexicon.add(w, -1));
                languages.put(code, new Language(lexicon, lists.section(code + ".negators")));
            }
        }
    }

    /**
     * @param language ISO 639-1; null is read as English; one without a list has only {@code gkgTone}
     * @param gkgTone GKG's average tone, or null
     */
    Result of(@Nullable String language, Words title, Words text, @Nullable Double gkgTone) {
        var count = new int[2]; // good, bad
        var known = languages.get(language == null ? "en" : language);
        if (known != null) {
            count(known, title, 2, count);
            count(known, text, 1, count);
        }
        int hits = count[0] + count[1];
        double score = (count[0] - count[1]) / (hits + PRIOR);
        boolean telling = hits >= MIN_HITS && (long) hits * NEUTRAL_DENSITY >= text.count();
        if (telling && score >= CLEAR) {
            return new Result(Sentiment.POSITIVE, rounded(score));
        }
        if (telling && score <= -CLEAR) {
            return new Result(Sentiment.NEGATIVE, rounded(score));
        }
        if (gkgTone != null && Math.abs(gkgTone) >= CLEAR_GKG_TONE) {
            double hinted = Math.max(-1, Math.min(1, gkgTone / 10));
            return new Result(hinted > 0 ? Sentiment.POSITIVE : Sentiment.NEGATIVE, rounded(hinted));
        }
        boolean both = telling && Math.min(count[0], count[1]) >= 3;
        return new Result(both ? Sentiment.MIXED : Sentiment.NEUTRAL, rounded(score));
    }

    private static void count(Language language, Words words, int weight, int[] count) {
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
            for (int sign : language.words.find(word)) {
                boolean good = sign > 0 != i <= negatedUntil;
                count[good ? 0 : 1] += weight;
                break; // one entry a word
            }
        }
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
