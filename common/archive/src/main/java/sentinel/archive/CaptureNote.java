package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.util.List;
import sentinel.contract.message.ArticleFound;

/**
 * What must be known beside a page's bytes to make its message anew; the JSON of the {@code metadata} record that goes
 * with each.
 *
 * @param found the announcement that led to the fetch
 * @param redirects URLs between the announced and the final one
 * @param normalizedUrl identity of the article that was read in the page; null when there was none
 * @param contentHash of its text; null when there was none
 * @param noArticle why there was none; else null
 * @param payloadRef where the bytes are that this fetch found unchanged ({@link ArchiveRef}); null when they are here
 */
public record CaptureNote(
        int schemaVersion,
        ArticleFound found,
        List<String> redirects,
        String normalizedUrl,
        String contentHash,
        String noArticle,
        String payloadRef) {

    public static final int SCHEMA_VERSION = 1;

    public CaptureNote {
        requireNonNull(found, "found");
        redirects = redirects == null ? List.of() : List.copyOf(redirects);
    }

    /** Of a page that an article was read in. */
    public static CaptureNote article(
            ArticleFound found, List<String> redirects, String normalizedUrl, String contentHash) {
        return new CaptureNote(SCHEMA_VERSION, found, redirects, normalizedUrl, contentHash, null, null);
    }

    /** Of a page without an article. */
    public static CaptureNote noArticle(ArticleFound found, List<String> redirects, String reason) {
        return new CaptureNote(SCHEMA_VERSION, found, redirects, null, null, reason, null);
    }

    CaptureNote withPayloadAt(ArchiveRef ref) {
        return new CaptureNote(schemaVersion, found, redirects, normalizedUrl, contentHash, noArticle, ref.toString());
    }
}
