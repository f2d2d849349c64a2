package sentinel.contract.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sentiment;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;

/**
 * Rows with a value in every column: what the Bronze writer must write, what the Silver job must make of it, and what the
 * API must serve. Each tests itself against these; a column that one of them calls otherwise is found there.
 *
 * <p>Values are String, list of String, list of maps from a field's name to a value, Integer, Long, Double,
 * Boolean, Instant and LocalDate, as the column's type says.
 */
public final class SampleRows {

    private static final String ARTICLE = "news.example/story";
    private static final String DISCOVERED = "news.example/go";
    private static final Instant FIRST = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-03-01T11:00:00Z");
    private static final String FIRST_BODY = "The first text of the story, as it was read at eight.";
    private static final Instant THIRD = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECOND_BODY =
            "The second text of the story, as it was read at eleven. It goes on for some sentences about the harbour, and"
                    + " the council that wants to rebuild it. The mayor said that the work would take two years.\n\n"
                    + "The costs are shared by town and county. An earlier plan failed for want of money. Fishermen fear that"
                    + " the building site blocks the entrance for months, and asked for a temporary berth in the north.";

    private static final Instant GONE = Instant.parse("2026-03-01T13:00:00Z");
    private static final String EDIT_CLASS = "factual";
    private static final double WORDS_CHANGED = 0.7363;
    private static final String FIRST_HASH = "0cc175b9c0f1b6a831c399e269772661";
    private static final String SECOND_HASH = "92eb5ffee6ae2fec3ad71c777531578f";
    private static final String THIRD_HASH = "4a8a08f09d37b73795649038408b5f33";

    private SampleRows() {}

    /** Two versions of one article, and a fetch that brought a part of the second. Each row has a value in every column. */
    public static List<Map<BronzeColumn, Object>> bronze() {
        return List.of(
                bronze(FIRST, 0, FIRST_BODY, FIRST_HASH, 0.9),
                bronze(SECOND, 1, SECOND_BODY, SECOND_HASH, 0.9),
                bronze(THIRD, 2, SECOND_BODY.substring(0, SECOND_BODY.length() / 3), THIRD_HASH, 0.2));
    }

    private static Map<BronzeColumn, Object> bronze(
            Instant kafkaTs, long offset, String body, String hash, double confidence) {
        var row = new EnumMap<BronzeColumn, Object>(BronzeColumn.class);
        row.put(BronzeColumn.SCHEMA_VERSION, BronzeArticle.SCHEMA_VERSION);
        row.put(BronzeColumn.URL, "https://news.example/go?utm_source=feed");
        row.put(BronzeColumn.NORMALIZED_URL, ARTICLE);
        row.put(BronzeColumn.DISCOVERED_NORMALIZED_URL, DISCOVERED);
        row.put(BronzeColumn.FINAL_URL, "https://news.example/story");
        row.put(BronzeColumn.SOURCE, Source.RSS.id());
        row.put(BronzeColumn.SOURCE_NAME, "example-feed");
        row.put(BronzeColumn.RECORD_ID, "guid-7");
        row.put(BronzeColumn.TITLE, "A story");
        row.put(BronzeColumn.AUTHOR, "Ada Lovelace, Alan Turing");
        row.put(BronzeColumn.PUBLISH_DATE, FIRST.minusSeconds(3600));
        row.put(BronzeColumn.BODY, body);
        row.put(BronzeColumn.WORD_COUNT, 11);
        row.put(BronzeColumn.SUMMARY, "A summary.");
        row.put(BronzeColumn.SENTIMENT, Sentiment.MIXED.id());
        row.put(BronzeColumn.SENTIMENT_SCORE, -0.25);
        row.put(BronzeColumn.COMPANIES, List.of("Acme", "Globex"));
        row.put(BronzeColumn.PEOPLE, List.of("Grace Hopper"));
        row.put(BronzeColumn.TOPICS, List.of("markets"));
        row.put(
                BronzeColumn.MENTIONS,
                List.of(
                        Map.of("kind", "company", "name", "Acme", "alignment", "exact", "start", 4, "end", 8),
                        Map.of("kind", "person", "name", "Grace Hopper", "alignment", "folded", "start", 0, "end", 3)));
        row.put(
                BronzeColumn.QUOTES,
                List.of(Map.of("text", "text", "speaker", "Grace Hopper", "start", 10, "end", 14)));
        row.put(BronzeColumn.SITE_NAME, "Example News");
        row.put(BronzeColumn.LEAD_IMAGE, "https://news.example/lead.jpg");
        row.put(BronzeColumn.LANGUAGE, "en");
        row.put(BronzeColumn.CONTENT_HASH, hash);
        row.put(BronzeColumn.DATA_VALUE_SCORE, 0.875);
        row.put(BronzeColumn.DISCOVERED_TS, kafkaTs.minusSeconds(30));
        row.put(BronzeColumn.FETCH_TIMESTAMP, kafkaTs.minusSeconds(20));
        row.put(BronzeColumn.PARSE_TS, kafkaTs.minusSeconds(10));
        row.put(BronzeColumn.PROVIDER, "openai");
        row.put(BronzeColumn.MODEL, "some-model");
        row.put(BronzeColumn.PROMPT_VERSION, "7");
        row.put(BronzeColumn.INPUT_TOKENS, 1200);
        row.put(BronzeColumn.OUTPUT_TOKENS, 150);
        row.put(BronzeColumn.COST_USD, 0.0125);
        row.put(BronzeColumn.RUNG, 2);
        row.put(BronzeColumn.SUMMARY_EXTRACTED, true);
        row.put(BronzeColumn.TEXT_TRUNCATED, true);
        row.put(BronzeColumn.INJECTION_SUSPECTED, "instruction");
        row.put(BronzeColumn.COPY_OF, "agency.example/story");
        row.put(BronzeColumn.EXTRACTION_VERSION, 2);
        row.put(BronzeColumn.CONFIDENCE, confidence);
        row.put(BronzeColumn.KAFKA_TS, kafkaTs);
        row.put(BronzeColumn.KAFKA_PARTITION, 2);
        row.put(BronzeColumn.KAFKA_OFFSET, offset);
        row.put(BronzeColumn.INGEST_DATE, LocalDate.parse("2026-03-01"));
        return Collections.unmodifiableMap(row);
    }

