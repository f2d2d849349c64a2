package sentinel.contract.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feed entry or a GKG row states about an article. Hints are claims of third parties: they are used where the
 * page is silent, and never stored as a fact that the page does not support.
 *
 * @param title headline, unescaped
 * @param author byline
 * @param summary description of a feed entry, as text
 * @param language ISO 639-1 code
 * @param siteName name of the publishing site
 * @param tone GKG's average tone, about -100 (negative) to 100 (positive), mostly -10 to 10
 */
public record Hints(
        @Nullable String title,
        @Nullable String author,
        @Nullable String summary,
        @Nullable String language,
        @Nullable String siteName,
        @Nullable Double tone,
        List<String> themes,
        List<String> persons,
        List<String> organisations) {

    public static final Hints NONE = new Hints(null, null, null, null, null, null, List.of(), List.of(), List.of());

    public Hints {
        themes = themes == null ? List.of() : List.copyOf(themes);
        persons = persons == null ? List.of() : List.copyOf(persons);
        organisations = organisations == null ? List.of() : List.copyOf(organisations);
    }
}
