package sentinel.parser.provider;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text mentions a name or a date: a claim that the page does not support is not passed on as a fact. Case,
 * punctuation, width and white space do not matter; word boundaries do. In languages that inflect names, the end of a
 * word may differ.
 */
public final class Grounding {

    /** Their names change form by case: "Putin" is "Putina", "Putinem" in the text. */
    private static final Set<String> INFLECTING = Set.of(
            "be", "bg", "bs", "cs", "el", "et", "fi", "hr", "hu", "kk", "lt", "lv", "mk", "pl", "ru", "sk", "sl", "sr",
            "tr", "uk");

    /** Legal forms that a claim may add to a name and the text leave out. */
    private static final Set<String> LEGAL_FORMS = Set.of(
            "inc",
            "corp",
            "corporation",
            "ltd",
            "limited",
            "llc",
            "plc",
            "gmbh",
            "ag",
            "se",
            "sa",
            "spa",
            "nv",
            "bv",
            "oyj",
            "ab",
            "asa",
            "co",
            "company",
            "group",
            "holdings",
            "kg",
            "sas",
            "sarl",
            "pty",
            "lp");

    private final String folded;
    private final String language;
    private String @Nullable [] words; // null until an inflected name is looked for

    /**
     * @param language ISO 639-1 code, or null
     * @param texts where to look; null ones are skipped
     */
    public Grounding(@Nullable String language, @Nullable String... texts) {
        var all = new StringBuilder(" ");
        for (var text : texts) {
            if (text != null) {
                fold(text, all);
                all.append("| "); // no phrase reaches from one text into the next
            }
        }
        this.folded = all.toString();
        this.language = language == null ? "en" : language;
    }

    /** The name as a phrase of whole words; a legal form at its end ("Inc.") may be absent from the text, and alone is no name. */
    public boolean mentions(String name) {
        String phrase = folded(name);
        if (phrase.isBlank() || LEGAL_FORMS.contains(phrase.strip())) {
            return false; // "Inc." alone is nobody
        }
        if (folded.contains(phrase)) {
            return true;
        }
        String bare = withoutLegalForm(phrase);
        return (!bare.isBlank() && folded.contains(bare)) || (INFLECTING.contains(language) && mentionsInflected(bare));
    }

    /** The day, written in digits or with the month's name in the text's language or English. */
    public boolean mentionsDay(Instant instant) {
        var date = instant.atZone(ZoneOffset.UTC).toLocalDate();
        int year = date.getYear();
        int month = date.getMonthValue();
        int day = date.getDayOfMonth();
        for (var numeric : new String[] {
            "%d %d %d".formatted(year, month, day),
            "%d %02d %02d".formatted(year, month, day),
            "%02d %02d %d".formatted(day, month, year),
            "%d %d %d".formatted(day, month, year),
            "%02d %02d %d".formatted(month, day, year),
            "%d %d %d".formatted(month, day, year)
        }) {
            if (folded.contains(" " + numeric + " ")) {
                return true;
            }
        }
        for (var locale : new Locale[] {Locale.ENGLISH, Locale.forLanguageTag(language)}) {
            for (var style : new TextStyle[] {TextStyle.FULL, TextStyle.SHORT}) {
                String name = folded(date.getMonth().getDisplayName(style, locale));
                for (var ordinal : new String[] {"" + day, day + "st", day + "nd", day + "rd", day + "th"}) {
                    if (folded.contains(" " + ordinal + name + year + " ")
                            || folded.contains(name + ordinal + " " + year + " ")) {
                        return true;
                    }
                }
                if (folded.contains(" " + day + " de" + name + "de " + year + " ")) { // Spanish, Portuguese
                    return true;
                }
            }
        }
        return false;
    }

    private boolean mentionsInflected(String phrase) {
        if (words == null) {
            words = split(folded);
        }
        var sought = split(phrase);
        for (int i = 0; i + sought.length <= words.length; i++) {
            int matched = 0;
            while (matched < sought.length && sameStem(sought[matched], words[i + matched])) {
                matched++;
            }
            if (matched == sought.length) {
                return true;
            }
        }
        return false;
    }

    /** All but the last two letters agree, and at least three do; the ends are at most four letters. */
    private static boolean sameStem(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        int needed = Math.max(3, Math.min(a.length(), b.length()) - 2);
        return a.length() >= needed
                && b.length() >= needed
                && a.regionMatches(0, b, 0, needed)
                && Math.abs(a.length() - b.length()) <= 3;
    }

    private static String[] split(String folded) {
        return folded.strip().split(" ", -1);
    }

    private static String withoutLegalForm(String phrase) {
        String bare = phrase;
        int last = bare.lastIndexOf(' ', bare.length() - 2);
        while (last > 0 && LEGAL_FORMS.contains(bare.substring(last + 1, bare.length() - 1))) {
            bare = bare.substring(0, last + 1);
            last = bare.lastIndexOf(' ', bare.length() - 2);
        }
        return bare;
    }

    private static String folded(String phrase) {
        var out = new StringBuilder(" ");
        fold(phrase, out);
        return out.toString();
    }

    /** Appends the words in lower case, each followed by one blank; a sign of a script without blanks is a word. */
    private static void fold(String text, StringBuilder out) {
        String plain = Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        for (int i = 0; i < plain.length(); ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            if (isWordByItself(c)) {
                blank(out);
                out.appendCodePoint(c).append(' ');
            } else if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                out.appendCodePoint(Character.toLowerCase(c));
            } else if (c != 0xAD && c != 0x200B) { // soft hyphen and zero-width space do not part words
                blank(out);
            }
        }
        blank(out);
    }

    private static void blank(StringBuilder out) {
        if (out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    private static boolean isWordByItself(int c) {
        if (c < 0xE00) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Character.isLetter(c);
            default -> false;
        };
    }
}
