package sentinel.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.expressions.GenericRow;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.ContentVersion;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.SilverColumn;
import sentinel.contract.table.SilverColumn.Role;
import sentinel.contract.table.TableColumn;
import sentinel.contract.url.UrlIdentity;
import sentinel.versions.ContentHash;

/**
 * The columns of Silver and of the rows on the way to it. Three kinds: content, copied from the Bronze row that made the
 * current version; state, what the fold knows ({@link ArticleState}); and what follows from the two.
 */
final class Columns {

    /** Silver's schema, columns in the table's order. */
    static final StructType SILVER = schema(SilverColumn.ALL);

    /** Copied from Bronze as they are. */
    static final List<String> CONTENT = names(SilverColumn.of(Role.CONTENT));

    /** The columns of an {@link ArticleState}. */
    static final List<SilverColumn> STATE_COLUMNS = SilverColumn.ALL.stream()
            .filter(column ->
                    column.role() == Role.STATE || column.role() == Role.FOLD || column == SilverColumn.FETCH_TIMESTAMP)
            .toList();

    /** An {@link ArticleState} as a row. */
    static final StructType STATE = schema(STATE_COLUMNS);

    /** The schema version since which {@code content_hash} is a {@link ContentHash} of title and body. */
    private static final int HASHED_SINCE = 4;

    private static final UserDefinedFunction HASH = udf(
            (UDF2<String, String, String>) (title, body) -> body == null ? null : ContentHash.of(title, body),
            DataTypes.StringType);

    private static final StructType BRONZE = schema(BronzeColumn.ALL).add("bronze_version", DataTypes.LongType);

    /** Which Bronze row a state's content is. */
    static final List<String> CONTENT_KEY = List.of("normalized_url", "kafka_ts", "kafka_partition", "kafka_offset");

    /** What the job reads of Bronze. */
    static final List<BronzeColumn> OF_BRONZE = BronzeColumn.ALL.stream()
            .filter(column -> column != BronzeColumn.INGEST_DATE)
            .toList();

    /** Rows that {@link #bronze} makes. */
    static final StructType NEW_BRONZE =
            schema(OF_BRONZE).add("bronze_version", DataTypes.LongType).add(Flaw.COLUMN, DataTypes.StringType);

