package sentinel.silver;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What the fold must know of a Bronze row: everything but the content. Rows below the score that Silver takes never
 * become heads.
 *
 * @param discoveredUrl {@code discovered_normalized_url}: the name under which sightings know the article; null in a row
 *     that lacks it, as {@code source} and {@code sourceName} may be
 * @param extractionVersion which reading of the text the row is, from 1
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
        long bronzeVersion) {

    BronzeHead {
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(position, "position");
        requireNonNull(contentHash, "content_hash");
    }
}
