package sentinel.bronze;

import io.delta.kernel.types.StructField;
import java.util.List;
import java.util.stream.Stream;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.TableColumn;

/**
 * Where the value of each column of a table comes from, in the table's order. The two {@code switch} expressions cover
 * the contract: a column without a value does not compile.
 *
 * @param <M> the message that a row is made of
 */
final class RowLayout<M> {

    private final List<ColumnSource<Received<M>>> columns;

    private RowLayout(Stream<ColumnSource<Received<M>>> columns) {
        this.columns = columns.toList();
    }

    static RowLayout<BronzeArticle> articles() {
        return new RowLayout<>(BronzeColumn.ALL.stream().map(RowLayout::article));
    }

    static RowLayout<Sighting> sightings() {
        return new RowLayout<>(SightingColumn.ALL.stream().map(RowLayout::sighting));
    }

    private static ColumnSource<Received<BronzeArticle>> article(BronzeColumn column) {
        return switch (column) {
            case SCHEMA_VERSION -> ColumnSource.integer(column, r -> r.message().schemaVersion());
            case URL -> ColumnSource.text(column, r -> r.message().url());
            case NORMALIZED_URL -> ColumnSource.text(column, r -> r.message().normalizedUrl());
            case DISCOVERED_NORMALIZED_URL ->
                ColumnSource.text(column, r -> r.message().discoveredNormalizedUrl());
            case FINAL_URL -> ColumnSource.text(column, r -> r.message().finalUrl());
            case SOURCE -> ColumnSource.text(column, r -> r.message().source().id());
            case SOURCE_NAME -> ColumnSource.text(column, r -> r.message().sourceName());
            case RECORD_ID -> ColumnSource.text(column, r -> r.message().recordId());
            case TITLE -> ColumnSource.text(column, r -> r.message().title());
            case AUTHOR -> ColumnSource.text(column, r -> r.message().author());
            case PUBLISH_DATE -> ColumnSource.timestamp(column, r -> r.message().publishDate());
            case BODY -> ColumnSource.text(column, r -> r.message().body());
            case SUMMARY -> ColumnSource.text(column, r -> r.message().summary());
            case SENTIMENT -> ColumnSource.text(column, r -> r.message().sentiment());
            case SENTIMENT_SCORE ->
                ColumnSource.decimal(column, r -> orNaN(r.message().sentimentScore()));
            case COMPANIES -> ColumnSource.texts(column, r -> r.message().companies());
            case PEOPLE -> ColumnSource.texts(column, r -> r.message().people());
            case TOPICS -> ColumnSource.texts(column, r -> r.message().topics());
            case SITE_NAME -> ColumnSource.text(column, r -> r.message().siteName());
            case LEAD_IMAGE -> ColumnSource.text(column, r -> r.message().leadImage());
            case LANGUAGE -> ColumnSource.text(column, r -> r.message().language());
            case CONTENT_HASH -> ColumnSource.text(column, r -> r.message().contentHash());
            case DATA_VALUE_SCORE ->
                ColumnSource.decimal(column, r -> r.message().dataValueScore());
            case DISCOVERED_TS ->
                ColumnSource.timestamp(column, r -> r.message().discoveredTs());
            case FETCH_TIMESTAMP ->
                ColumnSource.timestamp(column, r -> r.message().fetchTimestamp());
            case PARSE_TS -> ColumnSource.timestamp(column, r -> r.message().parseTs());
            case PROVIDER -> ColumnSource.text(column, r -> r.message().provider());
            case MODEL -> ColumnSource.text(column, r -> r.message().model());
            case PROMPT_VERSION -> ColumnSource.text(column, r -> r.message().promptVersion());
            case INPUT_TOKENS -> ColumnSource.integer(column, r -> r.message().inputTokens());
            case OUTPUT_TOKENS -> ColumnSource.integer(column, r -> r.message().outputTokens());
            case COST_USD ->
                ColumnSource.decimal(column, r -> r.message().costUsd().doubleValue());
            case KAFKA_TS -> ColumnSource.timestamp(column, Received::timestamp);
            case KAFKA_PARTITION -> ColumnSource.integer(column, Received::partition);
            case KAFKA_OFFSET -> ColumnSource.longInteger(column, Received::offset);
            case INGEST_DATE -> ColumnSource.date(column, Received::ingestDate);
        };
    }

    private static ColumnSource<Received<Sighting>> sighting(SightingColumn column) {
        return switch (column) {
            case SCHEMA_VERSION -> ColumnSource.integer(column, r -> r.message().schemaVersion());
            case NORMALIZED_URL -> ColumnSource.text(column, r -> r.message().normalizedUrl());
            case SOURCE -> ColumnSource.text(column, r -> r.message().source().id());
            case SOURCE_NAME -> ColumnSource.text(column, r -> r.message().sourceName());
            case RECORD_ID -> ColumnSource.text(column, r -> r.message().recordId());
            case SEEN_AT -> ColumnSource.timestamp(column, r -> r.message().seenAt());
            case KAFKA_TS -> ColumnSource.timestamp(column, Received::timestamp);
            case KAFKA_PARTITION -> ColumnSource.integer(column, Received::partition);
            case KAFKA_OFFSET -> ColumnSource.longInteger(column, Received::offset);
            case INGEST_DATE -> ColumnSource.date(column, Received::ingestDate);
        };
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }

    List<ColumnSource<Received<M>>> columns() {
        return columns;
    }

    /** The contract's columns. */
    List<TableColumn> contract() {
        return columns.stream().map(ColumnSource::column).toList();
    }

    /** The column's place in a row, or -1. */
    int indexOf(StructField field) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().columnName().equalsIgnoreCase(field.getName())) {
                return i;
            }
        }
        return -1;
    }
}
