package sentinel.bronze;

import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;

/**
 * The columns of a table, in order: those of the message, then {@code kafka_ts}, {@code kafka_partition}, {@code
 * kafka_offset} and {@link #INGEST_DATE}.
 */
final class Columns<M> {

    /** The partition column. */
    static final String INGEST_DATE = "ingest_date";

    /** Columns with minimum and maximum in the log, so that readers skip files; the others are too long or unordered. */
    static final List<String> WITH_STATISTICS =
            List.of("normalized_url", "data_value_score", "kafka_ts", "kafka_partition", "kafka_offset");

    private final List<Column<Received<M>>> columns = new ArrayList<>();

    private Columns() {}

    static Columns<BronzeArticle> articles() {
        return new Columns<BronzeArticle>()
                .integer("schema_version", BronzeArticle::schemaVersion)
                .string("url", BronzeArticle::url)
                .string("normalized_url", BronzeArticle::normalizedUrl)
                .string("discovered_normalized_url", BronzeArticle::discoveredNormalizedUrl)
                .string("final_url", BronzeArticle::finalUrl)
                .string("source", a -> a.source().id())
                .string("source_name", BronzeArticle::sourceName)
                .string("record_id", BronzeArticle::recordId)
                .string("title", BronzeArticle::title)
                .string("author", BronzeArticle::author)
                .timestamp("publish_date", BronzeArticle::publishDate)
                .string("body", BronzeArticle::body)
                .string("summary", BronzeArticle::summary)
                .string("sentiment", BronzeArticle::sentiment)
                .decimal("sentiment_score", a -> a.sentimentScore() == null ? Double.NaN : a.sentimentScore())
                .strings("companies", BronzeArticle::companies)
                .strings("people", BronzeArticle::people)
                .strings("topics", BronzeArticle::topics)
                .string("site_name", BronzeArticle::siteName)
                .string("lead_image", BronzeArticle::leadImage)
                .string("language", BronzeArticle::language)
                .string("content_hash", BronzeArticle::contentHash)
                .decimal("data_value_score", BronzeArticle::dataValueScore)
                .timestamp("discovered_ts", BronzeArticle::discoveredTs)
                .timestamp("fetch_timestamp", BronzeArticle::fetchTimestamp)
                .timestamp("parse_ts", BronzeArticle::parseTs)
                .string("provider", BronzeArticle::provider)
                .string("model", BronzeArticle::model)
                .string("prompt_version", BronzeArticle::promptVersion)
                .integer("input_tokens", BronzeArticle::inputTokens)
                .integer("output_tokens", BronzeArticle::outputTokens)
                .decimal("cost_usd", a -> a.costUsd().doubleValue())
                .kafka();
    }

    static Columns<Sighting> sightings() {
        return new Columns<Sighting>()
                .integer("schema_version", Sighting::schemaVersion)
                .string("normalized_url", Sighting::normalizedUrl)
                .string("source", s -> s.source().id())
                .string("source_name", Sighting::sourceName)
                .string("record_id", Sighting::recordId)
                .timestamp("seen_at", Sighting::seenAt)
                .kafka();
    }

    List<Column<Received<M>>> list() {
        return List.copyOf(columns);
    }

    StructType schema() {
        return new StructType(columns.stream().map(Column::field).toList());
    }

    /** The column's place in a row, or -1. */
    int indexOf(StructField field) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(field.getName())) {
                return i;
            }
        }
        return -1;
    }

    private Columns<M> string(String name, Function<M, String> from) {
        columns.add(Column.string(name, r -> from.apply(r.message())));
        return this;
    }

    private Columns<M> strings(String name, Function<M, List<String>> from) {
        columns.add(Column.strings(name, r -> from.apply(r.message())));
        return this;
    }

    private Columns<M> integer(String name, ToIntFunction<M> from) {
        columns.add(Column.integer(name, r -> from.applyAsInt(r.message())));
        return this;
    }

    private Columns<M> decimal(String name, ToDoubleFunction<M> from) {
        columns.add(Column.decimal(name, r -> from.applyAsDouble(r.message())));
        return this;
    }

    private Columns<M> timestamp(String name, Function<M, java.time.Instant> from) {
        columns.add(Column.timestamp(name, r -> from.apply(r.message())));
        return this;
    }

    private Columns<M> kafka() {
        columns.add(Column.timestamp("kafka_ts", Received::timestamp));
        columns.add(Column.integer("kafka_partition", Received::partition));
        columns.add(Column.longInteger("kafka_offset", Received::offset));
        columns.add(Column.date(INGEST_DATE, r -> Math.toIntExact(r.ingestDate().toEpochDay())));
        return this;
    }
}
