package sentinel.api.silver;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of Silver that are served, in the order of a reply. What Silver keeps for its own fold is not among them. */
public enum Column {
    ID(Kind.TEXT),
    URL(Kind.TEXT),
    NORMALIZED_URL(Kind.TEXT),
    FINAL_URL(Kind.TEXT),
    TITLE(Kind.TEXT),
    AUTHOR(Kind.TEXT),
    PUBLISH_DATE(Kind.TIME),
    SUMMARY(Kind.TEXT),
    SENTIMENT(Kind.TEXT),
    SENTIMENT_SCORE(Kind.DECIMAL),
    COMPANIES(Kind.LIST),
    PEOPLE(Kind.LIST),
    TOPICS(Kind.LIST),
    SITE_NAME(Kind.TEXT),
    LEAD_IMAGE(Kind.TEXT),
    LANGUAGE(Kind.TEXT),
    CONTENT_HASH(Kind.TEXT),
    DATA_VALUE_SCORE(Kind.DECIMAL),
    PROVIDER(Kind.TEXT),
    MODEL(Kind.TEXT),
    PROMPT_VERSION(Kind.TEXT),
    INPUT_TOKENS(Kind.WHOLE),
    OUTPUT_TOKENS(Kind.WHOLE),
    COST_USD(Kind.DECIMAL),
    SOURCE(Kind.TEXT),
    SOURCE_NAME(Kind.TEXT),
    RECORD_ID(Kind.TEXT),
    SOURCES(Kind.LIST),
    SOURCE_NAMES(Kind.LIST),
    CONTENT_VERSION(Kind.WHOLE),
    IS_UPDATED(Kind.FLAG),
    PREVIOUS_CONTENT_HASH(Kind.TEXT),
    FIRST_SEEN_TS(Kind.TIME),
    UPDATED_TS(Kind.TIME),
    DISCOVERED_TS(Kind.TIME),
    FETCH_TIMESTAMP(Kind.TIME),
    PARSE_TS(Kind.TIME),
    FRESHNESS_STATUS(Kind.TEXT),
    INGESTION_LAG_HOURS(Kind.DECIMAL),
    KAFKA_TS(Kind.TIME),
    KAFKA_PARTITION(Kind.WHOLE),
    KAFKA_OFFSET(Kind.WHOLE),
    BRONZE_VERSION(Kind.WHOLE),
    BODY(Kind.TEXT);

    /** What a column holds, whatever the width of its type in the table. */
    public enum Kind {
        TEXT,
        TIME,
        WHOLE,
        DECIMAL,
        FLAG,
        LIST
    }

    private static final Map<String, Column> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Column::columnName, Function.identity()));

    private final Kind kind;
    private final String columnName = name().toLowerCase(Locale.ROOT);

    Column(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The name in the table and in replies. */
    public String columnName() {
        return columnName;
    }

    public static Optional<Column> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
