package sentinel.producers.feeds;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import sentinel.text.chars.Truncation;

/** What feeds and GKG write into text fields, as text: without markup, entities undone, white space collapsed. */
public final class PlainText {

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>|<!--");
    /** Characters of a line that are looked at. */
    private static final int READ = 20_000;

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\u00a0]+");

    private PlainText() {}

    /**
     * A title or a name. Entities that are left after XML's own are undone too: many feeds escape titles twice.
     *
     * @return at most {@code longest} characters, or null when nothing is left
     */
    public static @Nullable String line(@Nullable String raw, int longest) {
        if (raw == null) {
            return null;
        }
        String bare = withoutCdata(Truncation.at(raw, READ).strip());
        String text = TAG.matcher(bare).find() ? Jsoup.parse(bare).text() : bare;
        return cut(Parser.unescapeEntities(text, false), longest);
    }

    /** Some programs escape the whole section. */
    private static String withoutCdata(String text) {
        boolean section = text.startsWith("<![CDATA[") && text.endsWith("]]>") && text.length() >= 12;
        return section ? text.substring(9, text.length() - 3) : text;
    }

    /** A description, which is HTML. */
    public static @Nullable String html(@Nullable String raw, int longest) {
        return raw == null ? null : cut(Jsoup.parse(raw).text(), longest);
    }

    private static @Nullable String cut(String raw, int longest) {
        String text = WHITE_SPACE.matcher(raw).replaceAll(" ").strip();
        String start = Truncation.at(text, longest).strip();
        return start.isEmpty() ? null : start;
    }
}
