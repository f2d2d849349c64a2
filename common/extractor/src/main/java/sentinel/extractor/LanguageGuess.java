package sentinel.extractor;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a text's language: by its script where that is enough, else by the commonest words of each language. Light, and
 * good for a paragraph or more; on less it says nothing.
 */
final class LanguageGuess {

    private static final int LOOK_AT = 6_000;
    private static final int MIN_LETTERS = 60;
    private static final int MIN_HITS = 5;

    private static final WordFile COMMON = WordFile.read("common-words.txt");
    private static final String[] LANGUAGES = COMMON.sections().toArray(String[]::new);
    private static final WordBits WORDS = words();

    private LanguageGuess() {}

    /** ISO 639-1 code; empty when the text is too short or looks like none we know. */
    static Optional<String> of(String text) {
        String start = text.length() > LOOK_AT ? text.substring(0, LOOK_AT) : text;
        var scripts = new EnumMap<Character.UnicodeScript, Integer>(Character.UnicodeScript.class);
        int latin = 0;
        int letters = 0;
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            if (Character.isLetter(c)) {
                letters++;
                if (c < 0x250) {
                    latin++;
                } else {
                    scripts.merge(Character.UnicodeScript.of(c), 1, Integer::sum);
                }
            }
        }
        if (letters < MIN_LETTERS) {
            return Optional.empty();
        }
        if (latin > 0) {
            scripts.merge(Character.UnicodeScript.LATIN, latin, Integer::sum);
        }
        final int all = letters;
        var main = scripts.entrySet().stream()
                .max(Map.Entry.<Character.UnicodeScript, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        int kana = scripts.getOrDefault(Character.UnicodeScript.HIRAGANA, 0)
                + scripts.getOrDefault(Character.UnicodeScript.KATAKANA, 0);
        if (kana > all / 20) {
            return Optional.of("ja");
        }
        return switch (main) {
            case HAN -> Optional.of("zh");
            case HANGUL -> Optional.of("ko");
            case GREEK -> Optional.of("el");
            case HEBREW -> Optional.of("he");
            case THAI -> Optional.of("th");
            case DEVANAGARI -> Optional.of(has(start, "आहे") || has(start, "आणि") ? "mr" : "hi");
            case BENGALI -> Optional.of("bn");
            case TAMIL -> Optional.of("ta");
            case TELUGU -> Optional.of("te");
            case GUJARATI -> Optional.of("gu");
            case KANNADA -> Optional.of("kn");
            case MALAYALAM -> Optional.of("ml");
            case GURMUKHI -> Optional.of("pa");
            case SINHALA -> Optional.of("si");
            case KHMER -> Optional.of("km");
            case LAO -> Optional.of("lo");
            case MYANMAR -> Optional.of("my");
            case GEORGIAN -> Optional.of("ka");
            case ARMENIAN -> Optional.of("hy");
            case ETHIOPIC -> Optional.of("am");
            case ARABIC -> Optional.of(arabic(start));
            case CYRILLIC -> Optional.of(cyrillic(start));
            case LATIN -> latin(start);
            default -> Optional.empty();
        };
    }

    private static String arabic(String text) {
        if (has(text, "ے") && (has(text, "ٹ") || has(text, "ں"))) {
            return "ur";
        }
        return has(text, "پ") || has(text, "گ") || has(text, "ی") ? "fa" : "ar";
    }

    private static String cyrillic(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (has(lower, "ї") || has(lower, "є") || (has(lower, "і") && !has(lower, "ў"))) {
            return has(lower, "қ") || has(lower, "ң") ? "kk" : "uk";
        }
        if (has(lower, "ў") && has(lower, "і")) {
            return "be";
        }
        if (has(lower, "ђ") || has(lower, "ћ") || has(lower, "љ")) {
            return has(lower, "ќ") || has(lower, "ѓ") ? "mk" : "sr";
        }
        if (has(lower, "ќ") || has(lower, "ѓ") || has(lower, "ѕ")) {
            return "mk";
        }
        return has(lower, "ы") || has(lower, "э") ? "ru" : "bg";
    }

    private static boolean has(String text, String part) {
        return text.contains(part);
    }

    private static Optional<String> latin(String text) {
        var lower = new char[text.length()];
        var hits = new int[LANGUAGES.length];
        int count = 0;
        int word = 0; // where it begins
        for (int i = 0; i <= lower.length; i++) {
            if (i < lower.length && Character.isLetter(text.charAt(i))) {
                lower[i] = Character.toLowerCase(text.charAt(i));
                continue;
            }
            if (i > word) {
                count++;
                for (long of = WORDS.of(lower, word, i); of != 0; of &= of - 1) {
                    hits[Long.numberOfTrailingZeros(of)]++;
                }
            }
            word = i + 1;
        }
        int best = 0;
        int most = 0;
        int second = 0;
        for (int language = 0; language < hits.length; language++) {
            if (hits[language] > most) {
                second = most;
                most = hits[language];
                best = language;
            } else if (hits[language] > second) {
                second = hits[language];
            }
        }
        boolean clear = most >= MIN_HITS && most > 0.1 * count && most > second * 1.05;
        return clear ? Optional.of(LANGUAGES[best]) : Optional.empty();
    }

    /** Each language has the bit of its place. */
    private static WordBits words() {
        var words = new WordBits.Builder();
        for (int language = 0; language < LANGUAGES.length; language++) {
            words.add(1L << language, COMMON.words(LANGUAGES[language]));
        }
        return words.build();
    }
}
