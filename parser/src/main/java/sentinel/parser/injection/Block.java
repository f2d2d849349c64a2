package sentinel.parser.injection;

import java.util.ArrayList;
import java.util.List;

/**
 * A paragraph of a text, from {@code start} to {@code end}; a very long one is several blocks, that end with a line or a
 * sentence.
 */
record Block(int start, int end) {

    private static final int MOST_CHARS = 2_000;
    private static final String ENDS = "\n.!?。！？।";

    static List<Block> of(String text) {
        var blocks = new ArrayList<Block>();
        int start = 0;
        while (start < text.length()) {
            int blank = text.indexOf("\n\n", start);
            int end = blank < 0 ? text.length() : blank;
            if (end - start > MOST_CHARS) {
                end = sentenceEnd(text, start);
            }
            if (end > start) {
                blocks.add(new Block(start, end));
            }
            start = end;
            while (start < text.length() && text.charAt(start) == '\n') {
                start++;
            }
        }
        return blocks;
    }

    private static int sentenceEnd(String text, int start) {
        int last = start + MOST_CHARS;
        for (int i = last; i > start + MOST_CHARS / 2; i--) {
            if (ENDS.indexOf(text.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(last)) ? last + 1 : last;
    }
}
