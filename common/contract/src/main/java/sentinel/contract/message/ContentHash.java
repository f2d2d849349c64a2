package sentinel.contract.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;

/**
 * MD5 of an article's body, in Unicode's composed form (NFC) and with runs of white space reduced to one blank. It
 * shows whether the text changed. It does not depend on how a content system stores accents.
 */
public final class ContentHash {

    private ContentHash() {}

    /** 32 hex digits. */
    public static String of(String body) {
        try {
            var text = Normalizer.normalize(body, Normalizer.Form.NFC); // returns text that is in NFC as it is
            var bytes = collapseWhiteSpace(text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }

    private static String collapseWhiteSpace(String body) {
        var out = new StringBuilder(body.length());
        boolean blank = true; // leading white space is dropped
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                if (!blank) {
                    out.append(' ');
                    blank = true;
                }
            } else {
                out.append(c);
                blank = false;
            }
        }
        if (blank && out.length() > 0) {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }
}
