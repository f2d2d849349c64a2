package sentinel.extractor;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Words, each with bits of what it stands for; found in a run of characters without a string being made of it. */
final class WordBits {

    private final char[][] words;
    private final long[] bits;
    private final int longest;

    private WordBits(Map<String, Long> known) {
        int size = Integer.highestOneBit(Math.max(1, known.size())) * 4; // at most half full
        this.words = new char[size][];
        this.bits = new long[size];
        int length = 0;
        for (var entry : known.entrySet()) {
            char[] word = entry.getKey().toCharArray();
            int at = slot(word, 0, word.length);
            words[at] = word;
            bits[at] = entry.getValue();
            length = Math.max(length, word.length);
        }
        this.longest = length;
    }

    /** Puts words together. */
    static final class Builder {
        private final Map<String, Long> known = new HashMap<>();

        /** Words that are there already have these bits as well. */
        Builder add(long bits, Collection<String> words) {
            words.forEach(word -> known.merge(word, bits, (a, b) -> a | b));
            return this;
        }

        WordBits build() {
            return new WordBits(known);
        }
    }

    /** The bits of the word in {@code text} from {@code from} to before {@code to}; 0 when it is none of these. */
    long of(char[] text, int from, int to) {
        return to - from > longest ? 0 : bits[slot(text, from, to)];
    }

    /** Where the word is, or the empty place where it would be. */
    private int slot(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int mask = words.length - 1;
        int at = (hash ^ (hash >>> 15)) & mask;
        while (words[at] != null && !isAt(at, text, from, to)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean isAt(int at, char[] text, int from, int to) {
        char[] word = words[at];
        if (word.length != to - from) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (word[i] != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
