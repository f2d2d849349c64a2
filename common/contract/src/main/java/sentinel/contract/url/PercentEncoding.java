package sentinel.contract.url;

import java.nio.charset.StandardCharsets;

/**
 * One spelling for each character of a URL (RFC 3986, 6.2.2): unreserved ones plain, those that may not stand in a URL as
 * {@code %XX} of their UTF-8 in upper case. A reserved character and its encoded form are two: {@code a%2Fb} is not {@code
 * a/b}.
 */
final class PercentEncoding {

    private static final String UNRESERVED = "-._~";
    private static final String PATH_SAFE = "!$&'()*+,;=:@/";
    private static final String QUERY_SAFE = PATH_SAFE + "?";

    private PercentEncoding() {}

    static String ofPath(String text) {
        return encode(text, PATH_SAFE);
    }

    /** A blank in a query is written {@code +} or {@code %20}, and means the same; here it is {@code +}. */
    static String ofQuery(String text) {
        return encode(text, QUERY_SAFE).replace("%20", "+");
    }

    private static String encode(String text, String safe) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '%') {
                int decoded = hexAt(text, i + 1);
                if (decoded < 0) {
                    out.append("%25");
                    i++;
                } else {
                    if (isUnreserved(decoded)) {
                        out.append((char) decoded);
                    } else {
                        appendHex(out, decoded);
                    }
                    i += 3;
                }
                continue;
            }
            if (c < 0x80 && (isUnreserved(c) || safe.indexOf(c) >= 0)) {
                out.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    appendHex(out, b & 0xff);
                }
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 0x80 && UNRESERVED.indexOf(c) >= 0);
    }

    private static int hexAt(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f' ? -1 : high * 16 + low;
    }

    private static void appendHex(StringBuilder out, int b) {
        out.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
    }
}
