package sentinel.producers.gate;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Hints;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;

/**
 * One record of a source that names a URL: what the gate decides about.
 *
 * @param url as the source names it, with the ampersands that it escaped once too often set right
 * @param normalizedUrl its identity
 * @param recordId the source's own identifier; feeds share it among items, and use it again for another story
 * @param published as the source says, or null
 */
public record Discovery(
        String url,
        String normalizedUrl,
        Source source,
        String sourceName,
        String recordId,
        @Nullable Instant published,
        Instant discoveredAt,
        Hints hints) {

    /** Longer ones are no addresses of articles but mistakes, and would make unwieldy keys. */
    private static final int LONGEST_URL = 4096;

    private static final int LONGEST_PLAIN_RECORD_ID = 256;

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
            @Nullable String url,
            Source source,
            String sourceName,
            String recordId,
            @Nullable Instant published,
            Instant discoveredAt,
            Hints hints) {
        if (url == null || url.length() > LONGEST_URL) {
            return Optional.empty();
        }
        String address = UrlIdentity.unescaped(url);
        return UrlIdentity.normalize(address)
                .map(identity ->
                        new Discovery(address, identity, source, sourceName, recordId, published, discoveredAt, hints));
    }

    /**
     * What a source's record is known by within {@code sourceName}: its identifier and the URL's identity, since an
     * identifier alone ({@code N/A}, the site's address, one that was used before) would hide new stories. Bounded.
     */
    public String mark() {
        String id = recordId.length() <= LONGEST_PLAIN_RECORD_ID ? recordId : sha256(recordId);
        return id + ":" + UrlIdentity.articleId(normalizedUrl);
    }

    /** What is sent to Kafka when the URL is new. */
    public ArticleFound announcement() {
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
                hints,
                null);
    }

    Sighting sighting() {
        return Sighting.announced(normalizedUrl, source, sourceName, recordId, discoveredAt);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
