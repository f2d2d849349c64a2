package sentinel.extractor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;

/**
 * The article in a page that only scripts fill: markup that a script carries as a string of its state, or that a template
 * holds. Only markup with paragraphs counts, for a state holds much else.
 */
final class EmbeddedText {

    private static final int MIN_CHARS = 400;
    private static final int MIN_PARAGRAPHS = 3;
    /** Characters of scripts that are looked at. */
    private static final int MAX_CHARS = 3_000_000;

    private EmbeddedText() {}

    /** The longest markup with paragraphs in the scripts, unescaped; without one, their paragraphs of plain text as markup. */
    static Optional<String> in(List<Element> scripts) {
        String best = "";
        int left = MAX_CHARS;
        var plain = new PlainParagraphs();
        for (var script : scripts) {
            String data = script.data();
            left -= data.length();
            if (left < 0) {
                break;
            }
            String type = script.attr("type").toLowerCase(Locale.ROOT);
            String found = type.contains("template") ? data : longest(data);
            if (found.length() > best.length() && hasParagraphs(found)) {
                best = found;
            }
            if (!type.contains("template") && !type.contains("ld+json")) {
                plain.read(data);
            }
        }
        return best.length() < MIN_CHARS ? plain.markup() : Optional.of(best);
    }

    /** The longest string literal that, unescaped, has paragraphs. */
    private static String longest(String script) {
        String best = "";
        int at = script.indexOf('"');
        while (at >= 0) {
            int end = end(script, at + 1);
            if (end - at > Math.max(MIN_CHARS, best.length())) {
                String literal = unescape(script.substring(at + 1, end));
                if (literal.length() > best.length() && hasParagraphs(literal)) {
                    best = literal;
                }
            }
            at = script.indexOf('"', end + 1);
        }
        return best;
    }

    static int end(String script, int from) {
        for (int i = from; i < script.length(); i++) {
            char c = script.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return script.length();
    }

    private static boolean hasParagraphs(String markup) {
        int paragraphs = 0;
        for (int at = markup.indexOf("<p"); at >= 0; at = markup.indexOf("<p", at + 2)) {
            boolean tag = at + 2 < markup.length() && (markup.charAt(at + 2) == '>' || markup.charAt(at + 2) == ' ');
            if (tag && ++paragraphs == MIN_PARAGRAPHS) {
                return true;
            }
        }
        return false;
    }

    /** As JSON and JavaScript escape; what is no escape stays as it is. */
    static String unescape(String literal) {
        if (literal.indexOf('\\') < 0) {
            return literal;
        }
        var out = new StringBuilder(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '\\' || i + 1 == literal.length()) {
                out.append(c);
                continue;
            }
            char escaped = literal.charAt(++i);
            switch (escaped) {
                case 'n', 'r', 't', 'b', 'f' -> out.append(escaped == 'n' ? '\n' : ' ');
                case 'u' -> {
                    int unit = unit(literal, i + 1);
                    if (unit >= 0) {
                        out.append((char) unit);
                        i += 4;
                    } else {
                        out.append("\\u");
                    }
                }
                default -> out.append(escaped);
            }
        }
        return out.toString();
    }

    /** The UTF-16 unit of four hex digits, or -1. */
    private static int unit(String text, int at) {
        if (at + 4 > text.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
