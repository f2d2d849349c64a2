package sentinel.contract.table;

import java.util.List;

/** Columns of Bronze. Each message of {@code parsed_articles} is one row. Rows are appended and never changed. */
public enum BronzeColumn implements TableColumn {
    SCHEMA_VERSION(ColumnType.INT, true, 1, "version of the message that the row was written from"),
    URL(ColumnType.TEXT, true, 1, "address as it was announced"),
    NORMALIZED_URL(ColumnType.TEXT, true, 1, "identity of the article: the canonical or final address, normalised"),
    DISCOVERED_NORMALIZED_URL(ColumnType.TEXT, true, 1, "identity of url; sightings carry this one"),
    FINAL_URL(ColumnType.TEXT, false, 1, "address after redirects"),
    SOURCE(ColumnType.TEXT, true, 1, "kind of discovery: id of a Source"),
    SOURCE_NAME(ColumnType.TEXT, true, 1, "the single feed or list"),
    RECORD_ID(ColumnType.TEXT, true, 1, "the source's own id of the announcement"),
    TITLE(ColumnType.TEXT, false, 1, "headline"),
    AUTHOR(ColumnType.TEXT, false, 1, "all authors, separated by \", \""),
    PUBLISH_DATE(ColumnType.TIMESTAMP, false, 1, "when the article says it was published"),
    BODY(ColumnType.TEXT, true, 1, "clean text, paragraphs separated by blank lines"),
    SUMMARY(ColumnType.TEXT, false, 1, "a few sentences"),
    SENTIMENT(ColumnType.TEXT, false, 1, "id of a Sentiment"),
    SENTIMENT_SCORE(ColumnType.DOUBLE, false, 1, "in [-1,1]"),
    COMPANIES(ColumnType.TEXTS, true, 1, "names that occur in the text"),
    PEOPLE(ColumnType.TEXTS, true, 1, "names that occur in the text"),
    TOPICS(ColumnType.TEXTS, true, 1, "what the article is about"),
    SITE_NAME(ColumnType.TEXT, false, 1, "name of the publication"),
    LEAD_IMAGE(ColumnType.TEXT, false, 1, "address of the main image"),
    LANGUAGE(ColumnType.TEXT, false, 1, "ISO 639-1 code"),
    CONTENT_HASH(ColumnType.TEXT, true, 1, "hash of body: another hash is another version"),
    DATA_VALUE_SCORE(ColumnType.DOUBLE, true, 1, "in [0,1]: how much of a record there is"),
    DISCOVERED_TS(ColumnType.TIMESTAMP, true, 1, "when the producer announced it"),
    FETCH_TIMESTAMP(ColumnType.TIMESTAMP, true, 1, "when the page was fetched"),
    PARSE_TS(ColumnType.TIMESTAMP, true, 1, "when the parser made the row"),
    PROVIDER(ColumnType.TEXT, true, 1, "which parser: local or an LLM provider"),
    MODEL(ColumnType.TEXT, false, 1, "the provider's model"),
    PROMPT_VERSION(ColumnType.TEXT, false, 1, "version of the prompt"),
    INPUT_TOKENS(ColumnType.INT, true, 1, "tokens the provider charged for the question"),
    OUTPUT_TOKENS(ColumnType.INT, true, 1, "tokens the provider charged for the answer"),
    COST_USD(ColumnType.DOUBLE, true, 1, "US dollars charged for this article; 0 for local"),
    KAFKA_TS(ColumnType.TIMESTAMP, true, 1, "the broker's time of the message"),
    KAFKA_PARTITION(ColumnType.INT, true, 1, "partition of the message"),
    KAFKA_OFFSET(ColumnType.LONG, true, 1, "offset of the message"),
    INGEST_DATE(ColumnType.DATE, true, 1, "UTC day of kafka_ts; the partition column");

    /** The current schema version of the table. */
    public static final int VERSION = 1;

    /** All columns, in the table's order. */
    public static final List<BronzeColumn> ALL = List.of(values());

    private final ColumnType type;
    private final boolean required;
    private final int since;
    private final String meaning;

    BronzeColumn(ColumnType type, boolean required, int since, String meaning) {
        this.type = type;
        this.required = required;
        this.since = since;
        this.meaning = meaning;
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public boolean required() {
        return required;
    }

    @Override
    public int since() {
        return since;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
