package sentinel.extractor;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        @Nullable String title,
        List<String> authors,
        @Nullable OffsetDateTime published,
        @Nullable String siteName,
        @Nullable String language,
        @Nullable String description,
        @Nullable String leadImage,
        @Nullable String canonicalUrl,
        List<String> keywords,
        @Nullable String refreshUrl) {

    static final PageFacts NONE = new PageFacts(null, List.of(), null, null, null, null, null, null, List.of(), null);

    public PageFacts {
        authors = authors == null ? List.of() : List.copyOf(authors);
        keywords = keywords == null ? List.of() : List.copyOf(keywords);
    }
}
