package sentinel.parser.copies;

import static java.util.Objects.requireNonNull;

/**
 * The parsed page that a copy repeats.
 *
 * @param normalizedUrl identity of the article
 * @param contentHash {@link sentinel.versions.ContentHash} of its text when it was parsed
 */
public record Original(String normalizedUrl, String contentHash) {
    public Original {
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(contentHash, "content_hash");
    }
}
