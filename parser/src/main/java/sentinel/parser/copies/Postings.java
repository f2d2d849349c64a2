package sentinel.parser.copies;

/**
 * Which documents have a hash: pairs of both in one array, found by linear probing. A pair takes about 12 bytes, where a map
 * of lists takes about 100. Pairs move back when one before them is removed (Knuth, "The Art of Computer Programming", volume
 * 3, 6.4, algorithm R), so nothing is left of what was removed. The array grows and never shrinks. Not thread-safe.
 */
final class Postings {

    /** So many documents have only a phrase in common that many texts have: more are not kept. */
    static final int MAX_DOCUMENTS = 32;

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final double MAX_LOAD = 0.75;
    private static final double GROWTH = 1.5;

    private long[] pairs = new long[FIRST_CAPACITY]; // hash and document + 1; 0 is free
    private int size;

    int size() {
        return size;
    }

    /** Adds a document, unless the hash has {@link #MAX_DOCUMENTS}. To be called once for a hash and document. */
    void add(int hash, int document) {
        if (size >= pairs.length * MAX_LOAD) {
            grow();
        }
        int at = home(hash, pairs.length);
        int same = 0;
        for (; pairs[at] != 0; at = next(at)) {
            if (hash(pairs[at]) == hash && ++same == MAX_DOCUMENTS) {
                return;
            }
        }
        pairs[at] = pair(hash, document);
        size++;
    }

    /**
     * @param documents gets the documents that have the hash; has room for {@link #MAX_DOCUMENTS}
     * @return how many
     */
    int find(int hash, int[] documents) {
        int found = 0;
        for (int at = home(hash, pairs.length); pairs[at] != 0; at = next(at)) {
            if (hash(pairs[at]) == hash) {
                documents[found++] = (int) pairs[at] - 1;
            }
        }
        return found;
    }

    /** Does nothing when the hash does not have the document. */
    void remove(int hash, int document) {
        long wanted = pair(hash, document);
        int at = home(hash, pairs.length);
        while (pairs[at] != wanted) {
            if (pairs[at] == 0) {
                return;
            }
            at = next(at);
        }
        size--;
        int hole = at;
        for (at = next(at); pairs[at] != 0; at = next(at)) {
            int home = home(hash(pairs[at]), pairs.length);
            if (distance(home, at) >= distance(hole, at)) {
                pairs[hole] = pairs[at];
                hole = at;
            }
        }
        pairs[hole] = 0;
    }

    private void grow() {
        var before = pairs;
        pairs = new long[(int) (before.length * GROWTH)];
        for (long pair : before) {
            if (pair != 0) {
                int at = home(hash(pair), pairs.length);
                while (pairs[at] != 0) {
                    at = next(at);
                }
                pairs[at] = pair;
            }
        }
    }

    private static long pair(int hash, int document) {
        return ((long) hash << Integer.SIZE) | (document + 1);
    }

    private static int hash(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }

    private static int home(int hash, int capacity) {
        return (int) ((Integer.toUnsignedLong(hash) * capacity) >>> Integer.SIZE);
    }

    private int next(int at) {
        return at + 1 == pairs.length ? 0 : at + 1;
    }

    private int distance(int from, int to) {
        return from <= to ? to - from : to - from + pairs.length;
    }
}
