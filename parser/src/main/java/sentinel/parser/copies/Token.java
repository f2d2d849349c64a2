package sentinel.parser.copies;

/**
 * A word in 16 bits, so that the words of a text take no more than the text does. The lower bits are a hash of the folded
 * word, the three upper bits say what kind of word it is. Two different words are taken for the same one in 8,192 times.
 */
final class Token {

    /** It has a digit. */
    static final int NUMBER = 0x4000;

    /** It may be a name, because it has a capital or its script has none; or it is one of {@link CountingWords}. */
    static final int NAME = 0x2000;

    /** It is the first one of a sentence. */
    static final int START = 0x8000;

    private static final int WORD = 0x1FFF;

    private Token() {}

    static char of(long hash, int kinds) {
        return (char) ((Mix.finish(hash) & WORD) | kinds);
    }

    static int word(char token) {
        return token & WORD;
    }

    static boolean same(char token, char other) {
        return ((token ^ other) & WORD) == 0;
    }

    static boolean isNumber(char token) {
        return (token & NUMBER) != 0;
    }

    /** A number or perhaps a name: copies agree in it. */
    static boolean isFact(char token) {
        return (token & (NUMBER | NAME)) != 0;
    }

    static boolean startsSentence(char token) {
        return (token & START) != 0;
    }
}
