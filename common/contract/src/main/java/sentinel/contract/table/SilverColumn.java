package sentinel.contract.table;

import static sentinel.contract.table.ColumnType.DOUBLE;
import static sentinel.contract.table.ColumnType.FLAG;
import static sentinel.contract.table.ColumnType.INT;
import static sentinel.contract.table.ColumnType.LONG;
import static sentinel.contract.table.ColumnType.TEXT;
import static sentinel.contract.table.ColumnType.TEXTS;
import static sentinel.contract.table.ColumnType.TIMESTAMP;
import static sentinel.contract.table.SilverColumn.Role.CONTENT;
import static sentinel.contract.table.SilverColumn.Role.DERIVED;
import static sentinel.contract.table.SilverColumn.Role.FOLD;
import static sentinel.contract.table.SilverColumn.Role.STATE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Columns of Silver: one row for each article, in its current version. */
@SuppressWarnings("ImmutableEnumChecker") // records and method references do not change
public enum SilverColumn implements TableColumn {
    ID(STATE, TEXT, true, 1, "identity of the article in addresses and replies: derived from normalized_url"),
    URL(BronzeColumn.URL),
    NORMALIZED_URL(STATE, BronzeColumn.NORMALIZED_URL),
    FINAL_URL(BronzeColumn.FINAL_URL),
    TITLE(BronzeColumn.TITLE),
    AUTHOR(BronzeColumn.AUTHOR),
    PUBLISH_DATE(BronzeColumn.PUBLISH_DATE),
    WORD_COUNT(BronzeColumn.WORD_COUNT, 3),
    SUMMARY(BronzeColumn.SUMMARY),
    SENTIMENT(BronzeColumn.SENTIMENT),
    SENTIMENT_SCORE(BronzeColumn.SENTIMENT_SCORE),
    COMPANIES(BronzeColumn.COMPANIES),
    PEOPLE(BronzeColumn.PEOPLE),
    TOPICS(BronzeColumn.TOPICS),
    MENTIONS(BronzeColumn.MENTIONS, 4),
    QUOTES(BronzeColumn.QUOTES, 4),
    SITE_NAME(BronzeColumn.SITE_NAME),
    LEAD_IMAGE(BronzeColumn.LEAD_IMAGE),
    LANGUAGE(BronzeColumn.LANGUAGE),
    CONTENT_HASH(STATE, BronzeColumn.CONTENT_HASH),
    DATA_VALUE_SCORE(BronzeColumn.DATA_VALUE_SCORE),
    PROVIDER(BronzeColumn.PROVIDER),
    MODEL(BronzeColumn.MODEL),
    PROMPT_VERSION(BronzeColumn.PROMPT_VERSION),
    INPUT_TOKENS(BronzeColumn.INPUT_TOKENS),
    OUTPUT_TOKENS(BronzeColumn.OUTPUT_TOKENS),
    COST_USD(BronzeColumn.COST_USD),
    RUNG(BronzeColumn.RUNG, 4),
    SUMMARY_EXTRACTED(BronzeColumn.SUMMARY_EXTRACTED, 4),
    TEXT_TRUNCATED(BronzeColumn.TEXT_TRUNCATED, 4),
    INJECTION_SUSPECTED(BronzeColumn.INJECTION_SUSPECTED, 4),
    COPY_OF(BronzeColumn.COPY_OF, 4),
    EXTRACTION_VERSION(
            STATE,
            INT,
            true,
            4,
            "1 for the first reading of the current text; one more each time another reading of it replaced the facts"),
    SOURCE(BronzeColumn.SOURCE),
    SOURCE_NAME(BronzeColumn.SOURCE_NAME),
    RECORD_ID(BronzeColumn.RECORD_ID),
    SOURCES(STATE, TEXTS, true, 1, "ids of all kinds of discovery that announced the article, sorted"),
    SOURCE_NAMES(STATE, TEXTS, true, 1, "all feeds and lists that announced the article, sorted"),
    CONTENT_VERSION(STATE, INT, true, 1, "1 for the first text, one more with each other text"),
    IS_UPDATED(STATE, FLAG, true, 1, "whether content_version is above 1"),
    VERSIONS(STATE, ColumnType.VERSIONS, true, 5, "every version of the text, the first one first"),
    EDIT_CLASS(
            STATE,
            TEXT,
            false,
            5,
            "what changed since the version before: cosmetic, headline, factual, added, removed or rewritten"),
    WORDS_CHANGED(STATE, DOUBLE, false, 5, "in [0,1]: share of the words that changed since the version before"),
    IS_OSCILLATION(
            STATE,
            FLAG,
            true,
            5,
            "whether an earlier version had the current text; further changes among known texts make no version"),
    SHORTENED_TS(
            STATE,
            TIMESTAMP,
            false,
            5,
            "fetch_timestamp of the newest fetch that brought only a part of the current text, and made no version"),
    GONE_SINCE(STATE, TIMESTAMP, false, 5, "since when visits have found the page gone; null while it is there"),
    MOVED_TO(STATE, TEXT, false, 5, "normalized_url of the article to which the newest visit was redirected"),
    PREVIOUS_CONTENT_HASH(STATE, TEXT, false, 1, "hash of the version before"),
    FIRST_SEEN_TS(STATE, TIMESTAMP, true, 1, "kafka_ts of the first row of the article"),
    UPDATED_TS(STATE, TIMESTAMP, true, 1, "kafka_ts of the first row of the current version"),
    DISCOVERED_TS(BronzeColumn.DISCOVERED_TS),
    FETCH_TIMESTAMP(BronzeColumn.FETCH_TIMESTAMP),
    PARSE_TS(BronzeColumn.PARSE_TS),
    FRESHNESS_STATUS(DERIVED, TEXT, true, 1, "id of a Freshness: how old the article was when it was fetched"),
    INGESTION_LAG_HOURS(DERIVED, DOUBLE, false, 1, "hours from publish_date to first_seen_ts"),
    KAFKA_TS(STATE, BronzeColumn.KAFKA_TS),
    KAFKA_PARTITION(STATE, BronzeColumn.KAFKA_PARTITION),
    KAFKA_OFFSET(STATE, BronzeColumn.KAFKA_OFFSET),
    BRONZE_VERSION(STATE, LONG, true, 1, "version of Bronze that holds the row"),
    BODY(BronzeColumn.BODY),
    LAST_FETCH_TIMESTAMP(FOLD, TIMESTAMP, true, 2, "fetch_timestamp of the newest row of the article, changed or not"),
    LAST_KAFKA_TS(FOLD, TIMESTAMP, true, 1, "kafka_ts of the newest row of the article"),
    LAST_KAFKA_PARTITION(FOLD, INT, true, 1, "kafka_partition of the newest row of the article"),
    LAST_KAFKA_OFFSET(FOLD, LONG, true, 1, "kafka_offset of the newest row of the article"),
    LAST_GONE_TS(FOLD, TIMESTAMP, false, 5, "when a visit found the page gone last"),
    MOVED_TS(FOLD, TIMESTAMP, false, 5, "when a visit was redirected to moved_to"),
    DISCOVERED_NORMALIZED_URLS(FOLD, TEXTS, true, 1, "identities under which sightings name the article, sorted");

