package sentinel.parser.copies;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A character without case, accents and width: what sites change when they carry a text. Unlike the folding of names, it is
 * meant for speed, and characters are folded one by one: a mark stays where it is a letter of its script, else it is dropped.
 */
final class Letters {

    /** Stands between words. */
    static final String GAP = " ";

    /** Neither is in a word nor parts words. */
    static final String NOTHING = "";

    private static final int CACHED = 0x10000;
    private static final AtomicReferenceArray<String> CACHE = new AtomicReferenceArray<>(CACHED);

    private Letters() {}

    /** Characters of a word, {@link #GAP} or {@link #NOTHING}. */
    static String fold(int c) {
        if (c >= CACHED) {
            return folded(c);
        }
        String known = CACHE.get(c);
        if (known == null) {
            known = folded(c);
            CACHE.set(c, known);
        }
        return known;
    }

    private static String folded(int c) {
        if (Character.getType(c) == Character.CURRENCY_SYMBOL) {
            return Character.toString(c);
        }
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
        var out = new StringBuilder();
        for (int i = 0; i < parts.length(); ) {
            int part = parts.codePointAt(i);
            i += Character.charCount(part);
            if (isDropped(part)) {
                continue;
            }
            if (Character.isDigit(part)) {
                out.append((char) ('0' + Character.digit(part, 10)));
            } else if (Character.isLetter(part) || isMark(part) || Character.getType(part) == Character.LETTER_NUMBER) {
                out.appendCodePoint(part);
            } else {
                return GAP;
            }
        }
        // Through upper case, which makes one of ß and SS, ς and σ.
        return out.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean isDropped(int c) {
        int type = Character.getType(c);
        if (type == Character.FORMAT || type == Character.ENCLOSING_MARK) {
            return true;
        }
        if (type != Character.NON_SPACING_MARK) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case INHERITED -> c != 0x3099 && c != 0x309A; // the voice marks of Kana
            case LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, SYRIAC -> true;
            default -> false;
        };
    }

    static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Belongs to the sign before it. */
    static boolean isPartOfSign(int c) {
        return isMark(c) || c == 0x30FC || c == 0xFF70; // prolonged Kana
    }

    /** A sign of a script without blanks is a word by itself. */
    static boolean isSign(int c) {
        if (c < 0xE00) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Character.isLetter(c);
            default -> false;
        };
    }

    /** The kinds of {@link Token} that a character makes its word. */
    static int kinds(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER, Character.OTHER_LETTER -> Token.NAME;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.CURRENCY_SYMBOL -> Token.NUMBER;
            default -> 0;
        };
    }
}
