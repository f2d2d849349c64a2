package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.NewerSchemaException;

/**
 * What is needed in addition to a page's bytes to build its message again. It is the JSON of the {@code metadata}
 * record of each fetch.
 *
 * @param found the announcement that led to the fetch
 * @param redirects URLs between the announced and the final one
 * @param normalizedUrl identity of the article in the page; null when there was none
 * @param contentHash of its text; null when there was none
 * @param noArticle why there was no article; otherwise null
 * @param payloadRef location of the bytes if this fetch found them unchanged ({@link ArchiveRef}); null when they are here
 */
public record CaptureNote(
        int schemaVersion,
        ArticleFound found,
        List<String> redirects,
        @Nullable String normalizedUrl,
        @Nullable String contentHash,
        @Nullable String noArticle,
        @Nullable String payloadRef) {

    public static final int SCHEMA_VERSION = 1;

    public CaptureNote {
        NewerSchemaException.refuse(CaptureNote.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(found, "found");
        redirects = redirects == null ? List.of() : List.copyOf(redirects);
    }

    /** For a page with an article. */
    public static CaptureNote article(
            ArticleFound found, List<String> redirects, String normalizedUrl, String contentHash) {
        return new CaptureNote(SCHEMA_VERSION, found, redirects, normalizedUrl, contentHash, null, null);
    }

    /** For a page without an article. */
    public static CaptureNote noArticle(ArticleFound found, List<String> redirects, String reason) {
        return new CaptureNote(SCHEMA_VERSION, found, redirects, null, null, reason, null);
    }

    CaptureNote withPayloadAt(ArchiveRef ref) {
        return new CaptureNote(schemaVersion, found, redirects, normalizedUrl, contentHash, noArticle, ref.toString());
    }
}
