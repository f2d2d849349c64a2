package sentinel.contract.table;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.BronzeArticle;

/** Columns of Bronze. Each message of {@code parsed_articles} is one row. Rows are appended and never changed. */
@SuppressWarnings("ImmutableEnumChecker") // records and method references do not change
public enum BronzeColumn implements MessageColumn<BronzeArticle> {
    SCHEMA_VERSION(
            ColumnType.INT,
            true,
            1,
            "version of the message that the row was written from",
            BronzeArticle::schemaVersion),
    URL(ColumnType.TEXT, true, 1, "address as it was announced", BronzeArticle::url),
    NORMALIZED_URL(
            ColumnType.TEXT,
            true,
            1,
            "identity of the article: the canonical or final address, normalised",
            BronzeArticle::normalizedUrl),
    DISCOVERED_NORMALIZED_URL(
            ColumnType.TEXT,
            true,
            1,
            "identity of url; sightings carry this one",
            BronzeArticle::discoveredNormalizedUrl),
    FINAL_URL(ColumnType.TEXT, false, 1, "address after redirects", BronzeArticle::finalUrl),
    SOURCE(ColumnType.TEXT, true, 1, "kind of discovery: id of a Source", a -> a.source()
            .id()),
    SOURCE_NAME(ColumnType.TEXT, true, 1, "the single feed or list", BronzeArticle::sourceName),
    RECORD_ID(ColumnType.TEXT, true, 1, "the source's own id of the announcement", BronzeArticle::recordId),
    TITLE(ColumnType.TEXT, false, 1, "headline", BronzeArticle::title),
    AUTHOR(ColumnType.TEXT, false, 1, "all authors, separated by \", \"", BronzeArticle::author),
    PUBLISH_DATE(ColumnType.TIMESTAMP, false, 1, "when the article says it was published", BronzeArticle::publishDate),
    BODY(ColumnType.TEXT, true, 1, "clean text, paragraphs separated by blank lines", BronzeArticle::body),
    WORD_COUNT(ColumnType.INT, false, 2, "words of body", BronzeArticle::wordCount),
    SUMMARY(ColumnType.TEXT, false, 1, "a few sentences", BronzeArticle::summary),
    SENTIMENT(ColumnType.TEXT, false, 1, "id of a Sentiment", BronzeArticle::sentiment),
    SENTIMENT_SCORE(ColumnType.DOUBLE, false, 1, "in [-1,1]", BronzeArticle::sentimentScore),
    COMPANIES(ColumnType.TEXTS, true, 1, "names that occur in the text", BronzeArticle::companies),
    PEOPLE(ColumnType.TEXTS, true, 1, "names that occur in the text", BronzeArticle::people),
    TOPICS(ColumnType.TEXTS, true, 1, "what the article is about", BronzeArticle::topics),
    MENTIONS(
            ColumnType.MENTIONS,
            false,
            3,
            "every place in body, up to 50 of a name, that names one of companies or people",
            BronzeArticle::mentions),
    QUOTES(ColumnType.QUOTES, false, 3, "verbatim quotes in body, and who speaks", BronzeArticle::quotes),
    SITE_NAME(ColumnType.TEXT, false, 1, "name of the publication", BronzeArticle::siteName),
    LEAD_IMAGE(ColumnType.TEXT, false, 1, "address of the main image", BronzeArticle::leadImage),
    LANGUAGE(ColumnType.TEXT, false, 1, "ISO 639-1 code", BronzeArticle::language),
    CONTENT_HASH(
            ColumnType.TEXT,
            true,
            1,
            "hash of what a reader sees of headline and body; before schema version 4 of body",
            BronzeArticle::contentHash),
    DATA_VALUE_SCORE(
            ColumnType.DOUBLE, true, 1, "in [0,1]: how much of a record there is", BronzeArticle::dataValueScore),
    DISCOVERED_TS(ColumnType.TIMESTAMP, true, 1, "when the producer announced it", BronzeArticle::discoveredTs),
    FETCH_TIMESTAMP(ColumnType.TIMESTAMP, true, 1, "when the page was fetched", BronzeArticle::fetchTimestamp),
    PARSE_TS(ColumnType.TIMESTAMP, true, 1, "when the parser made the row", BronzeArticle::parseTs),
    PROVIDER(ColumnType.TEXT, true, 1, "which parser: local or an LLM provider", BronzeArticle::provider),
    MODEL(ColumnType.TEXT, false, 1, "the provider's model", BronzeArticle::model),
    PROMPT_VERSION(ColumnType.TEXT, false, 1, "version of the prompt", BronzeArticle::promptVersion),
    INPUT_TOKENS(ColumnType.INT, true, 1, "tokens the provider charged for the question", BronzeArticle::inputTokens),
    OUTPUT_TOKENS(ColumnType.INT, true, 1, "tokens the provider charged for the answer", BronzeArticle::outputTokens),
    COST_USD(ColumnType.DOUBLE, true, 1, "US dollars charged for this article; 0 for local", a -> a.costUsd()
            .doubleValue()),
    RUNG(
            ColumnType.INT,
            false,
            3,
            "place of the provider in the configured list, from 1; higher where an earlier one had no answer, was down or"
                    + " too dear for the day",
            BronzeArticle::rung),
    SUMMARY_EXTRACTED(
            ColumnType.FLAG,
            false,
            3,
            "whether summary consists of sentences of body: those of local, and where a model's summary was refused",
            BronzeArticle::summaryExtracted),
    TEXT_TRUNCATED(
            ColumnType.FLAG,
            false,
            3,
            "whether the provider was shown only parts of body",
            BronzeArticle::textTruncated),
    INJECTION_SUSPECTED(
            ColumnType.TEXT,
            false,
            3,
            "why the page seems to instruct a model: reasons separated by \",\"; null when it does not",
            BronzeArticle::injectionSuspected),
    COPY_OF(
            ColumnType.TEXT,
            false,
            3,
            "normalized_url of the article with the same agency's text that the extraction was taken from",
            BronzeArticle::copyOf),
    EXTRACTION_VERSION(
            ColumnType.INT,
            false,
            3,
            "1 for the first reading of body, one more with each later reading of the same text; null counts as 1",
            BronzeArticle::extractionVersion),
    CONFIDENCE(
            ColumnType.DOUBLE,
            false,
            4,
            "in [0,1]: the extractor's, that body is the article's whole text and nothing else",
            BronzeArticle::confidence),
    KAFKA_TS(ColumnType.TIMESTAMP, true, 1, "the broker's time of the message"),
    KAFKA_PARTITION(ColumnType.INT, true, 1, "partition of the message"),
    KAFKA_OFFSET(ColumnType.LONG, true, 1, "offset of the message"),
    INGEST_DATE(ColumnType.DATE, true, 1, "UTC day of kafka_ts; the partition column");

    /** The current schema version of the table. */
    public static final int VERSION = 4;

    /** All columns, in the table's order. */
    public static final List<BronzeColumn> ALL = List.of(values());

    private final Definition definition;
    private final @Nullable Function<BronzeArticle, @Nullable Object> value;

    BronzeColumn(ColumnType type, boolean required, int since, String meaning) {
        this(type, required, since, meaning, null);
    }

    BronzeColumn(
            ColumnType type,
            boolean required,
            int since,
            String meaning,
            @Nullable Function<BronzeArticle, @Nullable Object> value) {
        this.definition = new Definition(type, required, since, meaning);
        this.value = value;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Function<BronzeArticle, @Nullable Object> value() {
        return value;
    }
}
