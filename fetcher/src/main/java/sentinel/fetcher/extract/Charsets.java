package sentinel.fetcher.extract;

import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decodes pages as browsers do (WHATWG HTML, "determining the character encoding"): byte order mark, HTTP header, {@code
 * <meta>} within the first bytes, then by what the bytes look like. One thing is done that browsers do not: bytes that
 * are flawless UTF-8 with several multi-byte characters are UTF-8, whatever single-byte charset is claimed, and bytes that
 * are far from UTF-8 are not, whatever is claimed. Either claim is a common mistake, and text is all we want.
 */
final class Charsets {

    private static final int PRESCAN = 4096;
    private static final Pattern META = Pattern.compile(
            "<meta[^>]{0,300}?charset\\s*=\\s*[\"']?\\s*([a-zA-Z0-9_:.-]{2,40})", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML =
            Pattern.compile("^\\s*<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([a-zA-Z0-9_:.-]{2,40})");
    private static final Pattern HEADER =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([a-zA-Z0-9_:.-]{2,40})", Pattern.CASE_INSENSITIVE);

    /** Labels that mean something else than their name (WHATWG Encoding, 4.2). */
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("l1", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ansi_x3.4-1968", "windows-1252"),
            Map.entry("x-cp1252", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("latin5", "windows-1254"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("windows-874", "x-windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("gb_2312-80", "GB18030"),
            Map.entry("big5", "Big5-HKSCS"),
            Map.entry("big5-hkscs", "Big5-HKSCS"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("ms932", "windows-31j"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("windows-949", "x-windows-949"),
            Map.entry("cp949", "x-windows-949"),
            Map.entry("x-x-big5", "Big5-HKSCS"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"),
            Map.entry("cp1250", "windows-1250"),
            Map.entry("x-cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("x-cp1251", "windows-1251"),
            Map.entry("win-1251", "windows-1251"),
            Map.entry("cp1252", "windows-1252"),
            Map.entry("koi8-r", "KOI8-R"),
            Map.entry("koi", "KOI8-R"),
            Map.entry("koi8", "KOI8-R"),
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("macintosh", "x-MacRoman"));

    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Charsets() {}

    /** The text of the bytes, decoded as it is read; at most {@code maxChars} of it, damaged characters replaced. */
    static Reader reader(byte[] body, String contentType, int maxChars) {
        int mark = markLength(body);
        var charset = sniff(body, contentType);
        // No charset here needs more than four bytes for a character.
        int end = mark + (int) Math.min(body.length - mark, 4L * maxChars);
        return charset.equals(StandardCharsets.UTF_8)
                ? new Utf8Reader(body, mark, end, maxChars)
                : new StringReader(start(new String(body, mark, end - mark, charset), maxChars));
    }

    private static String start(String text, int maxChars) {
        return text.length() > maxChars ? text.substring(0, maxChars) : text;
    }

    static Charset sniff(byte[] body, String contentType) {
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
        var claim = find(HEADER, contentType == null ? "" : contentType).or(() -> inPage(body));
        if (evidence.isFlawless()) {
            boolean believable = claim.isPresent()
                    && !isSingleByte(claim.get())
                    && !claim.get().equals(StandardCharsets.UTF_8);
            return believable && evidence.sequences() < 20 ? claim.get() : StandardCharsets.UTF_8;
        }
        if (claim.isPresent() && !claim.get().equals(StandardCharsets.UTF_8)) {
            return claim.get();
        }
        if (evidence.isMostlyUtf8()) {
            return StandardCharsets.UTF_8;
        }
        // A false claim of UTF-8, or none: the page's own meta may know better than the header.
        var meta = inPage(body).filter(c -> !c.equals(StandardCharsets.UTF_8));
        return meta.orElseGet(() -> CharsetGuess.of(body));
    }

    private static Optional<Charset> inPage(byte[] body) {
        String start = new String(body, 0, Math.min(PRESCAN, body.length), StandardCharsets.ISO_8859_1);
        var found = find(META, start).or(() -> find(XML, start));
        // A page whose markup reads as ASCII is not UTF-16, whatever it says (WHATWG HTML, prescan).
        return found.map(c -> c.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : c);
    }

    private static Optional<Charset> find(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        return match.find() ? forLabel(match.group(1)) : Optional.empty();
    }

    private static Optional<Charset> forLabel(String raw) {
        String label = raw.strip().toLowerCase(Locale.ROOT);
        try {
            return Optional.of(Charset.forName(LABELS.getOrDefault(label, label)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static boolean isSingleByte(Charset charset) {
        return charset.canEncode() && charset.newEncoder().maxBytesPerChar() <= 1.0f;
    }

    /** UTF-16 without a mark: every other byte of the markup is zero. */
    private static Optional<Charset> wide(byte[] body) {
        int even = 0;
        int odd = 0;
        int n = Math.min(body.length, 400) & ~1;
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
