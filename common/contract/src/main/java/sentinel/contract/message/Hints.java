package sentinel.contract.message;

import java.util.List;

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
        String title,
        String author,
        String summary,
        String language,
        String siteName,
        Double tone,
        List<String> themes,
        List<String> persons,
        List<String> organisations) {

    public static final Hints NONE = new Hints(null, null, null, null, null, null, null, null, null);

    public Hints {
        themes = themes == null ? List.of() : List.copyOf(themes);
        persons = persons == null ? List.of() : List.copyOf(persons);
        organisations = organisations == null ? List.of() : List.copyOf(organisations);
    }
}
