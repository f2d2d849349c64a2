package sentinel.parser;

import org.jspecify.annotations.Nullable;
import sentinel.parser.provider.Cut;

/** Text as a record holds it: one line, without control characters, of a bounded length. */
final class Text {

    /** What models escape as if they wrote HTML, the ampersand last. */
    private static final String[][] ENTITIES = {
        {"&lt;", "<"},
        {"&gt;", ">"},
        {"&quot;", "\""},
        {"&#34;", "\""},
        {"&#39;", "'"},
        {"&#x27;", "'"},
        {"&apos;", "'"},
        {"&nbsp;", " "},
        {"&amp;", "&"}
    };

    private Text() {}

    /** The first that is not blank, its white space collapsed, cut to {@code max} characters; null when none is. */
    static @Nullable String first(int max, @Nullable String... candidates) {
        for (var candidate : candidates) {
            String text = collapsed(candidate);
            if (text != null) {
                return Cut.at(text, max);
            }
        }
        return null;
    }

    /** One blank for all white space and control characters; null when nothing else is there. */
    static @Nullable String collapsed(@Nullable String text) {
        var out = new StringBuilder();
        for (int i = 0; text != null && i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
            if (!blank) {
                out.append(c);
            } else if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        String collapsed = out.toString().strip();
        return collapsed.isEmpty() ? null : collapsed;
    }

    static String unescaped(String text) {
        String plain = text;
        for (var entity : ENTITIES) {
            plain = plain.replace(entity[0], entity[1]);
        }
        return plain;
    }
}
