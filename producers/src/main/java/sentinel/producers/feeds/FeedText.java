package sentinel.producers.feeds;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a feed from its bytes. Byte order mark, then HTTP header, then XML declaration, as RFC 7303 says; but a
 * declaration that the bytes contradict is not believed, since servers commonly send a default charset: bytes beyond
 * ASCII that are valid UTF-8 are UTF-8.
 */
final class FeedText {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int DECLARATION_WITHIN = 256;
    private static final Pattern HTTP_CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([^\\s;\"']+)");
    private static final Pattern XML_ENCODING = Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)");
    private static final Pattern NO_XML_CHARACTER =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private FeedText() {}

    /** Without byte order mark, leading white space, and characters that XML forbids. */
    static String decode(byte[] bytes, String contentType) {
        String text = new String(bytes, charset(bytes, contentType));
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return NO_XML_CHARACTER.matcher(text).replaceAll("").strip();
    }

    private static Charset charset(byte[] bytes, String contentType) {
        var mark = byteOrderMark(bytes);
        if (mark.isPresent()) {
            return mark.get();
        }
        boolean utf8 = isUtf8(bytes);
        if (utf8 && hasBeyondAscii(bytes)) {
            return StandardCharsets.UTF_8;
        }
        return named(HTTP_CHARSET, contentType)
                .filter(c -> utf8 || !c.equals(StandardCharsets.UTF_8))
                .or(() -> named(XML_ENCODING, head(bytes))
                        .filter(c -> utf8 || !c.equals(StandardCharsets.UTF_8))
                        // readable as ASCII up to here, so it cannot be of two bytes a character
                        .filter(c -> !c.name().startsWith("UTF-16")))
                .orElse(utf8 ? StandardCharsets.UTF_8 : WINDOWS_1252);
    }

    private static Optional<Charset> byteOrderMark(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0, '<', 0, '?')) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, '<', 0, '?', 0)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean hasBeyondAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }

    private static String head(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, DECLARATION_WITHIN), StandardCharsets.ISO_8859_1);
    }

    private static Optional<Charset> named(Pattern pattern, String text) {
        var match = text == null ? null : pattern.matcher(text);
        if (match == null || !match.find()) {
            return Optional.empty();
        }
        try {
            // the web means windows-1252 where it says Latin-1 or ASCII (WHATWG Encoding, 4.2)
            var charset = Charset.forName(match.group(1));
            boolean latin = charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII);
            return Optional.of(latin ? WINDOWS_1252 : charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
