package sentinel.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reader would call the article: headline and text without typography's variants and without what the site writes
 * beside the story. All functions of this package look at nothing else of a text.
 *
 * @param title empty when there is none
 * @param body in one line: paragraphs that are only set apart in another way are the same text
 */
record ReaderText(String title, String body) {

    private static final Pattern LINE_END = Pattern.compile("[\\n\\r\\u000b\\f\\u0085\\u2028\\u2029]+");

    static ReaderText of(VersionText text) {
        return of(text.title(), text.body());
    }

    static ReaderText of(@Nullable String title, String body) {
        return new ReaderText(title == null ? "" : headline(title), body(body));
    }

    private static String headline(String title) {
        String folded = Typography.fold(title);
        return SiteNoise.without(folded);
    }

    private static String body(String body) {
        var lines = new ArrayList<String>();
        for (var line : LINE_END.split(body, -1)) {
            String folded = Typography.fold(line);
            if (!folded.isEmpty()) {
                lines.add(folded);
            }
        }
        var kept = new ArrayList<String>();
        for (var line : OtherArticles.without(lines)) {
            if (!SiteNoise.is(line)) {
                kept.add(SiteNoise.without(line));
            }
        }
        return joined(kept.isEmpty() ? lines : kept);
    }

    /** Folded once more: no blank stays beside a quotation mark at a line's end. */
    private static String joined(List<String> lines) {
        return Typography.fold(String.join(" ", lines));
    }
}
