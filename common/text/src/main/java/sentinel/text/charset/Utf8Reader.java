package sentinel.text.charset;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes UTF-8 while it is read, so that a page's text is never held as a whole. From the first damaged character on
 * the JDK decodes the rest: how damage is replaced is its business.
 */
final class Utf8Reader extends Reader {

    private static final int NO_CHAR = -1;

    private final byte[] body;
    private final int end;
    private int position;
    /** Characters that may still be read. */
    private int allowed;
    /** The second half of a character that did not fit, or {@link #NO_CHAR}. */
    private int pending = NO_CHAR;
    /** What follows the first damage; null until there. */
    private @Nullable String rest;

    private int restPosition;

    /** @param maxChars after which the text ends */
    Utf8Reader(byte[] body, int from, int to, int maxChars) {
        this.body = body;
        this.position = from;
        this.end = to;
        this.allowed = maxChars;
    }

    @Override
    public int read(char[] into, int offset, int length) {
        int wanted = Math.min(length, allowed);
        int read = 0;
        while (read < wanted) {
            int step = step(into, offset + read, wanted - read);
            if (step == 0) {
                break;
            }
            read += step;
        }
        allowed -= read;
        return read == 0 && length > 0 ? -1 : read;
    }

    /** Some characters, at least one unless the end is reached. */
    private int step(char[] into, int offset, int length) {
        if (pending != NO_CHAR) {
            into[offset] = (char) pending;
            pending = NO_CHAR;
            return 1;
        }
        if (rest != null) {
            int n = Math.min(length, rest.length() - restPosition);
            rest.getChars(restPosition, restPosition + n, into, offset);
            restPosition += n;
            return n;
        }
        int ascii = Ascii.end(body, position, Math.min(end, position + length)) - position;
        if (ascii > 0) {
            // The JDK widens bytes many at a time, but only those of a string.
            new String(body, position, ascii, StandardCharsets.ISO_8859_1).getChars(0, ascii, into, offset);
            position += ascii;
            return ascii;
        }
        if (position == end) {
            return 0;
        }
        int others = others(into, offset, length);
        if (others == 0) {
            rest = new String(body, position, end - position, StandardCharsets.UTF_8);
            return step(into, offset, length);
        }
        return others;
    }

    /** Characters of more than one byte; none when the next is damaged. */
    private int others(char[] into, int offset, int length) {
        int at = offset;
        int full = offset + length;
        while (at < full && position < end && body[position] < 0) {
            int lead = body[position] & 0xff;
            int size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            if (lead < 0xc2 || lead > 0xf4 || end - position < size) {
                break;
            }
            int code = lead & (0x7f >> size);
            boolean whole = true;
            for (int i = 1; i < size; i++) {
                whole &= (body[position + i] & 0xc0) == 0x80;
                code = code << 6 | (body[position + i] & 0x3f);
            }
            boolean tooLong = size == 3 ? code < 0x800 : size == 4 && code < 0x10000;
            if (!whole || tooLong || code > Character.MAX_CODE_POINT || isSurrogate(code)) {
                break;
            }
            position += size;
            if (code < 0x10000) {
                into[at++] = (char) code;
            } else {
                into[at++] = Character.highSurrogate(code);
                if (at < full) {
                    into[at++] = Character.lowSurrogate(code);
                } else {
                    pending = Character.lowSurrogate(code);
                }
            }
        }
        return at - offset;
    }

    private static boolean isSurrogate(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }

    @Override
    public void close() {}
}
