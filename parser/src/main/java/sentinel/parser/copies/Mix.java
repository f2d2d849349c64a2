package sentinel.parser.copies;

/**
 * Hashes of characters and words in 64 bits: a polynomial, whose bits are mixed at the end by the finisher of SplitMix64
 * (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014; constants: Stafford's variant 13).
 */
final class Mix {

    /** Odd, so that no bit of the polynomial is lost. */
    static final long BASE = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** The polynomial with one more term. */
    static long append(long hash, int value) {
        return hash * BASE + value + 1;
    }

    static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    static long of(String word) {
        long hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = append(hash, word.charAt(i));
        }
        return hash;
    }
}
