package sentinel.parser.provider;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds a phrase in a sequence of words in one pass, where a place of the phrase allows several words. It keeps one bit for
 * each beginning of the phrase that the words read so far end with: the "shift-and" algorithm (Baeza-Yates and Gonnet, 1992).
 * No text makes it slower than another.
 */
final class PhraseSearch {

    private final int length;
    private final Map<Integer, long[]> allowed = new HashMap<>();
    private final BitSet open = new BitSet();
    private final long[] ends;

    /** @param length words of the phrase, at least one */
    PhraseSearch(int length) {
        this.length = length;
        this.ends = new long[(length + Long.SIZE - 1) / Long.SIZE];
        open.set(0, length);
    }

    void allow(int place, int word) {
        if (word != FoldedText.UNKNOWN) {
            allowed.computeIfAbsent(word, w -> new long[ends.length])[place / Long.SIZE] |= 1L << place;
            open.clear(place);
        }
    }

    /** Whether every place of the phrase allows a word. */
    boolean isPossible() {
        return open.isEmpty();
    }

    /** Reads one word; whether the phrase ends with it. */
    boolean endsWith(int word) {
        long[] places = allowed.get(word);
        if (places == null) {
            clear();
            return false;
        }
        long carry = 1;
        for (int i = 0; i < ends.length; i++) {
            long next = ends[i] >>> (Long.SIZE - 1);
            ends[i] = ((ends[i] << 1) | carry) & places[i];
            carry = next;
        }
        return ((ends[ends.length - 1] >>> (length - 1)) & 1) != 0;
    }

    /** Forgets the words read so far. */
    void clear() {
        Arrays.fill(ends, 0);
    }
}
