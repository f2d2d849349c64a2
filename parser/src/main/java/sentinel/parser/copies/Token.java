package sentinel.parser.copies;

/**
 * A word in 32 bits. The lower bits are a hash of the folded word, the three upper bits say what kind of word it is. Two
 * different words are taken for the same one once in 500 million times: one wrong number in a template makes another article.
 */
final class Token {

    /** It has a digit. */
    static final int NUMBER = 0x40000000;

    /** It may be a name, because it has a capital or its script has none; or it is one of {@link CountingWords}. */
    static final int NAME = 0x20000000;

    /** It is the first one of a sentence. */
    static final int START = 0x80000000;

    private static final int WORD = 0x1FFFFFFF;

    private Token() {}

    static int of(long hash, int kinds) {
        return ((int) Mix.finish(hash) & WORD) | kinds;
    }

    static int word(int token) {
        return token & WORD;
    }

    static boolean same(int token, int other) {
        return ((token ^ other) & WORD) == 0;
    }

    static boolean isNumber(int token) {
        return (token & NUMBER) != 0;
    }

    /** A number or perhaps a name: copies agree in it. */
    static boolean isFact(int token) {
        return (token & (NUMBER | NAME)) != 0;
    }

    static boolean startsSentence(int token) {
        return (token & START) != 0;
    }
}
