package sentinel.extractor;

import java.util.Locale;

/** Letters and digits of a text, which are what two forms of one text have in common. */
final class Letters {

    /** Letters of a name that are compared: no site and no author has a longer one. */
    private static final int NAME = 100;

    /** Letters of a headline that are compared: a longer heading is a text in the wrong tag. */
    private static final int HEADLINE = 400;

    private Letters() {}

    /** Letters and digits in lower case. */
    static String of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    /** Of the name of a site or a person, of which the first {@value #NAME} are enough. */
    static String ofName(String name) {
        return of(name, NAME);
    }

    /** Of a headline, of which the first {@value #HEADLINE} are enough. */
    static String ofHeadline(String headline) {
        return of(headline, HEADLINE);
    }

    /** The first letters and digits in lower case, {@code max} of them at most. */
    static String of(String text, int max) {
        var out = new char[Math.min(max, text.length())];
        int length = 0;
        boolean ascii = true;
        for (int i = 0; i < text.length() && length < out.length; i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                ascii &= c < 0x80;
                out[length++] = c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
            }
        }
        String letters = new String(out, 0, length);
        return ascii ? letters : letters.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a text begins with the first of these letters. Mostly it does not, and the others need not be looked at.
     *
     * @param letters of another text, at least one
     */
    static boolean beginAlike(String text, String letters) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                return Character.toLowerCase(c) == letters.charAt(0);
            }
        }
        return false;
    }

    static boolean hasDigit(String text) {
        return hasDigit(text, 0);
    }

    /** Whether a digit stands at {@code from} or after it. */
    static boolean hasDigit(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
