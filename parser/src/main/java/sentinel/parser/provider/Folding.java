package sentinel.parser.provider;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import sentinel.text.chars.Truncation;

/**
 * A character without what writers of the same name differ in: case (with {@code ß} = {@code ss}), accents and vowel points,
 * width and other forms of compatibility (NFKC), invisible characters. Marks that are letters, such as the vowel signs of
 * Indic scripts and the voice marks of Kana, stay.
 *
 * <p>Characters are folded one by one, which keeps their places in the text. ICU4J folds whole texts and keeps a map of its
 * edits; it would add 14 MB to the parser.
 */
final class Folding {

    /** What a character becomes that stands between words. */
    static final String GAP = " ";

    /** Longer heaps of marks are no writing, and sorting them takes quadratic time (Unicode Annex 15, stream-safe text). */
    private static final int MAX_CLUSTER = 32;

    private static final int PROLONGED_KANA = 0x30FC;
    private static final int TATWEEL = 0x640;

    private Folding() {}

    /**
     * @param cluster one of {@link Clusters}
     * @return characters of a word; {@link #GAP}; or nothing, for a character that neither is in a word nor parts words
     */
    static String of(String cluster) {
        int first = cluster.codePointAt(0);
        if (first == '™' || first == '℠' || Character.getType(first) == Character.OTHER_NUMBER) {
            return GAP; // "Acme™" and a footnote's "Acme²" are Acme
        }
        var plain = new StringBuilder();
        String parts = Normalizer.normalize(Truncation.at(cluster, MAX_CLUSTER), Normalizer.Form.NFKD);
        for (int i = 0; i < parts.length(); ) {
            int c = parts.codePointAt(i);
            i += Character.charCount(c);
            if (isInvisible(c) || isAccent(c)) {
                continue;
            }
            if (!isOfWord(c)) {
                return GAP;
            }
            plain.append(withoutStroke(c));
        }
        // The way through upper case makes one of what only full case folding does: ß and SS, ς and σ, ı and I.
        String folded = plain.toString()
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** A sign of a script without blanks is a word by itself. */
    static boolean isWordByItself(int c) {
        if (c < 0xE00) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> isLetter(c);
            default -> false;
        };
    }

    /** Belongs to the sign before it. */
    static boolean isPartOfSign(int c) {
        return isMark(c) || c == PROLONGED_KANA;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isOfWord(int c) {
        boolean apostrophe = c >= 0x2B9 && c <= 0x2BF; // "letters" to Unicode
        return !apostrophe && (isLetter(c) || Character.isDigit(c) || isMark(c));
    }

    private static boolean isLetter(int c) {
        return Character.isLetter(c) || Character.getType(c) == Character.LETTER_NUMBER; // such as the Chinese zero
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT // soft hyphen, zero width, direction
                || type == Character.ENCLOSING_MARK
                || c == TATWEEL
                || c == 0x115F // fillers of Hangul
                || c == 0x1160;
    }

    /** A mark that writers leave out; most have no script of their own. */
    private static boolean isAccent(int c) {
        if (Character.getType(c) != Character.NON_SPACING_MARK) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case INHERITED -> c != 0x3099 && c != 0x309A; // the voice marks of Kana
            case LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, SYRIAC -> true;
            default -> false;
        };
    }

    /** Letters that Unicode does not take apart, and that writers do; and those of Arabic that keyboards mix up. */
    private static String withoutStroke(int c) {
        return switch (c) {
            case 'ł', 'Ł' -> "l";
            case 'đ', 'Đ', 'ð', 'Ð' -> "d";
            case 'ø', 'Ø' -> "o";
            case 'ħ', 'Ħ' -> "h";
            case 'ŧ', 'Ŧ' -> "t";
            case 'æ', 'Æ' -> "ae";
            case 'œ', 'Œ' -> "oe";
            case 'þ', 'Þ' -> "th";
            case 0x671 -> "\u0627"; // alef wasla
            case 0x649, 0x6CC -> "\u064A"; // alef maksura, Farsi yeh
            case 0x6A9 -> "\u0643"; // keheh
            default -> Character.toString(c);
        };
    }
}
