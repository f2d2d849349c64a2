package sentinel.parser.copies;

import java.util.Arrays;

/**
 * The words of a text, and its shingles: its runs of words (Broder, "On the resemblance and containment of documents",
 * 1997). Both follow from the tokens, so that nothing else has to be kept.
 */
final class Words {

    /** Five words seldom come together by chance, and an edit of one word leaves most shingles of a sentence. */
    private static final int SHINGLE = 5;

    /** Two signs are about a word of a script without blanks. */
    private static final int SHINGLE_OF_SIGNS = 10;

    /** One shingle of eight is in a sketch: those whose hash has these bits 0. */
    private static final int SKETCH_BITS = 3;

    private final int[] tokens;
    private final boolean signs;

    /** @param signs whether most words are signs of a script without blanks */
    Words(int[] tokens, boolean signs) {
        this.tokens = tokens;
        this.signs = signs;
    }

    int size() {
        return tokens.length;
    }

    int token(int i) {
        return tokens[i];
    }

    boolean ofSigns() {
        return signs;
    }

    /** Tokens of so many words. */
    int tokensOf(int words) {
        return signs ? 2 * words : words;
    }

    /** Tokens of a shingle. */
    int shingle() {
        return signs ? SHINGLE_OF_SIGNS : SHINGLE;
    }

    /** The hash of the shingle at each token that begins one; never 0. */
    long[] shingles() {
        int width = shingle();
        var shingles = new long[Math.max(0, tokens.length - width + 1)];
        long leaving = 1; // factor of the token that leaves the window
        for (int i = 0; i < width; i++) {
            leaving *= Mix.BASE;
        }
        long hash = 0;
        for (int i = 0; i < tokens.length; i++) {
            hash = Mix.append(hash, Token.word(tokens[i]));
            if (i >= width) {
                hash -= leaving * (Token.word(tokens[i - width]) + 1);
            }
            if (i >= width - 1) {
                long mixed = Mix.finish(hash + width);
                shingles[i - width + 1] = mixed == 0 ? 1 : mixed;
            }
        }
        return shingles;
    }

    /**
     * A fixed share of the shingles, chosen by their hashes (FracMinHash; Irber and others, "Lightweight compositional
     * analysis of metagenomes", 2022). Texts of any length choose the same ones out of what they share, so the share of a
     * short text that a long one contains can be estimated. Sketches of a fixed number of hashes, such as MinHash, estimate
     * only how similar two texts are: an abridged text has little similarity with the whole one.
     *
     * @return 32 bits of each hash, sorted, each once
     */
    static int[] sketch(long[] shingles) {
        return Arrays.stream(shingles)
                .filter(hash -> hash >>> (Long.SIZE - SKETCH_BITS) == 0)
                .mapToInt(hash -> (int) hash)
                .sorted()
                .distinct()
                .toArray();
    }
}
