package sentinel.api.index;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * One spelling for what is the same text in Unicode (NFKC), and for what writers may leave out: points of Hebrew and
 * vowels of Arabic, accents of Greek, the dots of Russian ё, invisible characters. Case and the accents of Latin letters stay:
 * stemmers need them. Apostrophes are spaces, so that "Acme's" is found as "Acme" and "l'avion" as "avion".
 */
final class Spelling {

    private static final char ZERO_WIDTH_SPACE = '\u200B';
    private static final char ZERO_WIDTH_NON_JOINER = '\u200C';
    private static final char HEBREW_GERESH = '\u05F3';
    private static final char HEBREW_GERSHAYIM = '\u05F4';

    private Spelling() {}

    static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        var plain = new StringBuilder(composed.length());
        int next;
        int before = ' ';
        for (int i = 0; i < composed.length(); i = next) {
            int letter = composed.codePointAt(i);
            next = i + Character.charCount(letter);
            if (letter == '"' && isHebrew(before) && next < composed.length() && isHebrew(composed.charAt(next))) {
                continue; // as gershayim
            }
            if (isHangul(letter) ? isAsciiWord(before) : isHangul(before) && isAsciiWord(letter)) {
                plain.append(' '); // a particle behind a name in Latin letters
            }
            if (letter < 0x80 && letter != '\'') {
                plain.append((char) letter);
            } else {
                append(plain, letter);
            }
            before = letter;
        }
        return plain.toString();
    }

    private static void append(StringBuilder plain, int letter) {
        switch (letter) {
            case '\'', '\u2018', '\u2019', '\u02BC' -> {
                if (!endsIn(plain, UnicodeScript.HEBREW)) { // there, it is a geresh
                    plain.append(' ');
                }
            }
            case ZERO_WIDTH_SPACE -> plain.append(' ');
            case 'ё' -> plain.append('е');
            case 'Ё' -> plain.append('Е');
            case 'ς' -> plain.append('σ');
            case HEBREW_GERESH, HEBREW_GERSHAYIM -> {} // in abbreviations
            case 'า', 'າ' -> afterNikhahit(plain, (char) letter);
            default -> {
                if (letter == ZERO_WIDTH_NON_JOINER && endsIn(plain, UnicodeScript.ARABIC)) {
                    plain.append(' '); // between the parts of a Persian word
                } else if (UnicodeScript.of(letter) == UnicodeScript.GREEK) {
                    plain.append(Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD), 0, 1);
                } else if (!mayBeLeftOut(letter)) {
                    plain.appendCodePoint(letter);
                }
            }
        }
    }

    /** NFKC takes the vowel "am" of Thai and Lao apart, which dictionaries do not expect. */
    private static void afterNikhahit(StringBuilder plain, char vowel) {
        int last = plain.length() - 1;
        char nikhahit = vowel == 'า' ? '\u0E4D' : '\u0ECD';
        if (last >= 0 && plain.charAt(last) == nikhahit) {
            plain.setCharAt(last, (char) (vowel + 1));
        } else {
            plain.append(vowel);
        }
    }

    /** Marks that NFKC could not join to a letter, points and vowels of Hebrew and Arabic, characters that do not show. */
    private static boolean mayBeLeftOut(int letter) {
        return switch (Character.getType(letter)) {
            case Character.FORMAT -> true;
            case Character.NON_SPACING_MARK ->
                switch (Character.UnicodeBlock.of(letter).toString()) {
                    case "COMBINING_DIACRITICAL_MARKS", "HEBREW", "ARABIC" -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    private static boolean isHangul(int letter) {
        return letter >= 0x80 && UnicodeScript.of(letter) == UnicodeScript.HANGUL;
    }

    private static boolean isHebrew(int letter) {
        return letter >= 0x80 && UnicodeScript.of(letter) == UnicodeScript.HEBREW;
    }

    private static boolean isAsciiWord(int letter) {
        return letter < 0x80 && Character.isLetterOrDigit(letter);
    }

    private static boolean endsIn(StringBuilder plain, UnicodeScript script) {
        return !plain.isEmpty() && UnicodeScript.of(plain.codePointBefore(plain.length())) == script;
    }
}
