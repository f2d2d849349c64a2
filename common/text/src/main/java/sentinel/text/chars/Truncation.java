package sentinel.text.chars;

/** Cuts texts to a length in {@code char}s and never in the middle of a surrogate pair: half a pair has no form in UTF-8. */
public final class Truncation {

    private Truncation() {}

    /** The text if it has at most {@code max} characters, else its start: one less where a pair would be split. */
    public static String at(String text, int max) {
        return text.length() <= max ? text : text.substring(0, end(text, max));
    }

    /**
     * Where a text may be cut.
     *
     * @param end where it is wanted, from 0 to the text's length
     * @return the same, or one less where a pair would be split
     */
    public static int end(String text, int end) {
        boolean splits = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return splits ? end - 1 : end;
    }
}
