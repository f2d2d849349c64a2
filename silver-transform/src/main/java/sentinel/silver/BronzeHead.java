package sentinel.silver;

import static java.util.Objects.requireNonNull;

/**
 * What the fold must know of a Bronze row: everything but the content. Rows below the score that Silver takes never
 * become heads.
 *
 * @param discoveredUrl {@code discovered_normalized_url}: the name under which sightings know the article
 * @param bronzeVersion version of Bronze that holds the row
 */
record BronzeHead(
        String normalizedUrl,
        String discoveredUrl,
        Position position,
        String contentHash,
        String source,
        String sourceName,
        long bronzeVersion) {

    BronzeHead {
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(position, "position");
        requireNonNull(contentHash, "content_hash");
    }
}
