package sentinel.parser.provider;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where one character of a text, as readers see it, ends: a letter with its marks, a surrogate pair, a joined emoji. These are
 * the extended grapheme clusters of Unicode Annex 29, as {@code \X} of the JDK knows them.
 */
final class Clusters {

    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private final String text;
    private final Matcher cluster;

    Clusters(String text) {
        this.text = text;
        this.cluster = CLUSTER.matcher(text);
    }

    /** @param start where a cluster begins, less than the text's length */
    int end(int start) {
        int next = start + 1;
        if (next == text.length() || (isPlain(text.charAt(start)) && isPlain(text.charAt(next)))) {
            return next;
        }
        return cluster.region(start, text.length()).lookingAt() ? cluster.end() : next;
    }

    /** Begins a cluster, and ends it where another one of the kind follows: most characters do. */
    private static boolean isPlain(char c) {
        if (c < 0x300) {
            return c != '\r'; // with a line feed, it is one cluster
        }
        int type = Character.getType(c);
        return type == Character.LOWERCASE_LETTER
                || type == Character.UPPERCASE_LETTER
                || (c >= 0x4E00 && c <= 0x9FFF); // Chinese characters
    }
}
