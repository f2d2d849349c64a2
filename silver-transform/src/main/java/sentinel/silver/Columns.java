package sentinel.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import sentinel.common.url.UrlIdentity;

/**
 * The columns of Silver and of the rows on the way to it. Three kinds: content, copied from the Bronze row that made the
 * current version; state, what the fold knows ({@link ArticleState}); and what follows from the two.
 */
final class Columns {

    /** Silver's schema, columns in the table's order. */
    static final StructType SILVER = StructType.fromDDL(
            """
            id STRING, url STRING, normalized_url STRING, final_url STRING, title STRING, author STRING,
            publish_date TIMESTAMP, body STRING, summary STRING, sentiment STRING, sentiment_score DOUBLE,
            companies ARRAY<STRING>, people ARRAY<STRING>, topics ARRAY<STRING>, site_name STRING, lead_image STRING,
            language STRING, content_hash STRING, data_value_score DOUBLE, provider STRING, model STRING,
            prompt_version STRING, input_tokens INT, output_tokens INT, cost_usd DOUBLE, source STRING,
            source_name STRING, record_id STRING, sources ARRAY<STRING>, source_names ARRAY<STRING>,
            content_version INT, is_updated BOOLEAN, previous_content_hash STRING, first_seen_ts TIMESTAMP,
            updated_ts TIMESTAMP, discovered_ts TIMESTAMP, fetch_timestamp TIMESTAMP, parse_ts TIMESTAMP,
            freshness_status STRING, ingestion_lag_hours DOUBLE, kafka_ts TIMESTAMP, kafka_partition INT,
            kafka_offset BIGINT, bronze_version BIGINT, last_kafka_ts TIMESTAMP, last_kafka_partition INT,
            last_kafka_offset BIGINT, discovered_normalized_urls ARRAY<STRING>
            """
                    .replace("\n", " "));

    /** Copied from Bronze as they are. */
    static final List<String> CONTENT = List.of(
            "url",
            "final_url",
            "title",
            "author",
            "publish_date",
            "body",
            "summary",
            "sentiment",
            "sentiment_score",
            "companies",
            "people",
            "topics",
            "site_name",
            "lead_image",
            "language",
            "data_value_score",
            "provider",
            "model",
            "prompt_version",
            "input_tokens",
            "output_tokens",
            "cost_usd",
            "source",
            "source_name",
            "record_id",
            "discovered_ts",
            "fetch_timestamp",
            "parse_ts");

    /** An {@link ArticleState} as a row. */
    static final StructType STATE = schema(List.of(
            "id",
            "normalized_url",
            "content_hash",
            "sources",
            "source_names",
            "content_version",
            "is_updated",
            "previous_content_hash",
            "first_seen_ts",
            "updated_ts",
            "kafka_ts",
            "kafka_partition",
            "kafka_offset",
            "bronze_version",
            "last_kafka_ts",
            "last_kafka_partition",
            "last_kafka_offset",
            "discovered_normalized_urls"));

    /** Which Bronze row a state's content is. */
    static final List<String> CONTENT_KEY = List.of("normalized_url", "kafka_ts", "kafka_partition", "kafka_offset");

    /** A {@link BronzeHead} as a row. */
    static final List<String> HEAD = List.of(
            "normalized_url",
            "discovered_normalized_url",
            "kafka_ts",
            "kafka_partition",
            "kafka_offset",
            "content_hash",
            "source",
            "source_name",
            "bronze_version");

    /** A {@link Seen} as a row. */
    static final List<String> SEEN = List.of("normalized_url", "source", "source_name");

    private static final String FRESHNESS =
            """
            CASE WHEN publish_date IS NULL OR fetch_timestamp IS NULL THEN 'unknown'
                 WHEN fetch_timestamp <= publish_date + INTERVAL 48 HOURS THEN 'fresh'
                 WHEN fetch_timestamp <= publish_date + INTERVAL 168 HOURS THEN 'old'
                 ELSE 'stale' END
            """;

    private Columns() {}

