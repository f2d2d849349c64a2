package sentinel.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import sentinel.contract.table.SilverColumn;

/**
 * Folds all of Bronze, whatever its size, and compares the outcome with Silver: {@code --full}, other rules, and the way back
 * when Bronze's log no longer reaches to where Silver stands. Every step is a distributed one of Spark.
 */
final class FullFold {

    private static final String FOUND = "found";
    private static final String MISSING = "missing";
    private static final String DIFFERENT = "different";
    private static final String EXTRA = "extra";

    /** Whether the rows of an article have more than one text. */
    private static final String EDITED = "edited";

    private final SparkSource bronze;
    private final Supplier<Map<String, Long>> versionOfFile;
    private final SparkSource sightings;
    private final SilverTable silver;

    /** @param versionOfFile says which version of Bronze brought which file, by the file's name */
    FullFold(SparkSource bronze, Supplier<Map<String, Long>> versionOfFile, SparkSource sightings, SilverTable silver) {
        this.bronze = bronze;
        this.versionOfFile = versionOfFile;
        this.sightings = sightings;
        this.silver = silver;
    }

    /**
     * Makes Silver what the sources say.
     *
     * @param bytes of Bronze's files
     * @param commitAlways whether to commit the progress even when Silver is right already
     */
    Summary run(Progress to, long bytes, boolean commitAlways) {
        bronze.planFor(bytes);
        // computed once; a cached plan would do, but MERGE refuses to read one
        var marked = marked(to);
        var leftOut = LeftOut.among(marked);
        var rows = marked.filter(col(Flaw.COLUMN).isNull());
        var differences = differences(expected(rows, to)).localCheckpoint();
        Map<String, Long> counts = differences.groupBy(FOUND).count().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
        long missing = counts.getOrDefault(MISSING, 0L);
        long extra = counts.getOrDefault(EXTRA, 0L);
        var summary = new Summary(0, 0, missing, counts.getOrDefault(DIFFERENT, 0L), 0, extra, 0, leftOut);
        if (!summary.changedNothing() || commitAlways) {
            silver.merge(differences, counts.keySet().equals(Set.of(MISSING)), extra > 0, to, summary.json(to, "full"));
        }
        return summary;
    }

    /** Bronze's rows of a score that counts, with their flaws. */
    private Dataset<Row> marked(Progress to) {
        return Flaw.marked(Columns.bronze(bronze.at(to.bronzeVersion(), versionOfFile.get())
                .filter(col("data_value_score").geq(SilverColumn.MIN_DATA_VALUE_SCORE))));
    }

    /** Silver as it must be. */
    private Dataset<Row> expected(Dataset<Row> rows, Progress to) {
        var key = Columns.CONTENT_KEY.toArray(String[]::new);
        var states = withSightings(states(rows), to.sightingsVersion());
        var content = rows.dropDuplicates(key);
        var one = states.select(struct(col("*")).as("state"))
                .join(
                        content.select(struct(col("*")).as("content")),
                        Stream.of(key)
                                .map(name -> col("state." + name).equalTo(col("content." + name)))
                                .reduce(lit(true), Column::and));
        return one.map(
                (MapFunction<Row, Row>)
                        row -> Columns.change(Columns.state(row.getStruct(0)), row.getStruct(1), SilverTable.REPLACE),
                Encoders.row(Columns.CHANGE));
    }

    /** Texts are compared where an article has more than one, and are not moved about otherwise. */
    private static Dataset<Row> states(Dataset<Row> rows) {
        var edited = rows.groupBy("normalized_url")
                .agg(min("content_hash").notEqual(max("content_hash")).as(EDITED));
        return rows.select(Columns.of(Columns.HEAD, "body"))
                .join(edited, Columns.seq("normalized_url"))
                .withColumn("body", when(col(EDITED), col("body")))
                .groupByKey((MapFunction<Row, String>) row -> row.getAs("normalized_url"), Encoders.STRING())
                .mapGroups(
                        (MapGroupsFunction<String, Row, Row>) (url, group) -> {
                            var heads = new ArrayList<BronzeHead>();
                            group.forEachRemaining(row -> heads.add(Columns.head(row)));
                            return Columns.row(ArticleFold.fold(heads));
                        },
                        Encoders.row(Columns.STATE));
    }

    private Dataset<Row> withSightings(Dataset<Row> states, long version) {
        if (version < 0) {
            return states;
        }
        var names = states.select(
                col("normalized_url"),
                explode(array_union(array(col("normalized_url")), col("discovered_normalized_urls")))
                        .as("name"));
        var seen = Columns.sightings(sightings.at(version))
                .withColumn("name", col("normalized_url"))
                .select(col("name"), struct(col("*")).as("seen"))
                .distinct()
                .join(names, "name")
                .groupBy("normalized_url")
                .agg(collect_set("seen").as("seen"));
        return states.join(seen, Columns.seq("normalized_url"), "left")
                .select(Columns.of(Columns.names(Columns.STATE).toList(), "seen"))
                .map(
                        (MapFunction<Row, Row>) row -> {
                            var state = Columns.state(row);
                            if (!row.isNullAt(Columns.STATE.size())) {
                                for (var sighting : row.<Row>getList(Columns.STATE.size())) {
                                    state = state.with(Columns.seen(sighting));
                                }
                            }
                            return Columns.row(state);
                        },
                        Encoders.row(Columns.STATE));
    }

    /** Rows that Silver lacks, has otherwise, or should not have: changes and {@link #FOUND}. */
    private Dataset<Row> differences(Dataset<Row> expected) {
        if (silver.isEmpty()) {
            return expected.withColumn(FOUND, lit(MISSING));
        }
        var joined = expected.as("e")
                .join(silver.rows().as("t"), col("e.normalized_url").equalTo(col("t.normalized_url")), "full_outer");
        // where the content is the one that Silver has, its version is what Silver says: compaction moves rows
        var sameContent = Columns.CONTENT_KEY.stream()
                .map(name -> col("e." + name).eqNullSafe(col("t." + name)))
                .reduce(lit(true), Column::and);
        var columns = Columns.names(Columns.SILVER)
                .map(name -> when(col("e.normalized_url").isNull(), col("t." + name))
                        .when(lit(name.equals("bronze_version")).and(sameContent), col("t." + name))
                        .otherwise(col("e." + name))
                        .as(name));
        var compared = Columns.names(Columns.SILVER)
                .filter(name -> !name.equals("bronze_version"))
                .toList();
        var same = compared.stream()
                .map(name -> col("e." + name).eqNullSafe(col("t." + name)))
                .reduce(lit(true), Column::and);
        var found = when(col("t.normalized_url").isNull(), MISSING)
                .when(col("e.normalized_url").isNull(), EXTRA)
                .when(not(same), DIFFERENT);
        var action = when(col("e.normalized_url").isNull(), SilverTable.REMOVE).otherwise(SilverTable.REPLACE);
        return joined.select(Stream.concat(columns, Stream.of(action.as(SilverTable.ACTION), found.as(FOUND)))
                        .toArray(Column[]::new))
                .filter(col(FOUND).isNotNull());
    }
}
