package sentinel.extractor;

import java.io.IOException;
import java.io.Reader;

/**
 * A page's text without what the parser could not bear: it ends before too many tags, of each of which the parser may
 * make a dozen elements to mend formatting, and words longer than any are cut short, because it gathers a tag's name in
 * time that grows with the square of its length.
 */
final class BoundedReader extends Reader {

    /** Fifteen times those of the largest of a thousand pages of news. */
    static final int MAX_TAGS = 150_000;
    /** Of characters without a space or another end of a name; an image inside a page is one. */
    static final int MAX_WORD = 500_000;
    /** Text that is shorter cannot break a bound. */
    static final int SMALL = 3 * MAX_TAGS;

    private final Reader text;
    private int tags;
    private int word;

    BoundedReader(Reader text) {
        this.text = text;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        int kept = 0;
        while (kept == 0 && tags <= MAX_TAGS) {
            int read = text.read(into, offset, length);
            if (read <= 0) {
                return read;
            }
            kept = keep(into, offset, read);
        }
        return kept == 0 ? -1 : kept;
    }

    /** Moves what may stay to the front; how many characters that is. */
    private int keep(char[] into, int offset, int read) {
        int end = offset + read;
        int found = 0;
        for (int i = offset; i < end; i++) {
            found += into[i] == '<' ? 1 : 0;
        }
        if (tags + found > MAX_TAGS || word + read > MAX_WORD) {
            return keepSome(into, offset, read);
        }
        tags += found;
        int begin = end;
        while (begin > offset && !endsWord(into[begin - 1])) {
            begin--;
        }
        word = begin == offset ? word + read : end - begin;
        return read;
    }

    private int keepSome(char[] into, int offset, int read) {
        int kept = offset;
        for (int i = offset; i < offset + read; i++) {
            char c = into[i];
            if (c == '<' && ++tags > MAX_TAGS) {
                break;
            }
            word = endsWord(c) ? 0 : word + 1;
            if (word <= MAX_WORD) {
                into[kept++] = c;
            }
        }
        return kept - offset;
    }

    private static boolean endsWord(char c) {
        return c <= ' ' || c == '<' || c == '>' || c == '/' || c == '=' || c == '"' || c == '\'';
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
