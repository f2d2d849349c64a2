package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A structured article: the parser's result for a page, and one row of Bronze. Key: {@code normalizedUrl}. Topic:
 * {@code parsed_articles}. The Bronze writer adds {@code kafka_ts}, {@code kafka_partition}, {@code kafka_offset} and
 * {@code ingest_date}. Every other column is the field of the same name.
 *
 * @param discoveredNormalizedUrl identity of {@code url}; sightings carry this one
 * @param author all authors, separated by ", "
 * @param publishDate an implausible date becomes null ({@link PublishDate})
 * @param body the clean text
 * @param sentiment {@code positive|neutral|negative|mixed}, or null
 * @param sentimentScore in [-1,1], or null
 * @param language ISO 639-1 code, or null
 * @param contentHash that of the {@link PageFetched} it was read from
 * @param dataValueScore in [0,1]
 * @param discoveredTs when the producer announced it
 * @param wordCount words of {@code body}; null in messages of version 1
 * @param mentions places of {@code companies} and {@code people} in {@code body}; empty in messages before version 3, as
 *     {@code quotes}
 * @param rung place of the provider in the configured list, from 1; null in messages before version 3, as
 *     {@code summaryExtracted} and {@code textTruncated}
 * @param summaryExtracted whether {@code summary} consists of sentences of {@code body}
 * @param textTruncated whether the provider was shown only parts of {@code body}
 * @param injectionSuspected why the page seems to instruct a model: reasons separated by ","; null when it does not
 * @param copyOf {@code normalizedUrl} of the article that the extraction was taken from; null when this one was read
 * @param extractionVersion 1 for the first reading of {@code body}; a later reading of the same text has the next number and
 *     replaces the facts of the one before; also 1 in messages before version 3
 * @param confidence the extractor's, in [0,1], that {@code body} is the article's whole text and nothing else; null in messages
 *     before version 4
 * @param costUsd what the providers that were asked charged for this article; 0 where only {@code local} was
 */
@RecordBuilder
public record BronzeArticle(
        int schemaVersion,
        String url,
        String normalizedUrl,
        String discoveredNormalizedUrl,
        @Nullable String finalUrl,
        Source source,
        String sourceName,
        String recordId,
        @Nullable String title,
        @Nullable String author,
        @Nullable Instant publishDate,
        String body,
        @Nullable String summary,
        @Nullable String sentiment,
        @Nullable Double sentimentScore,
        List<String> companies,
        List<String> people,
        List<String> topics,
        @Nullable String siteName,
        @Nullable String leadImage,
        @Nullable String language,
        String contentHash,
        double dataValueScore,
        Instant discoveredTs,
        Instant fetchTimestamp,
        Instant parseTs,
        String provider,
        @Nullable String model,
        @Nullable String promptVersion,
        int inputTokens,
        int outputTokens,
        BigDecimal costUsd,
        @Nullable Integer wordCount,
        List<Mention> mentions,
        List<Quote> quotes,
        @Nullable Integer rung,
        @Nullable Boolean summaryExtracted,
        @Nullable Boolean textTruncated,
        @Nullable String injectionSuspected,
        @Nullable String copyOf,
        Integer extractionVersion,
        @Nullable Double confidence) {

    public static final int SCHEMA_VERSION = 4;

    public BronzeArticle {
        NewerSchemaException.refuse(BronzeArticle.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(url, "url");
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source_name");
        requireNonNull(recordId, "record_id");
        requireNonNull(body, "body");
        requireNonNull(contentHash, "content_hash");
        requireNonNull(discoveredTs, "discovered_ts");
        requireNonNull(fetchTimestamp, "fetch_timestamp");
        requireNonNull(parseTs, "parse_ts");
        requireNonNull(provider, "provider");
        if (!(dataValueScore >= 0 && dataValueScore <= 1)) {
            throw new IllegalArgumentException("data_value_score must be in [0,1], not " + dataValueScore);
        }
        discoveredNormalizedUrl = discoveredNormalizedUrl == null ? normalizedUrl : discoveredNormalizedUrl;
        publishDate = PublishDate.plausible(publishDate, fetchTimestamp);
        companies = companies == null ? List.of() : List.copyOf(companies);
        people = people == null ? List.of() : List.copyOf(people);
        topics = topics == null ? List.of() : List.copyOf(topics);
        mentions = mentions == null ? List.of() : List.copyOf(mentions);
        quotes = quotes == null ? List.of() : List.copyOf(quotes);
        extractionVersion = extractionVersion == null ? 1 : Math.max(1, extractionVersion);
        costUsd = costUsd == null ? BigDecimal.ZERO : costUsd;
    }
}
