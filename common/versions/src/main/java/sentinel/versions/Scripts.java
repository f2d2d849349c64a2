package sentinel.versions;

import java.lang.Character.UnicodeScript;

/** What is a letter of a word, and which scripts write words without blanks. */
final class Scripts {

    private Scripts() {}

    /** Letters, and the marks that belong to them. */
    static boolean isOfWord(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }
        return Character.isLetter(c)
                || switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    /** Whether words of that letter's script follow each other without blanks, or are built of several. */
    static boolean isUnspaced(int c) {
        return c >= 0x0e00 && (isIdeograph(c) || UnicodeScript.of(c) == UnicodeScript.HANGUL);
    }

    /** Whether each letter is nearly a word of its own. */
    static boolean isIdeograph(int c) {
        if (c < 0x0e00) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
