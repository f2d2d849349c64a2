package sentinel.parser.provider;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tone of an article towards what it tells of. */
public enum Sentiment {
    POSITIVE("positi", "позитив", "положит", "积极", "正面", "肯定", "긍정", "ポジティブ", "إيجاب", "ايجاب", "pos"),
    NEUTRAL("neutr", "нейтрал", "中性", "中立", "중립", "ニュートラル", "محايد", "neu"),
    NEGATIVE("negati", "негатив", "отрицат", "消极", "负面", "否定", "부정", "ネガティブ", "سلب", "neg"),
    MIXED("mixed", "gemischt", "mixte", "mixto", "misto", "смешан", "混合", "복합", "mix");

    private static final Pattern NEGATED =
            Pattern.compile("(?<![\\p{L}])(?:not|non|no|nicht|kein\\p{L}*|isn't|isn’t|pas|не|нет)(?![\\p{L}])");

    /** Beginnings of the word in the languages that models answer in, in lower case and without accents. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> beginnings;

    Sentiment(String... beginnings) {
        this.beginnings = List.of(beginnings);
    }

    /** The name in answers and tables: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

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
                for (var sentiment : values()) {
                    if (sentiment.names(word)) {
                        found.add(sentiment);
                    }
                }
            }
        }
        if (NEGATED.matcher(composed).find()) {
            return Optional.empty();
        }
        if (found.contains(MIXED) || (found.contains(POSITIVE) && found.contains(NEGATIVE))) {
            return Optional.of(MIXED);
        }
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    private boolean names(String word) {
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
