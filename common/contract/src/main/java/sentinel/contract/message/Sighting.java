package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Another source announced a URL that the gate already knows. The article gets one more source, without a fetch or a
 * model. Key and {@code normalizedUrl}: identity of the URL as discovered. Topic: {@code sightings}.
 */
public record Sighting(
        int schemaVersion, String normalizedUrl, Source source, String sourceName, String recordId, Instant seenAt) {

    public static final int SCHEMA_VERSION = 1;

    public Sighting {
        NewerSchemaException.refuse(Sighting.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source_name");
        requireNonNull(recordId, "record_id");
        requireNonNull(seenAt, "seen_at");
    }
}
