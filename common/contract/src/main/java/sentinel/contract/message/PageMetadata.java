package sentinel.contract.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Metadata that the extractor read from a page. Every field may be absent (null, or an empty list).
 *
 * @param publishDate first publication, not the last change
 * @param siteName name of the publishing site
 * @param description the page's own summary (meta description)
 * @param leadImage absolute URL
 * @param confidence the extractor's confidence in the body, in [0,1]; null when unknown
 */
public record PageMetadata(
        @Nullable String title,
        List<String> authors,
        @Nullable Instant publishDate,
        @Nullable String siteName,
        @Nullable String description,
        @Nullable String leadImage,
        List<String> keywords,
        @Nullable Double confidence) {

    public static final PageMetadata NONE = new PageMetadata(null, List.of(), null, null, null, null, List.of(), null);

    public PageMetadata {
        authors = authors == null ? List.of() : List.copyOf(authors);
        keywords = keywords == null ? List.of() : List.copyOf(keywords);
    }

    /** A copy without an implausible publication date ({@link PublishDate}). */
    PageMetadata withPlausibleDate(Instant seenAt) {
        Instant plausible = PublishDate.plausible(publishDate, seenAt);
        return Objects.equals(plausible, publishDate)
                ? this
                : new PageMetadata(title, authors, plausible, siteName, description, leadImage, keywords, confidence);
    }
}
