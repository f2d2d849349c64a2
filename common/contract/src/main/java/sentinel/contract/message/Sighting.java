package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is learned of a URL without an article: another source announced a URL that the gate already knows, so the article gets one
 * more source without a fetch or a model; or a stored article was visited, and its page was gone or had moved. Key: {@code
 * normalizedUrl}. Topic: {@code sightings}.
 *
 * @param normalizedUrl identity of the URL as discovered; of a visit the identity of the stored article
 * @param source that announced the URL; of a visit, as {@code sourceName} and {@code recordId}, that of the stored article
 * @param seenAt when the source announced it, or when the page was visited
 * @param status of a visit that found no page: 404 or 410, also where the page says so with another status; else null
 * @param movedTo of a visit that was redirected to another article: identity of that article; else null
 */
@RecordBuilder
public record Sighting(
        int schemaVersion,
        String normalizedUrl,
        Source source,
        String sourceName,
        String recordId,
        Instant seenAt,
        @Nullable Integer status,
        @Nullable String movedTo) {

    public static final int SCHEMA_VERSION = 2;

    public Sighting {
        NewerSchemaException.refuse(Sighting.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source_name");
        requireNonNull(recordId, "record_id");
        requireNonNull(seenAt, "seen_at");
    }

    /** A source announced a URL that the gate already knows. */
    public static Sighting announced(
            String normalizedUrl, Source source, String sourceName, String recordId, Instant seenAt) {
        return new Sighting(SCHEMA_VERSION, normalizedUrl, source, sourceName, recordId, seenAt, null, null);
    }
}