    /** What the job reads of the sightings. */
    static final List<SightingColumn> OF_SIGHTINGS = List.of(
            SightingColumn.SCHEMA_VERSION,
            SightingColumn.NORMALIZED_URL,
            SightingColumn.SOURCE,
            SightingColumn.SOURCE_NAME,
            SightingColumn.SEEN_AT,
            SightingColumn.STATUS,
            SightingColumn.MOVED_TO);

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
            "extraction_version",
            "title",
            "confidence",
            "bronze_version");

    /** A {@link Seen} as a row. */
    private static final StructType SEEN = schema(List.of(
            SightingColumn.NORMALIZED_URL,
            SightingColumn.SOURCE,
            SightingColumn.SOURCE_NAME,
            SightingColumn.SEEN_AT,
            SightingColumn.STATUS,
            SightingColumn.MOVED_TO));

    /** Rows of the MERGE's source: Silver's columns, and what becomes of the row. */
    static final StructType CHANGE = SILVER.add(SilverTable.ACTION, "string");

    private Columns() {}

    /** The row of Silver that a state and the Bronze row of its content make. */
    static Row silver(ArticleState state, Row content) {
        return new GenericRowWithSchema(values(state, content, SILVER.size()), SILVER);
    }

    /** The same with what becomes of the row, as the MERGE takes it. */
    static Row change(ArticleState state, Row content, String action) {
        var values = values(state, content, CHANGE.size());
        values[CHANGE.fieldIndex(SilverTable.ACTION)] = action;
        return new GenericRow(values);
    }

    /** A row of Silver with another state, of the same content. */
    static Row touched(ArticleState state, Row silver) {
        var values = new @Nullable Object[SILVER.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = silver.get(i);
        }
        put(values, row(state));
        return new GenericRowWithSchema(values, SILVER);
    }

    private static @Nullable Object[] values(ArticleState state, Row content, int size) {
        var values = new @Nullable Object[size];
        put(values, row(state));
        CONTENT.forEach(name -> values[SILVER.fieldIndex(name)] = content.getAs(name));
        var timing = Timing.of(state, content);
        values[SILVER.fieldIndex("publish_date")] = timing.published();
        values[SILVER.fieldIndex("freshness_status")] = timing.freshness().id();
        values[SILVER.fieldIndex("ingestion_lag_hours")] = timing.lagHours();
        return values;
    }

    private static void put(@Nullable Object[] values, Row state) {
        for (int i = 0; i < state.size(); i++) {
            values[SILVER.fieldIndex(STATE.fieldNames()[i])] = state.get(i);
        }
    }

    /**
     * A row of Bronze as the fold reads it: with the version that brought it and its {@link Flaw}. The hash of a row that was written
     * by an older definition is computed by the current one.
     */
    static Row bronze(@Nullable Object[] values, long version) {
        int schema = NEW_BRONZE.fieldIndex("schema_version");
        if (values[schema] instanceof Integer written && written < HASHED_SINCE) {
            var body = (String) values[NEW_BRONZE.fieldIndex("body")];
            values[NEW_BRONZE.fieldIndex("content_hash")] =
                    body == null ? null : ContentHash.of((String) values[NEW_BRONZE.fieldIndex("title")], body);
        }
        values[NEW_BRONZE.fieldIndex("bronze_version")] = version;
        var row = new GenericRowWithSchema(values, NEW_BRONZE);
        values[NEW_BRONZE.fieldIndex(Flaw.COLUMN)] = Flaw.of(row);
        return row;
    }

    /**
     * {@link #HEAD} and {@link #CONTENT}; a column that an older Bronze does not have yet is null. The hash of a row that was written
     * by an older definition is computed by the current one, so that rows of both can be compared.
     */
    static Dataset<Row> bronze(Dataset<Row> rows) {
        var old = col("schema_version").lt(HASHED_SINCE);
        var hashed = rows.withColumn(
                "content_hash", when(old, HASH.apply(col("title"), col("body"))).otherwise(col("content_hash")));
        var names = Stream.concat(HEAD.stream(), CONTENT.stream()).distinct();
        return hashed.select(presentOrNull(hashed, names, BRONZE));
    }

    /** The rows of the sightings that {@link #seen} reads. Of those that announce an article, the time does not matter. */
    static Dataset<Row> sightings(Dataset<Row> rows) {
        var seen = rows.select(presentOrNull(rows, names(SEEN), SEEN));
        return seen.withColumn(
                "seen_at", when(col("status").isNotNull().or(col("moved_to").isNotNull()), col("seen_at")));
    }

    private static Column[] presentOrNull(Dataset<Row> rows, Stream<String> names, StructType types) {
        var present = List.of(rows.columns());
        return names.map(name -> present.contains(name)
                        ? col(name)
                        : lit(null).cast(types.apply(name).dataType()).as(name))
                .toArray(Column[]::new);
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
                extractionVersion(row),
                row.getAs("title"),
                row.schema().getFieldIndex("body").isDefined() ? row.getAs("body") : null,
                row.getAs("confidence"),
                row.getAs("bronze_version"));
    }

    static Seen seen(Row row) {
        Instant at = row.getAs("seen_at");
        Integer status = row.getAs("status");
        String movedTo = row.getAs("moved_to");
        boolean isVisit = at != null && (status != null || movedTo != null);
        return new Seen(
                row.getAs("normalized_url"),
                row.getAs("source"),
                row.getAs("source_name"),
                isVisit ? new Seen.Visit(at, status, movedTo) : null);
    }

    static Row row(ArticleState state) {
        var content = state.content();
        var last = state.last();
        var values = new Object[STATE.size()];
        set(values, SilverColumn.ID, UrlIdentity.articleId(state.normalizedUrl()));
        set(values, SilverColumn.NORMALIZED_URL, state.normalizedUrl());
        set(values, SilverColumn.CONTENT_HASH, state.contentHash());
        set(values, SilverColumn.SOURCES, state.sources().toArray(String[]::new));
        set(values, SilverColumn.SOURCE_NAMES, state.sourceNames().toArray(String[]::new));
        set(values, SilverColumn.CONTENT_VERSION, state.contentVersion());
        set(values, SilverColumn.IS_UPDATED, state.isUpdated());
        var current = state.current();
        set(values, SilverColumn.VERSIONS, structs(ColumnType.VERSIONS, state.versions()));
        set(values, SilverColumn.EDIT_CLASS, current.editClass());
        set(values, SilverColumn.WORDS_CHANGED, current.wordsChanged());
        set(values, SilverColumn.IS_OSCILLATION, current.isOscillation());
        set(values, SilverColumn.SHORTENED_TS, state.shortenedAt());
        set(values, SilverColumn.GONE_SINCE, state.goneSince());
        set(values, SilverColumn.LAST_GONE_TS, state.lastGone());
        set(values, SilverColumn.MOVED_TO, state.movedTo());
        set(values, SilverColumn.MOVED_TS, state.movedAt());
        set(values, SilverColumn.PREVIOUS_CONTENT_HASH, state.previousContentHash());
        set(values, SilverColumn.FIRST_SEEN_TS, state.firstSeen());
        set(values, SilverColumn.EXTRACTION_VERSION, state.extractionVersion());
        set(values, SilverColumn.UPDATED_TS, current.updatedTs());
        set(values, SilverColumn.FETCH_TIMESTAMP, content.fetchedAt());
        set(values, SilverColumn.KAFKA_TS, content.kafkaTs());
        set(values, SilverColumn.KAFKA_PARTITION, content.partition());
        set(values, SilverColumn.KAFKA_OFFSET, content.offset());
        set(values, SilverColumn.BRONZE_VERSION, state.bronzeVersion());
        set(values, SilverColumn.LAST_FETCH_TIMESTAMP, last.fetchedAt());
        set(values, SilverColumn.LAST_KAFKA_TS, last.kafkaTs());
        set(values, SilverColumn.LAST_KAFKA_PARTITION, last.partition());
        set(values, SilverColumn.LAST_KAFKA_OFFSET, last.offset());
        set(
                values,
                SilverColumn.DISCOVERED_NORMALIZED_URLS,
                state.discoveredUrls().toArray(String[]::new));
        return new GenericRowWithSchema(values, STATE);
    }

    private static void set(Object[] values, SilverColumn column, @Nullable Object value) {
        values[STATE.fieldIndex(column.columnName())] = value;
    }

    static ArticleState state(Row row) {
        return new ArticleState(
                row.getAs("normalized_url"),
                row.<Row>getList(row.fieldIndex("versions")).stream()
                        .map(Columns::version)
                        .toList(),
                extractionVersion(row),
                row.getAs("bronze_version"),
                row.getAs("first_seen_ts"),
                position(row, "last_"),
                row.getAs("shortened_ts"),
                row.getAs("gone_since"),
                row.getAs("last_gone_ts"),
                row.getAs("moved_to"),
                row.getAs("moved_ts"),
                set(row, "discovered_normalized_urls"),
                set(row, "sources"),
                set(row, "source_names"));
    }

    private static ContentVersion version(Row row) {
        return new ContentVersion(
                row.getAs("version"),
                row.getAs("content_hash"),
                row.getAs("updated_ts"),
                row.getAs("fetch_timestamp"),
                row.getAs("kafka_ts"),
                row.getAs("kafka_partition"),
                row.getAs("kafka_offset"),
                row.getAs("edit_class"),
                row.getAs("words_changed"),
                row.getAs("is_oscillation"),
                row.getAs("title"));
    }

    private static Row[] structs(ColumnType type, List<?> elements) {
        return elements.stream()
                .map(element -> new GenericRow(
                        type.parts().stream().map(part -> part.of(element)).toArray()))
                .toArray(Row[]::new);
    }

    /** Rows of an older Bronze, and those of a Silver to which the column was added, are first readings. */
    private static int extractionVersion(Row row) {
        Integer version = row.getAs("extraction_version");
        return version == null ? 1 : version;
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

    /** Spark's type for each of the contract's. */
    static DataType type(ColumnType type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case TEXTS -> DataTypes.createArrayType(DataTypes.StringType);
            case INT -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case FLAG -> DataTypes.BooleanType;
            case TIMESTAMP -> DataTypes.TimestampType;
            case DATE -> DataTypes.DateType;
            case MENTIONS, QUOTES, VERSIONS -> DataTypes.createArrayType(struct(type));
        };
    }

    /** The type of the elements of an array of structs. */
    static StructType struct(ColumnType type) {
        return DataTypes.createStructType(type.parts().stream()
                .map(part -> DataTypes.createStructField(part.name(), type(part.type()), true))
                .toArray(StructField[]::new));
    }

    /** Types by column. Whether elements of an array may be null is no difference. */
    static Map<String, DataType> types(StructType table) {
        return Arrays.stream(table.fields())
                .collect(Collectors.toMap(
                        StructField::name,
                        field -> field.dataType() instanceof ArrayType array
                                ? DataTypes.createArrayType(array.elementType())
                                : field.dataType()));
    }

    /** The schema of a table with these columns. */
    static StructType schema(List<? extends TableColumn> columns) {
        return DataTypes.createStructType(columns.stream()
                .map(column -> DataTypes.createStructField(column.columnName(), type(column.type()), true))
                .toList());
    }

    private static List<String> names(List<? extends TableColumn> columns) {
        return columns.stream().map(TableColumn::columnName).toList();
    }
}
