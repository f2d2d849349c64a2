package sentinel.simulator.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page whose relation to earlier pages is known.
 *
 * @param text paragraphs separated by blank lines
 * @param original URL of the page that it is a copy of; null where it is none
 */
public record WirePage(String url, String text, Kind kind, @Nullable String original) {

    /** What the page is. */
    public enum Kind {
        /** An article that no earlier page has. Several sites may tell of the same event, each in its words. */
        ARTICLE("articles"),
        /** A copy of the whole text, with another site's boilerplate, a changed word here and there, a paragraph dropped. */
        WHOLE_COPY("whole copies"),
        /** The same of the first 40 % of the text. */
        CUT_COPY("copies cut to 40 %"),
        /** Another text that has quotations of an article. */
        SAME_QUOTES("other texts with the same quotations"),
        /** A copy with as much text of the site's own. */
        OWN_REPORT("copies with a report of the site's own"),
        /** A copy in which one number was changed. */
        CORRECTION("copies with one number corrected"),
        /** A text of a template: weather, stock exchange, match. Only numbers and names differ. */
        TEMPLATE("texts of one template"),
        /** A later version of an article at the same URL. */
        UPDATE("later versions of a page"),
        /** The first sentences of an article, at most 40 words. */
        TEASER("teasers of at most 40 words");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** In the plural. */
        public String title() {
            return title;
        }
    }

    /** Those of {@link #kind} that a search for copies has to find. */
    public static final List<Kind> COPIES = List.of(Kind.WHOLE_COPY, Kind.CUT_COPY);
}
