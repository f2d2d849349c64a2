package sentinel.text.charset;

import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.text.chars.Truncation;

/**
 * Decodes pages and feeds as browsers do (WHATWG HTML, "determining the character encoding"): byte order mark, HTTP
 * header, {@code <meta>} in the head (in XML: the declaration), then by the bytes themselves. Unlike browsers, it
 * corrects three common mistakes:
 *
 * <ul>
 *   <li>Bytes that are UTF-8 with several multi-byte characters, flawless or nearly so, are read as UTF-8, whatever
 *       single-byte encoding is claimed.
 *   <li>Bytes that are far from UTF-8 are not read as UTF-8, whatever is claimed.
 *   <li>A header that says "Western", the default of many servers, is ignored if the page says otherwise and its bytes
 *       agree with the page.
 * </ul>
 */
public final class Charsets {

    private static final Pattern HEADER = Pattern.compile(
            "(?:^|[;,\\s])charset\\s*=\\s*(?:\"([^\"]{1,60})|'([^']{1,60})|([^\\s;,\"']{1,60}))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTENT = Pattern.compile(
            "charset\\s*=\\s*(?:\"([^\"]{1,60})\"|'([^']{1,60})'|([^\\s;\"']{1,60}))", Pattern.CASE_INSENSITIVE);
    /** Fewer multi-byte characters than these may be a multi-byte encoding's by chance. */
    private static final int SURELY_UTF8 = 20;

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset JIS = Charset.forName("ISO-2022-JP");

    private Charsets() {}

    /**
     * Decodes the bytes while they are read: at most {@code maxChars} characters, damaged ones replaced.
     *
     * @param contentType the HTTP header; may be null
     */
    public static Reader reader(byte[] body, @Nullable String contentType, int maxChars) {
        int mark = markLength(body);
        var charset = sniff(body, contentType);
        // No charset here needs more than four bytes for a character.
        int end = mark + (int) Math.min(body.length - mark, 4L * maxChars);
        return charset.equals(StandardCharsets.UTF_8)
                ? new Utf8Reader(body, mark, end, maxChars)
                : new StringReader(Truncation.at(new String(body, mark, end - mark, charset), maxChars));
    }

    /** @param contentType the HTTP header; may be null */
    public static Charset sniff(byte[] body, @Nullable String contentType) {
        if (starts(body, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (starts(body, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        if (starts(body, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        var wide = wide(body);
        if (wide.isPresent()) {
            return wide.get();
        }
        var evidence = Utf8Evidence.of(body);
        var header = label(HEADER, contentType).filter(c -> !isWide(c) || hasZeros(body));
        var head = HeadScan.of(body);
        var page = inPage(head);
        var claim = header.or(() -> page);
        if (evidence.isFlawless()) {
            if (claim.isPresent() && !claim.get().equals(StandardCharsets.UTF_8) && !isSingleByte(claim.get())) {
                return evidence.sequences() < SURELY_UTF8 ? claim.get() : StandardCharsets.UTF_8;
            }
            return evidence.sequences() == 0 && hasJisEscape(body) ? JIS : StandardCharsets.UTF_8;
        }
        if (isUtf8AllTheSame(evidence, claim)) {
            return StandardCharsets.UTF_8;
        }
        if (claim.isPresent() && !claim.get().equals(StandardCharsets.UTF_8)) {
            boolean contradicted = claim.get().equals(WESTERN)
                    && page.isPresent()
                    && !page.get().equals(WESTERN);
            return contradicted && CharsetGuess.of(body, head.language()).equals(page.get()) ? page.get() : claim.get();
        }
        // A false claim of UTF-8, or none: the page's own meta may know better than the header.
        return page.filter(c -> !c.equals(StandardCharsets.UTF_8))
                .orElseGet(() -> CharsetGuess.of(body, head.language()));
    }

    /** Whether bytes that are not flawless are UTF-8 that was damaged on its way. */
    private static boolean isUtf8AllTheSame(Utf8Evidence evidence, Optional<Charset> claim) {
        if (claim.isEmpty() || isSingleByte(claim.get())) {
            return evidence.isMostlyUtf8();
        }
        return claim.get().equals(StandardCharsets.UTF_8)
                ? evidence.supportsClaim()
                : evidence.isSurelyUtf8(SURELY_UTF8);
    }

    /** What the page says of itself. It was readable as ASCII, so it is not UTF-16, whatever it says (WHATWG HTML, prescan). */
    private static Optional<Charset> inPage(HeadScan head) {
        return head.metas().stream()
                .map(Charsets::label)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> EncodingLabels.charset(head.xmlEncoding()))
                .map(c -> isWide(c) ? StandardCharsets.UTF_8 : c);
    }

    private static Optional<Charset> label(HeadScan.Meta meta) {
        if (meta.charset() != null) {
            return EncodingLabels.charset(meta.charset());
        }
        return meta.httpEquiv().equals("content-type") ? label(CONTENT, meta.content()) : Optional.empty();
    }

    private static Optional<Charset> label(Pattern pattern, @Nullable String text) {
        var match = pattern.matcher(text == null ? "" : text);
        if (!match.find()) {
            return Optional.empty();
        }
        String label =
                match.group(1) != null ? match.group(1) : match.group(2) != null ? match.group(2) : match.group(3);
        return EncodingLabels.charset(label);
    }

    private static boolean isWide(Charset charset) {
        return charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
    }

    /** Markup in UTF-16 is full of them. */
    private static boolean hasZeros(byte[] body) {
        for (int i = 0; i < Math.min(body.length, 400); i++) {
            if (body[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The sequences that switch to Japanese, in bytes that are all ASCII. */
    private static boolean hasJisEscape(byte[] body) {
        for (int i = 0; i + 2 < body.length; i++) {
            if (body[i] == 0x1b && body[i + 1] == '$' && (body[i + 2] == 'B' || body[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSingleByte(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() <= 1.0f;
    }

    /** UTF-16 without a mark: every other byte of the markup is zero. */
    private static Optional<Charset> wide(byte[] body) {
        int even = 0;
        int odd = 0;
        int n = Math.min(body.length, 64) & ~1; // markup, whatever the language
        for (int i = 0; i < n; i += 2) {
            even += body[i] == 0 ? 1 : 0;
            odd += body[i + 1] == 0 ? 1 : 0;
        }
        if (n >= 20 && odd > n * 0.35 && even < n * 0.05) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return n >= 20 && even > n * 0.35 && odd < n * 0.05 ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static int markLength(byte[] body) {
        if (starts(body, 0xef, 0xbb, 0xbf)) {
            return 3;
        }
        return starts(body, 0xfe, 0xff) || starts(body, 0xff, 0xfe) ? 2 : 0;
    }

    private static boolean starts(byte[] body, int... bytes) {
        if (body.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((body[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes decode without one error. */
    static boolean decodes(byte[] body, Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = ByteBuffer.wrap(body, 0, Math.min(body.length, 200_000));
        var out = CharBuffer.allocate(8_192);
        while (true) {
            var result = decoder.decode(in, out, false);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }

    static Charset western() {
        return WESTERN;
    }
}
