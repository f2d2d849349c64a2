package sentinel.producers.feeds;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import sentinel.producers.feeds.FeedFormatException.Kind;
import sentinel.text.chars.Truncation;

/**
 * Puts right what can be seen without understanding a feed, in one pass: everything before its first element goes
 * (declarations, warnings of programs, marks), as do comments and processing instructions; references mean what HTML means
 * by them, or nothing where they name a character that XML forbids; a bare {@code &} or {@code <} is text. What is inside
 * CDATA stays.
 */
final class FeedRepair {

    /** A start tag of a feed. */
    private static final Pattern ROOT =
            Pattern.compile("<(?:[a-z][\\w.-]{0,30}:)?(?:rss|rdf|feed|channel)(?=[\\s>/])", Pattern.CASE_INSENSITIVE);

    /** A page, or what is left of one. */
    private static final Pattern HTML = Pattern.compile(
            "<(?:html|!doctype\\s+html)\\b|^<(?:head|body|div|p|br|b|h\\d|center|script|title|meta)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#(\\d{1,10})|#[xX]([0-9a-fA-F]{1,8})|([a-zA-Z][a-zA-Z0-9]{0,31}));");
    private static final Pattern MARKUP = Pattern.compile("</?[\\p{L}_]");
    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    private static final String DOCTYPE = "<!DOCTYPE";
    private static final int MOST_SKIPPED = 64;

    private final String text;
    private final Matcher reference;
    private final Matcher markup;
    private final StringBuilder out;
    /** Ends that do not come any more: they are not looked for again. */
    private final Set<String> missing = new HashSet<>();

    private boolean doctype;

    private FeedRepair(String text) {
        this.text = text;
        reference = REFERENCE.matcher(text);
        markup = MARKUP.matcher(text);
        out = new StringBuilder(text.length() + 256);
    }

    /** @throws FeedFormatException there is no feed in it, or a DOCTYPE declares entities */
    static String repair(String text) throws FeedFormatException {
        var repair = new FeedRepair(text);
        repair.copy(repair.start());
        return repair.out.toString();
    }

    private int start() throws FeedFormatException {
        var root = ROOT.matcher(text);
        int from = 0;
        for (int i = 0; i < MOST_SKIPPED; i++) {
            int comment = text.indexOf("<!--", from);
            int type = indexOf(DOCTYPE, from);
            boolean found = root.find(from);
            int at = found ? root.start() : text.length();
            if (comment >= 0 && comment < at && (type < 0 || comment < type)) {
                int end = text.indexOf("-->", comment);
                from = end < 0 ? comment + 4 : end + 3;
            } else if (type >= 0 && type < at) {
                from = skipDoctype(type);
            } else if (found) {
                return at;
            } else {
                break;
            }
        }
        throw new FeedFormatException(kind(), "no feed: it begins with \"" + beginning() + '"', null);
    }

    private Kind kind() {
        return HTML.matcher(text).find() ? Kind.HTML : Kind.NO_FEED;
    }

    private String beginning() {
        return Truncation.at(text, 60).replaceAll("\\s+", " ");
    }

    private int indexOf(String word, int from) {
        for (int at = text.indexOf("<!", from); at >= 0; at = text.indexOf("<!", at + 2)) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return at;
            }
        }
        return -1;
    }

    private void copy(int from) throws FeedFormatException {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '&') {
                at = reference(at);
            } else if (c == '<') {
                at = lessThan(at);
            } else {
                out.append(c);
                at++;
            }
        }
    }

    private int lessThan(int at) throws FeedFormatException {
        if (text.startsWith(CDATA, at)) {
            return cdata(at);
        }
        if (text.startsWith("<!--", at)) {
            return after("-->", at);
        }
        if (text.startsWith("<?", at)) {
            return after(">", at);
        }
        if (text.regionMatches(true, at, DOCTYPE, 0, DOCTYPE.length())) {
            return skipDoctype(at);
        }
        if (text.regionMatches(true, at, "<!ENTITY", 0, 8)) {
            throw entities();
        }
        boolean tag = markup.region(at, text.length()).lookingAt();
        out.append(tag ? "<" : "&lt;");
        return at + 1;
    }

    /** One that has no end is markup as if it had never begun. */
    private int cdata(int at) {
        int end = missing.contains(CDATA_END) ? -1 : text.indexOf(CDATA_END, at);
        if (end < 0) {
            missing.add(CDATA_END);
            return at + CDATA.length();
        }
        int after = end + CDATA_END.length();
        out.append(text, at, after);
        return after;
    }

    private int after(String end, int at) {
        int found = missing.contains(end) ? -1 : text.indexOf(end, at);
        if (found < 0) {
            missing.add(end);
            out.append("&lt;");
            return at + 1;
        }
        return found + end.length();
    }

    /** Without declarations it says nothing that we need; nobody loads what it names. */
    private int skipDoctype(int at) throws FeedFormatException {
        doctype = true;
        int end = text.indexOf('>', at);
        int after = end < 0 ? text.length() : end + 1;
        if (text.substring(at, after).indexOf('[') >= 0) {
            throw entities();
        }
        return after;
    }

    private static FeedFormatException entities() {
        return new FeedFormatException(Kind.DOCTYPE, "a DOCTYPE with declarations is refused", null);
    }

    private int reference(int at) throws FeedFormatException {
        if (!reference.region(at, text.length()).lookingAt()) {
            out.append("&amp;");
            return at + 1;
        }
        if (reference.group(3) != null) {
            named(reference.group(3));
        } else {
            numbered(
                    reference.group(1) != null
                            ? Long.parseLong(reference.group(1))
                            : Long.parseLong(reference.group(2), 16));
        }
        return reference.end();
    }

    private void named(String name) throws FeedFormatException {
        String meant = name.equals("apos") ? "'" : Entities.getByName(name);
        if (!meant.isEmpty()) {
            escaped(meant);
        } else if (doctype) {
            throw new FeedFormatException(Kind.DOCTYPE, "an entity of a DOCTYPE is refused: " + name, null);
        } else {
            out.append("&amp;").append(name).append(';');
        }
    }

    private void numbered(long number) {
        boolean valid = number == '\t'
                || number == '\n'
                || number == '\r'
                || (number >= 0x20 && number < 0xD800)
                || (number >= 0xE000 && number <= 0xFFFD)
                || (number >= 0x10000 && number <= Character.MAX_CODE_POINT);
        if (valid) {
            escaped(Character.toString((int) number));
        }
    }

    private void escaped(String characters) {
        switch (characters) {
            case "<" -> out.append("&lt;");
            case ">" -> out.append("&gt;");
            case "&" -> out.append("&amp;");
            case "\"" -> out.append("&quot;");
            case "'" -> out.append("&#39;");
            default -> out.append(characters);
        }
    }
}
