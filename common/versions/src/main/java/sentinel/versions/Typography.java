package sentinel.versions;

import java.text.Normalizer;

/** Folds the forms in which content systems store and set the same text. */
final class Typography {

    private static final String DOUBLE_QUOTES = "\"“”„‟«»″〝〞〟「」『』＂❝❞";
    private static final String SINGLE_QUOTES = "'‘’‚‛‹›′`´ʼʹˈ＇❛❜׳";
    private static final String DASHES = "-‐‑‒–—―−﹘﹣－⸺";
    private static final String CLOSING = ",.;:!?)]}%";
    private static final String OPENING = "([{";
    private static final char TATWEEL = '\u0640';

    private Typography() {}

    /** One line, without white space at its ends. */
    static String fold(String text) {
        return spaced(isPlain(text) ? text : Normalizer.normalize(marks(text), Normalizer.Form.NFKC));
    }

    /** Whether all characters are ASCII's, which neither marks nor normalization change. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c == '`') {
                return false;
            }
        }
        return true;
    }

    /** Before normalization, which takes some quotation marks for a blank with an accent. */
    private static String marks(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80 && c != '`') {
                out.append((char) c);
            } else if (DOUBLE_QUOTES.indexOf(c) >= 0) {
                out.append('"');
            } else if (SINGLE_QUOTES.indexOf(c) >= 0) {
                out.append('\'');
            } else if (DASHES.indexOf(c) >= 0) {
                out.append('-');
            } else if (!isInvisible(c)) {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Soft hyphens, joiners, directions, variation selectors, the line that stretches an Arabic word. */
    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT || c == TATWEEL || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x034f;
    }

    private static String spaced(String text) {
        var out = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isBlank(c)) {
                blank = true;
                continue;
            }
            if (c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                c = '"'; // two single marks are one double mark
                i++;
            }
            int last = out.length() - 1;
            char before = last < 0 ? ' ' : out.charAt(last);
            if (c == '-' && before == '-' && !blank) {
                continue; // two hyphens are a dash
            }
            if (blank && last >= 0 && !touches(before, c)) {
                out.append(' ');
            }
            out.append(c);
            blank = false;
        }
        return out.toString();
    }

    private static boolean isBlank(char c) {
        return (c <= ' ' || c >= 0x7f)
                && (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
    }

    /** Whether no blank stays between two characters. */
    private static boolean touches(char before, char c) {
        return c == '"' || before == '"' || CLOSING.indexOf(c) >= 0 || OPENING.indexOf(before) >= 0;
    }
}
