package sentinel.parser.rules;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text with their places. A word is letters and digits; {@code '}, {@code -}, {@code &} and, between
 * single letters, {@code .} may stand inside it ({@code don't}, {@code Rolls-Royce}, {@code AT&T}, {@code U.S}).
 */
final class Words {

    private final String text;
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private final @Nullable String[] lower; // each when it is first asked for
    private int count;

    Words(String text) {
        this.text = text;
        int i = 0;
        while (i < text.length()) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                int end = wordEnd(i);
                add(i, end);
                i = end;
            } else {
                i++;
            }
        }
        lower = new String[count];
    }

    int count() {
        return count;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    /** The word as written. */
    String word(int i) {
        return text.substring(starts[i], ends[i]);
    }

    /** The word in lower case, typographic apostrophes made plain. */
    String lower(int i) {
        if (lower[i] == null) {
            lower[i] = word(i).toLowerCase(Locale.ROOT).replace('’', '\'');
        }
        return lower[i];
    }

    /** What stands between a word and the one before it; the first has a blank before it. */
    String gapBefore(int i) {
        return i == 0 ? " " : text.substring(ends[i - 1], starts[i]);
    }

    boolean capitalised(int i) {
        return Character.isUpperCase(text.charAt(starts[i]));
    }

    private int wordEnd(int start) {
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean inner = i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
            if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                i++;
            } else if (inner && (c == '\'' || c == '’' || c == '-' || c == '&')) {
                i++;
            } else if (inner && c == '.' && isInitial(start, i) && isInitial(i + 1, letterEnd(i + 1))) {
                i++;
            } else {
                break;
            }
        }
        return i;
    }

    /** Whether what ends before {@code end} is one letter, or letters with dots between. */
    private boolean isInitial(int start, int end) {
        return end - start == 1 || (end - start > 2 && text.charAt(end - 2) == '.');
    }

    private int letterEnd(int from) {
        int i = from;
        while (i < text.length() && Character.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }
}
