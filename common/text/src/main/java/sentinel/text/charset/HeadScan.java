package sentinel.text.charset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a page says in its {@code <meta>} elements, read before the page is decoded (WHATWG HTML, "prescan a byte
 * stream", which is lax about everything but comments and quotes). Browsers give up after 1,024 bytes and start anew when
 * such an element turns up later; here the head is read to its end, and no further than 256 KiB.
 */
public final class HeadScan {

    private static final int MAX_BYTES = 256 * 1024;
    /** So far, a body has not to be believed to have begun: servers send broken starts. */
    private static final int SURELY_HEAD = 1024;

    private static final int MAX_METAS = 400;
    private static final int MAX_VALUE = 2_000;
    private static final Set<String> RAW_TEXT = Set.of("script", "style", "title", "textarea", "noscript");
    private static final Pattern XML =
            Pattern.compile("^\\s*<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([a-zA-Z0-9_:.-]{2,40})");

    /**
     * One element.
     *
     * @param name of {@code name} or {@code property}, in lower case; empty when absent
     * @param httpEquiv in lower case; empty when absent
     * @param content null when absent
     * @param charset null when absent
     */
    public record Meta(String name, String httpEquiv, @Nullable String content, @Nullable String charset) {}

    private final String text;
    private final List<Meta> metas = new ArrayList<>();
    /** Elements whose end was looked for in vain: a page of nothing but their beginnings must not be searched each time. */
    private final Set<String> endless = new HashSet<>();

    private String language = "";
    private int at;

    private HeadScan(String text) {
        this.text = text;
    }

    /** Reads the head of a page in any encoding whose markup is ASCII, or in UTF-16. */
    public static HeadScan of(byte[] body) {
        String start = new String(body, 0, Math.min(MAX_BYTES, body.length), StandardCharsets.ISO_8859_1);
        // UTF-16, seen byte by byte, is ASCII with zeros between
        var scan = new HeadScan(start.indexOf('\0') < 0 ? start : start.replace("\0", ""));
        scan.run();
        return scan;
    }

    /** In their order. */
    public List<Meta> metas() {
        return List.copyOf(metas);
    }

    /** First part of the language that the page claims ({@code pl} of {@code pl-PL}), in lower case; empty when it claims none. */
    String language() {
        return language;
    }

    /** The encoding named by an XML declaration; empty when there is none. */
    String xmlEncoding() {
        var match = XML.matcher(text);
        return match.find() ? match.group(1) : "";
    }

    private void run() {
        while (at < text.length() && metas.size() < MAX_METAS) {
            int tag = text.indexOf('<', at);
            if (tag < 0) {
                return;
            }
            at = tag + 1;
            if (text.startsWith("!--", at)) {
                int end = text.indexOf("-->", at + 1); // <!--> is a whole comment
                if (end < 0) {
                    return;
                }
                at = end + 3;
            } else if (isLetter(at)) {
                String name = tagName();
                if (name.equals("body") && tag > SURELY_HEAD) {
                    return;
                }
                element(name);
            } else if (at < text.length() && text.charAt(at) == '/' && isLetter(at + 1)) {
                at++;
                if (tagName().equals("head") && tag > SURELY_HEAD) {
                    return;
                }
                attributes();
            } else if (at < text.length() && "!/?".indexOf(text.charAt(at)) >= 0) {
                int end = text.indexOf('>', at);
                at = end < 0 ? text.length() : end + 1;
            }
        }
    }

    private void element(String name) {
        var attributes = attributes();
        if (name.equals("meta")) {
            metas.add(new Meta(
                    attributes
                            .getOrDefault("name", attributes.getOrDefault("property", ""))
                            .strip()
                            .toLowerCase(Locale.ROOT),
                    attributes.getOrDefault("http-equiv", "").strip().toLowerCase(Locale.ROOT),
                    attributes.get("content"),
                    attributes.get("charset")));
        } else if (name.equals("html")) {
            String claim = attributes.getOrDefault("lang", attributes.getOrDefault("xml:lang", ""));
            language = claim.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        } else if (RAW_TEXT.contains(name) && !endless.contains(name)) {
            int end = endOf(name);
            if (end < 0) {
                endless.add(name);
            } else {
                at = end;
            }
        }
    }

    /** Where the element's end tag begins, or -1: markup in scripts is no markup. */
    private int endOf(String name) {
        for (int i = text.indexOf("</", at); i >= 0; i = text.indexOf("</", i + 2)) {
            if (text.regionMatches(true, i + 2, name, 0, name.length())) {
                return i;
            }
        }
        return -1;
    }

    private boolean isLetter(int i) {
        return i < text.length() && ((text.charAt(i) | 0x20) >= 'a' && (text.charAt(i) | 0x20) <= 'z');
    }

    private String tagName() {
        int start = at;
        while (at < text.length() && !isSpace(text.charAt(at)) && "/>".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, Math.min(at, start + 40)).toLowerCase(Locale.ROOT);
    }

    /** Reads attributes up to and with the tag's end; of two of a name the first counts. */
    private Map<String, String> attributes() {
        var found = new HashMap<String, String>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '>') {
                at++;
                break;
            } else if (isSpace(c) || c == '/') {
                at++;
            } else {
                attribute(found);
            }
        }
        return found;
    }

    private void attribute(Map<String, String> found) {
        int start = at;
        at++; // a name may begin with "="
        while (at < text.length() && !isSpace(text.charAt(at)) && "/>=".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, Math.min(at, start + 40)).toLowerCase(Locale.ROOT);
        skipSpace();
        String value = "";
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            skipSpace();
            value = value();
        }
        found.putIfAbsent(name, value);
    }

    private String value() {
        if (at >= text.length()) {
            return "";
        }
        char quote = text.charAt(at);
        int start = at;
        if (quote == '"' || quote == '\'') {
            start++;
            int end = text.indexOf(quote, start);
            at = end < 0 ? text.length() : end + 1;
            end = end < 0 ? text.length() : end;
            return text.substring(start, Math.min(end, start + MAX_VALUE));
        }
        while (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != '>') {
            at++;
        }
        return text.substring(start, Math.min(at, start + MAX_VALUE));
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
    }
}
