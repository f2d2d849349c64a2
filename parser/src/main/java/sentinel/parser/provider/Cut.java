package sentinel.parser.provider;

/** Cuts a text to a length without cutting a word, where that is possible, or a surrogate pair, ever. */
public final class Cut {

    private static final String MARK = "…";

    private Cut() {}

    /** The text if it has at most {@code max} characters; else the words that fit, and an ellipsis within the limit. */
    public static String at(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - MARK.length();
        int blank = text.lastIndexOf(' ', end);
        if (blank > max / 2) {
            end = blank;
        } else if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + MARK;
    }
}
