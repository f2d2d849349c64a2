package sentinel.parser.copies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Aligns a text with others. Shingles that each of two texts has once are the same place in both (patience diff, Bram Cohen);
 * the longest series of them in the same order is extended to blocks of equal words.
 */
final class Anchors {

    /** A run of equal words, as offsets of tokens. */
    record Block(int copy, int original, int length) {

        int copyEnd() {
            return copy + length;
        }

        int originalEnd() {
            return original + length;
        }
    }

    /** So many equal words between two blocks are the same place as well. */
    private static final int SHORT_RUN = 3;

    /** Bounds the comparisons between two blocks: words of both, multiplied. */
    private static final int MAX_COMPARED = 1 << 14;

    /** So few words before or after the end of a sentence may be equal by chance. */
    private static final int CHANCE = 2;

    private static final int REPEATED = -2;
    private static final int NOWHERE = -1;

    private final Words copy;
    private final long[] keys;
    private final int[] places;

    Anchors(Words copy, long[] shingles) {
        this.copy = copy;
        int capacity = Math.max(2, Integer.highestOneBit(shingles.length) << 2);
        this.keys = new long[capacity];
        this.places = new int[capacity];
        for (int i = 0; i < shingles.length; i++) {
            int at = slot(shingles[i]);
            places[at] = keys[at] == 0 ? i : REPEATED;
            keys[at] = shingles[i];
        }
    }

    /** Where the hash is, or could be put. */
    private int slot(long hash) {
        int at = (int) hash & (keys.length - 1);
        while (keys[at] != 0 && keys[at] != hash) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    /** Blocks in the order of both texts; they do not overlap in either. */
    List<Block> align(Words original) {
        int[] places = unique(original);
        int[] chosen = increasing(places);
        var between = new ArrayList<Block>();
        var blocks = new Extension(original, places, chosen).blocks();
        for (int i = 1; i < blocks.size(); i++) {
            between.add(blocks.get(i - 1));
            addRuns(original, blocks.get(i - 1), blocks.get(i), between);
        }
        if (!blocks.isEmpty()) {
            between.add(blocks.get(blocks.size() - 1));
        }
        return between;
    }

    /** For each token of the copy: where the original has the shingle that begins there; negative if not once in each. */
    private int[] unique(Words original) {
        var found = new int[copy.size()];
        Arrays.fill(found, NOWHERE);
        long[] shingles = original.shingles();
        for (int i = 0; i < shingles.length; i++) {
            int at = slot(shingles[i]);
            if (keys[at] != 0 && places[at] >= 0) {
                found[places[at]] = found[places[at]] == NOWHERE ? i : REPEATED;
            }
        }
        return found;
    }

    /** Tokens of the copy whose places are the longest increasing series; by binary search over the ends of series. */
    private static int[] increasing(int[] places) {
        var ends = new int[places.length]; // token that ends the best series of a length
        var before = new int[places.length];
        int length = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0) {
                continue;
            }
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (places[ends[middle]] < places[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = low == 0 ? NOWHERE : ends[low - 1];
            ends[low] = i;
            length = Math.max(length, low + 1);
        }
        var series = new int[length];
        int at = length == 0 ? NOWHERE : ends[length - 1];
        for (int i = length - 1; i >= 0; i--) {
            series[i] = at;
            at = before[at];
        }
        return series;
    }

    /** Adds what is equal between two blocks, and too short for a shingle. */
    private void addRuns(Words original, Block before, Block after, List<Block> blocks) {
        if ((long) (after.copy() - before.copyEnd()) * (after.original() - before.originalEnd()) > MAX_COMPARED) {
            return;
        }
        int inOriginal = before.originalEnd();
        for (int inCopy = before.copyEnd(); inCopy < after.copy(); inCopy++) {
            for (int at = inOriginal; at < after.original(); at++) {
                int length = equal(original, inCopy, at, after);
                if (length >= SHORT_RUN) {
                    blocks.add(new Block(inCopy, at, length));
                    inCopy += length - 1;
                    inOriginal = at + length;
                    break;
                }
            }
        }
    }

    private int equal(Words original, int inCopy, int inOriginal, Block limit) {
        int equal = 0;
        while (inCopy + equal < limit.copy()
                && inOriginal + equal < limit.original()
                && Token.same(copy.token(inCopy + equal), original.token(inOriginal + equal))) {
            equal++;
        }
        return equal;
    }

    /** Makes blocks of anchors. */
    private final class Extension {

        private final Words original;
        private final int[] places;
        private final int[] anchors;
        private final List<Block> blocks = new ArrayList<>();
        private int copyEnd;
        private int originalEnd;

        Extension(Words original, int[] places, int[] anchors) {
            this.original = original;
            this.places = places;
            this.anchors = anchors;
        }

        List<Block> blocks() {
            for (int anchor : anchors) {
                int skipped = Math.max(0, Math.max(copyEnd - anchor, originalEnd - places[anchor]));
                if (skipped < copy.shingle()) {
                    add(anchor + skipped, places[anchor] + skipped, copy.shingle() - skipped);
                }
            }
            return blocks;
        }

        private void add(int copyStart, int originalStart, int length) {
            int back = back(copyStart, originalStart);
            int forward = forward(copyStart + length, originalStart + length);
            var block = new Block(copyStart - back, originalStart - back, back + length + forward);
            blocks.add(block);
            copyEnd = block.copyEnd();
            originalEnd = block.originalEnd();
        }

        /** Equal words before; not the end of another sentence that happens to end alike. */
        private int back(int copyStart, int originalStart) {
            int limit = Math.min(copyStart - copyEnd, originalStart - originalEnd);
            int equal = 0;
            while (equal < limit && same(copyStart - equal - 1, originalStart - equal - 1)) {
                equal++;
            }
            boolean whole = copyStart - equal == copyEnd;
            for (int i = equal; !whole && i > 0 && i > equal - CHANCE; i--) {
                if (startSentence(copyStart - i + 1, originalStart - i + 1)) {
                    return i - 1;
                }
            }
            return equal;
        }

        /** Equal words after; not the beginning of another sentence that happens to begin alike. */
        private int forward(int copyFrom, int originalFrom) {
            int limit = Math.min(copy.size() - copyFrom, original.size() - originalFrom);
            int equal = 0;
            while (equal < limit && same(copyFrom + equal, originalFrom + equal)) {
                equal++;
            }
            boolean whole = copyFrom + equal == copy.size();
            for (int i = equal - 1; !whole && i >= 0 && i >= equal - CHANCE; i--) {
                if (startSentence(copyFrom + i, originalFrom + i)) {
                    return i;
                }
            }
            return equal;
        }

        private boolean same(int inCopy, int inOriginal) {
            return Token.same(copy.token(inCopy), original.token(inOriginal));
        }

        private boolean startSentence(int inCopy, int inOriginal) {
            return Token.startsSentence(copy.token(inCopy)) && Token.startsSentence(original.token(inOriginal));
        }
    }
}
