package sentinel.simulator.site;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** Escaping for HTML and XML, and encoding with numeric references for what a charset lacks. */
final class Markup {

    private Markup() {}

    static String escape(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String reference =
                    switch (c) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '"' -> "&quot;";
                        default -> null;
                    };
            if (reference != null && out == null) {
                out = new StringBuilder(text.length() + 32).append(text, 0, i);
            }
            if (out != null) {
                if (reference == null) {
                    out.append(c);
                } else {
                    out.append(reference);
                }
            }
        }
        return out == null ? text : out.toString();
    }

    /** Bytes of markup; characters that the charset lacks become numeric references. */
    static byte[] encode(String markup, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return markup.getBytes(charset);
        }
        return withReferences(markup, charset).getBytes(charset);
    }

    /** The same markup with a numeric reference for each character that the charset lacks. */
    static String withReferences(String markup, Charset charset) {
        var encoder = charset.newEncoder();
        if (encoder.canEncode(markup)) {
            return markup;
        }
        var out = new StringBuilder(markup.length() + 64);
        markup.codePoints().forEach(c -> {
            if (c < 0x80 || encoder.canEncode(Character.toString(c))) {
                out.appendCodePoint(c);
            } else {
                out.append("&#x")
                        .append(Integer.toHexString(c).toUpperCase(Locale.ROOT))
                        .append(';');
            }
        });
        return out.toString();
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