    /** A visit after the last fetch found the page gone, and led elsewhere. */
    public static Map<SightingColumn, Object> sighting() {
        var row = new EnumMap<SightingColumn, Object>(SightingColumn.class);
        row.put(SightingColumn.SCHEMA_VERSION, 1);
        row.put(SightingColumn.NORMALIZED_URL, ARTICLE);
        row.put(SightingColumn.SOURCE, Source.GDELT.id());
        row.put(SightingColumn.SOURCE_NAME, "news.example");
        row.put(SightingColumn.RECORD_ID, "gkg-1");
        row.put(SightingColumn.SEEN_AT, GONE);
        row.put(SightingColumn.STATUS, 410);
        row.put(SightingColumn.MOVED_TO, "news.example/other");
        row.put(SightingColumn.KAFKA_TS, FIRST);
        row.put(SightingColumn.KAFKA_PARTITION, 0);
        row.put(SightingColumn.KAFKA_OFFSET, 0L);
        row.put(SightingColumn.INGEST_DATE, LocalDate.parse("2026-03-01"));
        return Collections.unmodifiableMap(row);
    }

    /** A call for the article. */
    public static Map<LlmCallColumn, Object> llmCall() {
        var row = new EnumMap<LlmCallColumn, Object>(LlmCallColumn.class);
        row.put(LlmCallColumn.SCHEMA_VERSION, 1);
        row.put(LlmCallColumn.CALL_ID, "0123456789abcdef");
        row.put(LlmCallColumn.NORMALIZED_URL, ARTICLE);
        row.put(LlmCallColumn.CONTENT_HASH, FIRST_HASH);
        row.put(LlmCallColumn.SOURCE, Source.RSS.id());
        row.put(LlmCallColumn.PROVIDER, "openai");
        row.put(LlmCallColumn.MODEL, "some-model");
        row.put(LlmCallColumn.PROMPT_VERSION, "7");
        row.put(LlmCallColumn.RUNG, 2);
        row.put(LlmCallColumn.INPUT_TOKENS, 1200);
        row.put(LlmCallColumn.CACHED_INPUT_TOKENS, 1000);
        row.put(LlmCallColumn.CACHE_WRITE_TOKENS, 100);
        row.put(LlmCallColumn.OUTPUT_TOKENS, 150);
        row.put(LlmCallColumn.COST_USD, 0.0125);
        row.put(LlmCallColumn.SAVED_USD, 0.5);
        row.put(LlmCallColumn.MILLIS, 2100L);
        row.put(LlmCallColumn.OUTCOME, "ok");
        row.put(LlmCallColumn.CALLED_AT, FIRST.minusSeconds(15));
        row.put(LlmCallColumn.RECOVERED, true);
        row.put(LlmCallColumn.KAFKA_TS, FIRST);
        row.put(LlmCallColumn.KAFKA_PARTITION, 0);
        row.put(LlmCallColumn.KAFKA_OFFSET, 0L);
        row.put(LlmCallColumn.INGEST_DATE, LocalDate.parse("2026-03-01"));
        return Collections.unmodifiableMap(row);
    }

