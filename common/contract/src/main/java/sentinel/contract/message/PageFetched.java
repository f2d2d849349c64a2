package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fetched page: its clean text and its metadata. Key: {@code normalizedUrl}. Topic: {@code raw_html}.
 *
 * @param url as discovered
 * @param normalizedUrl identity of the article: of the canonical URL if it is credible, else of the final URL
 * @param discoveredNormalizedUrl identity of {@code url}: the identity that the gate and the sightings use
 * @param finalUrl where the redirects ended
 * @param canonicalUrl the page's own claim, believed or not; may be null
 * @param redirects URLs between {@code url} and {@code finalUrl}, in order, without either
 * @param headers response headers that matter (content-type, etag, last-modified, ...), names in lower case
 * @param text the article's body: paragraphs separated by one blank line
 * @param language ISO 639-1 code, or null
 * @param contentHash 32 hex digits: of what a reader would call the article in {@code text} and the headline that the page
 *     states (module {@code versions})
 * @param archiveRef where the raw bytes are kept, or null
 * @param extractionVersion of the record that is to be made: 1 for the first reading of this text; also where it is absent
 */
@RecordBuilder
public record PageFetched(
        int schemaVersion,
        String url,
        String normalizedUrl,
        String discoveredNormalizedUrl,
        Source source,
        String sourceName,
        String recordId,
        @Nullable String title,
        @Nullable Instant published,
        Instant discoveredAt,
        Hints hints,
        String finalUrl,
        @Nullable String canonicalUrl,
        List<String> redirects,
        int status,
        Map<String, String> headers,
        String text,
        PageMetadata page,
        @Nullable String language,
        String contentHash,
        Instant fetchTimestamp,
        @Nullable String archiveRef,
        Integer extractionVersion) {

    public static final int SCHEMA_VERSION = 1;

    public PageFetched {
        NewerSchemaException.refuse(PageFetched.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(url, "url");
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(discoveredNormalizedUrl, "discovered_normalized_url");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source_name");
        requireNonNull(recordId, "record_id");
        requireNonNull(discoveredAt, "discovered_at");
        requireNonNull(finalUrl, "final_url");
        requireNonNull(text, "text");
        requireNonNull(contentHash, "content_hash");
        requireNonNull(fetchTimestamp, "fetch_timestamp");
        published = PublishDate.plausible(published, fetchTimestamp);
        hints = hints == null ? Hints.NONE : hints;
        page = page == null ? PageMetadata.NONE : page.withPlausibleDate(fetchTimestamp);
        redirects = redirects == null ? List.of() : List.copyOf(redirects);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        extractionVersion = extractionVersion == null ? 1 : Math.max(1, extractionVersion);
    }

    /** A copy that asks for another reading of the text. */
    public PageFetched withExtractionVersion(int version) {
        return PageFetchedBuilder.builder(this).extractionVersion(version).build();
    }

    /** A copy with this archive reference. */
    public PageFetched withArchiveRef(@Nullable String ref) {
        return PageFetchedBuilder.builder(this).archiveRef(ref).build();
    }
}
