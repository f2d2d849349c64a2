package sentinel.extractor;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * The metadata of a page. Every field may be absent: null, or an empty list.
 *
 * @param published first publication in the page's own offset; midnight UTC when only a day is known
 * @param language ISO 639-1 code of the text
 * @param leadImage absolute URL
 * @param canonicalUrl absolute URL; the page's claim, not checked
 * @param refreshUrl absolute URL that {@code <meta http-equiv=refresh>} sends the reader to within seconds
 */
public record PageFacts(
        String title,
        List<String> authors,
        OffsetDateTime published,
        String siteName,
        String language,
        String description,
        String leadImage,
        String canonicalUrl,
        List<String> keywords,
        String refreshUrl) {

    static final PageFacts NONE = new PageFacts(null, List.of(), null, null, null, null, null, null, List.of(), null);

    public PageFacts {
        authors = authors == null ? List.of() : List.copyOf(authors);
        keywords = keywords == null ? List.of() : List.copyOf(keywords);
    }
}
