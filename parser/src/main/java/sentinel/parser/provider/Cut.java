package sentinel.parser.provider;

import java.util.LinkedHashSet;
import sentinel.text.chars.Truncation;

/** Cuts a text to a length without cutting a word, where that is possible, or a surrogate pair, ever. */
public final class Cut {

    private static final String MARK = "…";

    /** From here on are the signs of scripts that put no blank between sentences. */
    private static final char FIRST_UNSPACED = 0x2E80;

    private Cut() {}

    /** The text if it has at most {@code max} characters; else the words that fit, and an ellipsis within the limit. */
    public static String at(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - MARK.length();
        int blank = text.lastIndexOf(' ', end);
        return text.substring(0, blank > max / 2 ? blank : Truncation.end(text, end))
                        .stripTrailing()
                + MARK;
    }

    /**
     * The text if it has at most {@code max} characters; else the whole sentences from its start that fit, each once (a
     * model that runs in circles says the same for ever); else as {@link #at}.
     */
    public static String atSentence(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        var pieces = Sentences.of(Truncation.at(text, max), max);
        var cut = new StringBuilder();
        for (String sentence : new LinkedHashSet<>(pieces.subList(0, pieces.size() - 1))) { // the last one is cut
            boolean spaced = cut.length() > 0 && cut.charAt(cut.length() - 1) < FIRST_UNSPACED;
            cut.append(spaced ? " " : "").append(sentence);
        }
        return cut.isEmpty() ? at(text, max) : cut.toString();
    }
}