    private static Map<String, Object> version(int number, Instant kafkaTs, long offset, String hash) {
        var version = new LinkedHashMap<String, Object>();
        version.put("version", number);
        version.put("content_hash", hash);
        version.put("updated_ts", kafkaTs);
        version.put("fetch_timestamp", kafkaTs.minusSeconds(20));
        version.put("kafka_ts", kafkaTs);
        version.put("kafka_partition", 2);
        version.put("kafka_offset", offset);
        if (number > 1) {
            version.put("edit_class", EDIT_CLASS);
            version.put("words_changed", WORDS_CHANGED);
        }
        version.put("is_oscillation", false);
        version.put("title", "A story");
        return version;
    }

    /**
     * What the fold makes of {@link #bronze} and {@link #sighting}.
     *
     * @param bronzeVersion of the commit that holds the second row
     */
    public static Map<SilverColumn, Object> silver(long bronzeVersion) {
        var second = bronze().get(1);
        var row = new EnumMap<SilverColumn, Object>(SilverColumn.class);
        for (var column : SilverColumn.ALL) {
            column.bronze().ifPresent(copied -> row.put(column, second.get(copied)));
        }
        row.put(SilverColumn.ID, UrlIdentity.articleId(ARTICLE));
        row.put(SilverColumn.SOURCES, List.of("rss"));
        row.put(SilverColumn.SOURCE_NAMES, List.of("example-feed"));
        row.put(SilverColumn.EXTRACTION_VERSION, 2);
        row.put(SilverColumn.CONTENT_VERSION, 2);
        row.put(SilverColumn.IS_UPDATED, true);
        row.put(SilverColumn.PREVIOUS_CONTENT_HASH, FIRST_HASH);
        row.put(SilverColumn.VERSIONS, List.of(version(1, FIRST, 0L, FIRST_HASH), version(2, SECOND, 1L, SECOND_HASH)));
        row.put(SilverColumn.EDIT_CLASS, EDIT_CLASS);
        row.put(SilverColumn.WORDS_CHANGED, WORDS_CHANGED);
        row.put(SilverColumn.IS_OSCILLATION, false);
        row.put(SilverColumn.SHORTENED_TS, THIRD.minusSeconds(20));
        row.put(SilverColumn.GONE_SINCE, GONE);
        row.put(SilverColumn.MOVED_TO, "news.example/other");
        row.put(SilverColumn.FIRST_SEEN_TS, FIRST);
        row.put(SilverColumn.UPDATED_TS, SECOND);
        row.put(SilverColumn.FRESHNESS_STATUS, Freshness.FRESH.id());
        row.put(SilverColumn.INGESTION_LAG_HOURS, 1.0);
        row.put(SilverColumn.BRONZE_VERSION, bronzeVersion);
        row.put(SilverColumn.LAST_FETCH_TIMESTAMP, THIRD.minusSeconds(20));
        row.put(SilverColumn.LAST_KAFKA_TS, THIRD);
        row.put(SilverColumn.LAST_KAFKA_PARTITION, 2);
        row.put(SilverColumn.LAST_KAFKA_OFFSET, 2L);
        row.put(SilverColumn.LAST_GONE_TS, GONE);
        row.put(SilverColumn.MOVED_TS, GONE);
        row.put(SilverColumn.DISCOVERED_NORMALIZED_URLS, List.of(DISCOVERED));
        return Collections.unmodifiableMap(row);
    }
}