    /** Where a value comes from. */
    public enum Role {
        /** Copied from the Bronze row of the current version. */
        CONTENT,
        /** State of the fold that is useful to readers. */
        STATE,
        /** State that only the fold needs; not served. */
        FOLD,
        /** Computed from the other columns. */
        DERIVED
    }

    /** The current schema version of the table. */
    public static final int VERSION = 5;

    /** Records below this {@code data_value_score} stay in Bronze. */
    public static final double MIN_DATA_VALUE_SCORE = 0.3;

    /** All columns, in the table's order. */
    public static final List<SilverColumn> ALL = List.of(values());

    /** The columns that the API serves, in the order of a reply. */
    public static final List<SilverColumn> SERVED =
            ALL.stream().filter(column -> column.role != FOLD).toList();

    private static final Map<String, SilverColumn> SERVED_BY_NAME =
            SERVED.stream().collect(Collectors.toUnmodifiableMap(SilverColumn::columnName, Function.identity()));

    private final Role role;
    private final @Nullable BronzeColumn bronze;
    private final Definition definition;

    SilverColumn(BronzeColumn copied) {
        this(CONTENT, copied);
    }

    SilverColumn(BronzeColumn copied, int since) {
        this(CONTENT, copied, new Definition(copied.type(), copied.required(), since, copied.meaning()));
    }

    SilverColumn(Role role, BronzeColumn same) {
        this(role, same, same.definition());
    }

    SilverColumn(Role role, ColumnType type, boolean required, int since, String meaning) {
        this(role, null, new Definition(type, required, since, meaning));
    }

    SilverColumn(Role role, @Nullable BronzeColumn bronze, Definition definition) {
        this.role = role;
        this.bronze = bronze;
        this.definition = definition;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    public Role role() {
        return role;
    }

    /** The Bronze column of the same name and meaning; empty for columns that the fold adds. */
    public Optional<BronzeColumn> bronze() {
        return Optional.ofNullable(bronze);
    }

    /** All columns of a role, in the table's order. */
    public static List<SilverColumn> of(Role role) {
        return Arrays.stream(values()).filter(column -> column.role == role).toList();
    }

    /** The served column of this name. */
    public static Optional<SilverColumn> served(String columnName) {
        return Optional.ofNullable(SERVED_BY_NAME.get(columnName));
    }
}
