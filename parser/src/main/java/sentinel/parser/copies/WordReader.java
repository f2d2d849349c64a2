package sentinel.parser.copies;

import java.util.Arrays;

/**
 * Reads a text as {@link Token}s. Words have no case, accents, width and punctuation; a sign of a script without blanks is a
 * word. "U.S." is "us", "1,000" is two words; the year of a copyright is no number. Left out: {@link DateLine}s, and a word that an ellipsis cuts.
 */
final class WordReader {

    private final String text;
    private int[] tokens = new int[256];
    private int size;
    private int signs;

    private long hash;
    private int length; // characters of the word so far
    private int part; // those since the last dot
    private int kinds;
    private boolean sign;
    private boolean sentence = true; // the next word starts one
    private boolean mark; // punctuation that ends a sentence was read
    private boolean blank; // and white space after it
    private boolean copyright; // the next number is the year of a copyright

    WordReader(String text) {
        this.text = text;
    }

    /** To be called once. */
    Words read() {
        int paragraph = 0;
        int i = DateLine.end(text, 0, paragraph);
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c == '\n') {
                endWord();
                sentence = true;
                if (next < text.length() && text.charAt(next) != '\n' && size > 0) {
                    paragraph++;
                    next = DateLine.end(text, next, paragraph);
                }
            } else if (c < 0x80) {
                readAscii((char) c, i);
            } else {
                readOther(c);
            }
            i = next;
        }
        endWord();
        return new Words(Arrays.copyOf(tokens, size), 2 * signs > size);
    }

    private void readAscii(char c, int at) {
        if (c >= 'a' && c <= 'z') {
            append(c, 0);
        } else if (c >= 'A' && c <= 'Z') {
            append(c + ('a' - 'A'), Token.NAME);
        } else if (c >= '0' && c <= '9') {
            append(c, Token.NUMBER);
        } else if (c == '$') {
            endWord();
            append(c, Token.NUMBER);
            endWord();
        } else {
            readGap(c, at);
        }
    }

    private void readGap(char c, int at) {
        if (c == '.') {
            if (text.startsWith("...", at)) {
                dropWord();
            } else if (part == 1 && !sign && isLetterAt(at + 1)) { // U.S.
                part = 0;
                return;
            }
        }
        endWord();
        if (c == '.' || c == '!' || c == '?') {
            mark = true;
            blank = false;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            blank = mark;
        }
    }

    private boolean isLetterAt(int at) {
        return at < text.length() && Character.isLetter(text.charAt(at));
    }

    private void readOther(int c) {
        if (c == '…') {
            dropWord();
            mark = true;
            return;
        }
        copyright |= c == '©';
        String folded = Letters.fold(c);
        if (folded.equals(Letters.GAP)) {
            endWord();
            if (c == '。' || c == '！' || c == '？' || c == '؟' || c == '।' || c == '۔') {
                sentence = true;
            } else if (Character.isSpaceChar(c)) {
                blank = mark;
            }
            return;
        }
        boolean isSign = Letters.isSign(c);
        boolean currency = Character.getType(c) == Character.CURRENCY_SYMBOL;
        if (isSign || currency || (sign && !Letters.isPartOfSign(c))) {
            endWord();
        }
        for (int i = 0; i < folded.length(); i++) {
            append(folded.charAt(i), Letters.kinds(c));
        }
        sign = isSign || sign;
        if (currency) {
            endWord();
        }
    }

    private void append(int c, int kind) {
        if (sign && c < 0x80) {
            endWord();
        }
        if (length == 0 && mark) {
            sentence |= blank && kind != 0; // small letters go on with a sentence after an abbreviation
            mark = false;
            blank = false;
        }
        hash = Mix.append(hash, c);
        length++;
        part++;
        kinds |= kind;
    }

    private void endWord() {
        if (length > 0) {
            if (size == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * size);
            }
            int counting = CountingWords.contain(hash) ? Token.NAME : 0;
            if (copyright && kinds == Token.NUMBER) {
                kinds = 0;
                copyright = false;
            }
            tokens[size++] = Token.of(hash, kinds | counting | (sentence ? Token.START : 0));
            signs += sign ? 1 : 0;
            sentence = false;
        }
        dropWord();
    }

    private void dropWord() {
        hash = 0;
        length = 0;
        part = 0;
        kinds = 0;
        sign = false;
    }
}
