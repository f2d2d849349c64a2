package sentinel.silver;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import sentinel.versions.VersionText;

/**
 * What the fold must know of a Bronze row. Rows below the score that Silver takes never become heads.
 *
 * @param discoveredUrl {@code discovered_normalized_url}: the name under which sightings know the article; null in a row
 *     that lacks it, as {@code source} and {@code sourceName} may be
 * @param extractionVersion which reading of the text the row is, from 1
 * @param title headline, or null
 * @param body null where all rows of the article have one text, so that no two are compared
 * @param confidence of the extractor in {@code body}; null in an older row
 * @param bronzeVersion version of Bronze that holds the row
 */
record BronzeHead(
        String normalizedUrl,
        @Nullable String discoveredUrl,
        Position position,
        String contentHash,
        @Nullable String source,
        @Nullable String sourceName,
        int extractionVersion,
        @Nullable String title,
        @Nullable String body,
        @Nullable Double confidence,
        long bronzeVersion) {

    BronzeHead {
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(position, "position");
        requireNonNull(contentHash, "content_hash");
    }

    /** Headline and body, to be compared with another version; null without a body. */
    @Nullable
    VersionText text() {
        return body == null ? null : new VersionText(title, body, confidence);
    }
}
