package sentinel.text.charset;

/**
 * How much bytes look like UTF-8.
 *
 * @param sequences well-formed multi-byte characters
 * @param errors bytes that belong to none
 */
record Utf8Evidence(int sequences, int errors) {

    private static final int LOOK_AT = 2_000_000;

    static Utf8Evidence of(byte[] body) {
        int sequences = 0;
        int errors = 0;
        int end = Math.min(body.length, LOOK_AT);
        int i = 0;
        while (i < end) {
            int b = body[i];
            if (b >= 0) {
                i = Ascii.end(body, i, end);
                continue;
            }
            int follow = (b & 0xe0) == 0xc0 && (b & 0xff) >= 0xc2
                    ? 1
                    : (b & 0xf0) == 0xe0 ? 2 : (b & 0xf8) == 0xf0 && (b & 0xff) <= 0xf4 ? 3 : 0;
            boolean whole = follow > 0;
            for (int k = 1; k <= follow && i + k < end && whole; k++) {
                whole = (body[i + k] & 0xc0) == 0x80;
            }
            if (whole && i + follow >= end) {
                break; // cut off inside a character: says nothing
            }
            if (whole) {
                sequences++;
                i += follow + 1;
            } else {
                errors++;
                i++;
            }
        }
        return new Utf8Evidence(sequences, errors);
    }

    boolean isFlawless() {
        return errors == 0;
    }

    /**
     * UTF-8 with some damage, as by a cut or a pasted byte: whole characters are hardly ever there by chance. In the
     * encodings of East Asia about one in eight pairs of bytes is.
     */
    boolean isMostlyUtf8() {
        return sequences > 0 && errors * 3L <= sequences;
    }

    /** As {@link #isMostlyUtf8} where somebody said that it is UTF-8. */
    boolean supportsClaim() {
        return sequences > 0 && errors <= sequences;
    }

    /** So much of it, and so little else, that it stands against any claim. */
    boolean isSurelyUtf8(int surely) {
        return sequences >= surely && errors * 10L <= sequences;
    }
}
