package sentinel.producers.gate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import sentinel.common.message.ArticleFound;
import sentinel.common.message.Hints;
import sentinel.common.message.Sighting;
import sentinel.common.message.Source;
import sentinel.common.url.UrlIdentity;

/**
 * One record of a source that names a URL: what the gate decides about.
 *
 * @param url as the source names it
 * @param normalizedUrl its identity
 * @param recordId the source's own identifier; unique within {@code sourceName}
 * @param published as the source says, or null
 */
public record Discovery(
        String url,
        String normalizedUrl,
        Source source,
        String sourceName,
        String recordId,
        Instant published,
        Instant discoveredAt,
        Hints hints) {

    /** Longer ones are no addresses of articles but mistakes, and would make unwieldy keys. */
    private static final int LONGEST_URL = 4096;

    public Discovery {
        requireNonNull(url, "url");
        requireNonNull(normalizedUrl, "normalized url");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source name");
        requireNonNull(recordId, "record id");
        requireNonNull(discoveredAt, "discovered at");
        requireNonNull(hints, "hints");
    }

    /** Empty when the URL is none that could be fetched. */
    public static Optional<Discovery> of(
            String url,
            Source source,
            String sourceName,
            String recordId,
            Instant published,
            Instant discoveredAt,
            Hints hints) {
        if (url == null || url.length() > LONGEST_URL) {
            return Optional.empty();
        }
        return UrlIdentity.normalize(url)
                .map(identity ->
                        new Discovery(url, identity, source, sourceName, recordId, published, discoveredAt, hints));
    }

    ArticleFound announcement() {
        return new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                normalizedUrl,
                source,
                sourceName,
                recordId,
                hints.title(),
                published,
                discoveredAt,
                hints);
    }

    Sighting sighting() {
        return new Sighting(Sighting.SCHEMA_VERSION, normalizedUrl, source, sourceName, recordId, discoveredAt);
    }
}
