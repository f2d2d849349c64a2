package sentinel.extractor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text of the block that is being read, with white space folded as a browser folds it. */
final class TextRun {

    private char[] text = new char[4_096];
    private int length;
    private int linkChars;
    private int linkDepth;
    private boolean space;

    /** @param code whether line breaks are kept */
    void append(String raw, boolean code) {
        int room = length + raw.length() + 2; // with a space before, and a break after
        if (room > text.length) {
            text = Arrays.copyOf(text, Math.max(room, text.length * 2));
        }
        int before = length;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (isSpace(c)) {
                if (code && c == '\n') {
                    linkChars += linkDepth > 0 ? length - before : 0;
                    text[length++] = '\n';
                    before = length;
                    space = false;
                } else {
                    space = true;
                }
            } else if (c != '\u200b' && c != '\ufeff' && c != '\u00ad' && c != 0) {
                if (space && length > 0 && text[length - 1] != '\n') {
                    text[length++] = ' ';
                }
                space = false;
                text[length++] = c;
            }
        }
        linkChars += linkDepth > 0 ? length - before : 0;
    }

    private static boolean isSpace(char c) {
        if (c > ' ' && c < '\u00a0') {
            return false;
        }
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0' || c == '\u2028';
    }

    /** At the edge of a cell: its text is set apart by a space. */
    void setApart() {
        space = length > 0;
    }

    void enterLink() {
        linkDepth++;
    }

    void leaveLink() {
        linkDepth--;
    }

    /**
     * One break is a line's end; two are a paragraph's.
     *
     * @return whether the block ends here
     */
    boolean lineBreak() {
        space = false;
        if (length > 0 && text[length - 1] == '\n') {
            return true;
        }
        if (length > 0) {
            text[length++] = '\n';
        }
        return false;
    }

    /**
     * Ends the block.
     *
     * @return null when it has no text
     */
    @Nullable
    Block end(int element, Block.Kind kind) {
        int end = length;
        while (end > 0 && isSpace(text[end - 1])) {
            end--;
        }
        var block = end == 0 ? null : new Block(new String(text, 0, end), Math.min(linkChars, end), element, kind);
        length = 0;
        linkChars = 0;
        space = false;
        return block;
    }
}