    /** Hours from publication to the first row; {@code firstSeen} and {@code published} are SQL expressions. */
    static String lagHours(String firstSeen, String published) {
        return "(unix_micros(" + firstSeen + ") - unix_micros(" + published + ")) / 3.6e9D";
    }

    /** Silver's columns from rows that hold those of {@link #STATE} and {@link #CONTENT}. */
    static Column[] silver() {
        return Arrays.stream(SILVER.fields())
                .map(field -> switch (field.name()) {
                    case "freshness_status" -> expr(FRESHNESS).as(field.name());
                    case "ingestion_lag_hours" ->
                        expr(lagHours("first_seen_ts", "publish_date")).as(field.name());
                    default -> col(field.name()).cast(field.dataType()).as(field.name());
                })
                .toArray(Column[]::new);
    }

    /** What Silver takes over from Bronze, and its key; a column that an older Bronze does not have yet is null. */
    static Dataset<Row> content(Dataset<Row> bronze) {
        var present = List.of(bronze.columns());
        return bronze.select(Stream.concat(CONTENT_KEY.stream(), CONTENT.stream())
                .map(name -> present.contains(name) ? col(name) : none(name))
                .toArray(Column[]::new));
    }

    /** States without content, in Silver's columns. */
    static Dataset<Row> withoutContent(Dataset<Row> states) {
        return states.select(Stream.concat(Stream.of(col("*")), CONTENT.stream().map(Columns::none))
                        .toArray(Column[]::new))
                .select(silver());
    }

    private static Column none(String name) {
        return lit(null).cast(SILVER.apply(name).dataType()).as(name);
    }

    /** Columns by their names. */
    static Column[] of(List<String> names, String... more) {
        return Stream.concat(names.stream(), Stream.of(more))
                .map(name -> col(name))
                .toArray(Column[]::new);
    }

    /** {@link #CONTENT_KEY} as Spark's joins want it. */
    static Seq<String> contentKey() {
        return seq(CONTENT_KEY.toArray(String[]::new));
    }

    static Seq<String> seq(String... names) {
        return CollectionConverters.asScala(List.of(names)).toSeq();
    }

    static BronzeHead head(Row row) {
        return new BronzeHead(
                row.getString(0),
                row.getString(1),
                position(row, 2),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8));
    }

    static Seen seen(Row row) {
        return new Seen(row.getString(0), row.getString(1), row.getString(2));
    }

    static Row row(ArticleState state) {
        var content = state.content();
        var last = state.last();
        return RowFactory.create(
                UrlIdentity.articleId(state.normalizedUrl()),
                state.normalizedUrl(),
                state.contentHash(),
                state.sources().toArray(String[]::new),
                state.sourceNames().toArray(String[]::new),
                state.contentVersion(),
                state.isUpdated(),
                state.previousContentHash(),
                state.firstSeen(),
                content.kafkaTs(),
                content.kafkaTs(),
                content.partition(),
                content.offset(),
                state.bronzeVersion(),
                last.kafkaTs(),
                last.partition(),
                last.offset(),
                state.discoveredUrls().toArray(String[]::new));
    }

    static ArticleState state(Row row) {
        return new ArticleState(
                row.getString(1),
                position(row, 10),
                row.getString(2),
                row.getLong(13),
                row.getInt(5),
                row.getString(7),
                row.getInstant(8),
                position(row, 14),
                new TreeSet<>(row.<String>getList(17)),
                new TreeSet<>(row.<String>getList(3)),
                new TreeSet<>(row.<String>getList(4)));
    }

    /** Names of the columns of a schema. */
    static Stream<String> names(StructType schema) {
        return Arrays.stream(schema.fieldNames());
    }

    private static Position position(Row row, int at) {
        Instant kafkaTs = row.getInstant(at);
        return new Position(kafkaTs, row.getInt(at + 1), row.getLong(at + 2));
    }

    private static StructType schema(List<String> names) {
        return DataTypes.createStructType(names.stream().map(SILVER::apply).toList());
    }
}
