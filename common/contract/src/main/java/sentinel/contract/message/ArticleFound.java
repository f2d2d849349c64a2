package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source announced a URL that the gate did not know, or a stored article is due to be read again. Key: registered domain of {@code url}. Topic: {@code urls}.
 *
 * @param url as announced
 * @param normalizedUrl identity of {@code url} ({@link sentinel.contract.url.UrlIdentity#normalize}); the key in L2
 * @param source the kind of discovery
 * @param sourceName the feed's name, or for GDELT the domain that GKG names
 * @param recordId the source's own identifier (guid, GKGRECORDID); part of the key in L1
 * @param title as announced, or null
 * @param published as announced, or null; an implausible date becomes null ({@link PublishDate})
 * @param revisitOf {@code normalized_url} of a stored article whose page is to be read again; source, title and date are then
 *     those of the stored article. Null: a source announced the URL
 */
@RecordBuilder
public record ArticleFound(
        int schemaVersion,
        String url,
        String normalizedUrl,
        Source source,
        String sourceName,
        String recordId,
        @Nullable String title,
        @Nullable Instant published,
        Instant discoveredAt,
        Hints hints,
        @Nullable String revisitOf) {

    public static final int SCHEMA_VERSION = 2;

    public ArticleFound {
        NewerSchemaException.refuse(ArticleFound.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(url, "url");
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source_name");
        requireNonNull(recordId, "record_id");
        requireNonNull(discoveredAt, "discovered_at");
        published = PublishDate.plausible(published, discoveredAt);
        hints = hints == null ? Hints.NONE : hints;
    }
}
