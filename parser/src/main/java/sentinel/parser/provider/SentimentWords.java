package sentinel.parser.provider;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import sentinel.contract.message.Sentiment;

/** Reads the tone that a model names in its own words. */
public final class SentimentWords {

    /** Beginnings of the words in the languages that models answer in, in lower case and without accents. */
    private static final Map<Sentiment, List<String>> BEGINNINGS = new EnumMap<>(Map.of(
            Sentiment.POSITIVE,
            List.of("positi", "позитив", "положит", "积极", "正面", "肯定", "긍정", "ポジティブ", "إيجاب", "ايجاب", "pos"),
            Sentiment.NEUTRAL,
            List.of("neutr", "нейтрал", "中性", "中立", "중립", "ニュートラル", "محايد", "neu"),
            Sentiment.NEGATIVE,
            List.of("negati", "негатив", "отрицат", "消极", "负面", "否定", "부정", "ネガティブ", "سلب", "neg"),
            Sentiment.MIXED,
            List.of("mixed", "gemischt", "mixte", "mixto", "misto", "смешан", "混合", "복합", "mix")));

    private static final Pattern NEGATED =
            Pattern.compile("(?<![\\p{L}])(?:not|non|no|nicht|kein\\p{L}*|isn't|isn’t|pas|не|нет)(?![\\p{L}])");

    private SentimentWords() {}

    /**
     * The tone that a phrase names clearly: {@code Positive}, {@code somewhat negative}, {@code neutral.}; both good and bad
     * is mixed. Empty for any other two, for a negation, and for what names none.
     */
    public static Optional<Sentiment> in(String phrase) {
        String plain = Normalizer.normalize(phrase, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        String composed = Normalizer.normalize(phrase, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var found = EnumSet.noneOf(Sentiment.class);
        for (var text : List.of(plain, composed)) {
            for (String word : text.split("[^\\p{L}\\p{M}]+", 30)) {
                BEGINNINGS.forEach((sentiment, beginnings) -> {
                    if (begins(word, beginnings)) {
                        found.add(sentiment);
                    }
                });
            }
        }
        if (NEGATED.matcher(composed).find()) {
            return Optional.empty();
        }
        if (found.contains(Sentiment.MIXED)
                || (found.contains(Sentiment.POSITIVE) && found.contains(Sentiment.NEGATIVE))) {
            return Optional.of(Sentiment.MIXED);
        }
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    private static boolean begins(String word, List<String> beginnings) {
        for (String beginning : beginnings) {
            boolean unspaced = beginning.codePointAt(0) >= 0x2E80;
            boolean abbreviation = beginning.length() <= 3 && beginning.codePointAt(0) < 0x80;
            boolean named = unspaced
                    ? word.contains(beginning)
                    : abbreviation ? word.equals(beginning) : word.startsWith(beginning);
            if (named) {
                return true;
            }
        }
        return false;
    }
}
