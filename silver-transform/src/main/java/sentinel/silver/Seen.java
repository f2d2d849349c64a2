package sentinel.silver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the sightings table as the fold needs it: who saw which discovered URL, or what came of a visit.
 *
 * @param visit null when a source announced the URL
 */
record Seen(String discoveredUrl, String source, String sourceName, @Nullable Visit visit) {

    /**
     * A visit of a stored article that brought no page of it.
     *
     * @param status 404 or 410 when the page was gone, else null
     * @param movedTo identity of the article that it led to, else null
     */
    record Visit(Instant at, @Nullable Integer status, @Nullable String movedTo) {
        Visit {
            requireNonNull(at, "seen_at");
        }
    }

    /** A source announced the URL. */
    Seen(String discoveredUrl, String source, String sourceName) {
        this(discoveredUrl, source, sourceName, null);
    }
}
