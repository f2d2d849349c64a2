package sentinel.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import sentinel.contract.url.UrlIdentity;

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
            last_kafka_offset BIGINT, discovered_normalized_urls ARRAY<STRING>, last_fetch_timestamp TIMESTAMP
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
            "fetch_timestamp",
            "kafka_ts",
            "kafka_partition",
            "kafka_offset",
            "bronze_version",
            "last_fetch_timestamp",
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
            "fetch_timestamp",
            "kafka_ts",
            "kafka_partition",
            "kafka_offset",
            "content_hash",
            "source",
            "source_name",
            "bronze_version");

    /** A {@link Seen} as a row. */
    static final List<String> SEEN = List.of("normalized_url", "source", "source_name");

    /** Rows of the MERGE's source: Silver's columns, and what becomes of the row. */
    static final StructType CHANGE = SILVER.add(SilverTable.ACTION, "string");

    private Columns() {}

    /**
     * A row of Silver and what becomes of it.
     *
     * @param content the Bronze row that made the current content; null when it stays as it is
     */
    static Row change(ArticleState state, Row content, String action) {
        var values = new Object[CHANGE.size()];
        put(values, STATE, row(state));
        if (content != null) {
            CONTENT.forEach(name -> values[CHANGE.fieldIndex(name)] = content.getAs(name));
            var timing = Timing.of(state, content);
            values[CHANGE.fieldIndex("publish_date")] = timing.published();
            values[CHANGE.fieldIndex("freshness_status")] = timing.freshness();
            values[CHANGE.fieldIndex("ingestion_lag_hours")] = timing.lagHours();
        }
        values[CHANGE.fieldIndex(SilverTable.ACTION)] = action;
        return new GenericRow(values);
    }

    private static void put(Object[] values, StructType schema, Row row) {
        for (int i = 0; i < row.size(); i++) {
            values[CHANGE.fieldIndex(schema.fieldNames()[i])] = row.get(i);
        }
    }

    /** {@link #HEAD} and {@link #CONTENT}; a column that an older Bronze does not have yet is null. */
    static Dataset<Row> bronze(Dataset<Row> rows) {
        var present = List.of(rows.columns());
        return rows.select(Stream.concat(HEAD.stream(), CONTENT.stream())
                .distinct()
                .map(name -> present.contains(name) ? col(name) : none(name))
                .toArray(Column[]::new));
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

    static Seq<String> seq(String... names) {
        return CollectionConverters.asScala(List.of(names)).toSeq();
    }

    /** @throws IllegalArgumentException what places the row in the fold is missing */
    static BronzeHead head(Row row) {
        return new BronzeHead(
                row.getString(present(row, "normalized_url")),
                row.getAs("discovered_normalized_url"),
                position(row, ""),
                row.getString(present(row, "content_hash")),
                row.getAs("source"),
                row.getAs("source_name"),
                row.getAs("bronze_version"));
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
                content.fetchedAt(),
                content.kafkaTs(),
                content.partition(),
                content.offset(),
                state.bronzeVersion(),
                last.fetchedAt(),
                last.kafkaTs(),
                last.partition(),
                last.offset(),
                state.discoveredUrls().toArray(String[]::new));
    }

    static ArticleState state(Row row) {
        return new ArticleState(
                row.getAs("normalized_url"),
                position(row, ""),
                row.getAs("content_hash"),
                row.getAs("bronze_version"),
                row.getAs("content_version"),
                row.getAs("previous_content_hash"),
                row.getAs("first_seen_ts"),
                position(row, "last_"),
                set(row, "discovered_normalized_urls"),
                set(row, "sources"),
                set(row, "source_names"));
    }

    private static SortedSet<String> set(Row row, String column) {
        return new TreeSet<>(row.<String>getList(row.fieldIndex(column)));
    }

    /** Names of the columns of a schema. */
    static Stream<String> names(StructType schema) {
        return Arrays.stream(schema.fieldNames());
    }

    private static Position position(Row row, String prefix) {
        var kafkaTs = row.getInstant(present(row, prefix + "kafka_ts"));
        int fetched = row.fieldIndex(prefix + "fetch_timestamp");
        return new Position(
                row.isNullAt(fetched) ? kafkaTs : row.getInstant(fetched),
                kafkaTs,
                row.getInt(present(row, prefix + "kafka_partition")),
                row.getLong(present(row, prefix + "kafka_offset")));
    }

    /**
     * Where the column is.
     *
     * @throws IllegalArgumentException it is null
     */
    private static int present(Row row, String column) {
        int index = row.fieldIndex(column);
        if (row.isNullAt(index)) {
            throw new IllegalArgumentException(column + " is missing");
        }
        return index;
    }

    private static StructType schema(List<String> names) {
        return DataTypes.createStructType(names.stream().map(SILVER::apply).toList());
    }
}
