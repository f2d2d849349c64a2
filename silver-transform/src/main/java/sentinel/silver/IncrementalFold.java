package sentinel.silver;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Brings Silver from one pair of source versions to a later one. Heads and states, a few hundred bytes a row, are folded
 * in this process; the content itself goes from Bronze to Silver inside Spark.
 */
final class IncrementalFold {

    private final SparkSession spark;
    private final SourceTable bronze;
    private final SourceTable sightings;
    private final SilverTable silver;

    IncrementalFold(SparkSession spark, SourceTable bronze, SourceTable sightings, SilverTable silver) {
        this.spark = spark;
        this.bronze = bronze;
        this.sightings = sightings;
        this.silver = silver;
    }

    /**
     * One batch.
     *
     * @param sightingsHaveFeed whether the sightings table can say what is new; if not, all its rows are taken for new
     * @param commitAlways whether to commit the progress even when no article changes
     */
    Summary run(Progress from, Progress to, boolean sightingsHaveFeed, boolean commitAlways) {
        var heads = newHeads(from, to);
        var newlySeen = newlySeen(from, to, sightingsHaveFeed);
        var rowsOf = heads.stream().collect(groupingBy(BronzeHead::normalizedUrl));
        var prior = rowsOf.isEmpty() && newlySeen.isEmpty()
                ? Map.<String, ArticleState>of()
                : silver.lookUp(
                        new HashSet<>(rowsOf.keySet()),
                        newlySeen.stream().map(Seen::discoveredUrl).collect(toSet()));

        var late = rowsOf.entrySet().stream()
                .filter(rows -> ArticleFold.isLate(prior.get(rows.getKey()), rows.getValue()))
                .map(Map.Entry::getKey)
                .collect(toSet());
        var allRowsOfLate = late.isEmpty() ? Map.<String, List<BronzeHead>>of() : allHeads(late, to.bronzeVersion());
        var next = new HashMap<>(prior);
        rowsOf.forEach(
                (url, rows) -> next.put(url, ArticleFold.advance(prior.get(url), rows, () -> allRowsOfLate.get(url))));
        addSources(next, rowsOf.keySet(), late, prior, newlySeen, to);

        var changed = next.values().stream()
                .filter(state -> !state.equals(prior.get(state.normalizedUrl())))
                .toList();
        var summary = summary(heads.size(), newlySeen.size(), late.size(), changed, prior);
        if (!changed.isEmpty() || commitAlways) {
            boolean updates = changed.stream().anyMatch(state -> prior.containsKey(state.normalizedUrl()));
            silver.merge(source(changed, prior, late, from, to), !updates, to, summary.json(to, "incremental"));
        }
        return summary;
    }

    private List<BronzeHead> newHeads(Progress from, Progress to) {
        if (to.bronzeVersion() == from.bronzeVersion()) {
            return List.of();
        }
        return heads(bronze.changes(from.bronzeVersion(), to.bronzeVersion()));
    }

    private List<Seen> newlySeen(Progress from, Progress to, boolean haveFeed) {
        if (to.sightingsVersion() == from.sightingsVersion()) {
            return List.of();
        }
        return seen(
                haveFeed
                        ? sightings.changes(from.sightingsVersion(), to.sightingsVersion())
                        : sightings.at(to.sightingsVersion()));
    }

    /** Every row of some articles, up to a version of Bronze. */
    private Map<String, List<BronzeHead>> allHeads(Set<String> urls, long version) {
        var versions = bronze.versionOfFile(version);
        var versionOf = udf((UDF1<String, Long>) file -> versions.getOrDefault(file, version), DataTypes.LongType);
        var rows = bronze.at(version)
                .filter(isOneOf(urls).apply(col("normalized_url")))
                .withColumn("bronze_version", versionOf.apply(col("_metadata.file_name")));
        return heads(rows).stream().collect(groupingBy(BronzeHead::normalizedUrl));
    }

    /**
     * Sources from sightings. A sighting that is new is applied to whatever article it belongs to; an article that has
     * become known under another URL is owed the sightings of it that came before.
     */
    private void addSources(
            Map<String, ArticleState> next,
            Set<String> folded,
            Set<String> late,
            Map<String, ArticleState> prior,
            List<Seen> newlySeen,
            Progress to) {
        var owed = new HashSet<String>();
        for (var url : folded) {
            var before = late.contains(url) ? null : prior.get(url);
            Stream.concat(Stream.of(url), next.get(url).discoveredUrls().stream())
                    .filter(name -> before == null || !before.isKnownAs(name))
                    .forEach(owed::add);
        }
        var seen = new ArrayList<>(newlySeen);
        if (!owed.isEmpty() && to.sightingsVersion() >= 0) {
            seen.addAll(seen(
                    sightings.at(to.sightingsVersion()).filter(isOneOf(owed).apply(col("normalized_url")))));
        }
        var seenAs = seen.stream().collect(groupingBy(Seen::discoveredUrl));
        next.replaceAll((url, state) -> Stream.concat(Stream.of(url), state.discoveredUrls().stream())
                .flatMap(name -> seenAs.getOrDefault(name, List.of()).stream())
                .reduce(state, (s, sighting) -> s.seenBy(sighting.source(), sighting.sourceName()), (a, b) -> b));
    }

    /** The rows to merge: state from here, content from Bronze. */
    private Dataset<Row> source(
            Collection<ArticleState> changed,
            Map<String, ArticleState> prior,
            Set<String> late,
            Progress from,
            Progress to) {
        var bringContent = new ArrayList<Row>();
        var stateOnly = new ArrayList<Row>();
        for (var state : changed) {
            var before = prior.get(state.normalizedUrl());
            boolean content = before == null || !before.content().equals(state.content());
            (content ? bringContent : stateOnly).add(Columns.row(state));
        }
        Dataset<Row> source = null;
        if (!bringContent.isEmpty()) {
            var content = to.bronzeVersion() == from.bronzeVersion()
                    ? bronze.at(to.bronzeVersion()).filter(lit(false))
                    : bronze.changes(from.bronzeVersion(), to.bronzeVersion());
            var rows = Columns.content(content);
            if (!late.isEmpty()) {
                var isLate = isOneOf(late).apply(col("normalized_url"));
                rows = rows.filter(not(isLate))
                        .unionByName(
                                Columns.content(bronze.at(to.bronzeVersion())).filter(isLate));
            }
            source = rows.dropDuplicates(Columns.CONTENT_KEY.toArray(String[]::new))
                    .join(broadcast(spark.createDataFrame(bringContent, Columns.STATE)), Columns.contentKey(), "inner")
                    .select(Columns.silver())
                    .withColumn(SilverTable.ACTION, lit(SilverTable.REPLACE));
        }
        if (!stateOnly.isEmpty() || source == null) {
            var states = spark.createDataFrame(stateOnly, Columns.STATE);
            var rows = Columns.withoutContent(states).withColumn(SilverTable.ACTION, lit(SilverTable.TOUCH));
            source = source == null ? rows : source.unionByName(rows);
        }
        return source.coalesce(1);
    }

    private static List<BronzeHead> heads(Dataset<Row> rows) {
        return rows
                .filter(col("data_value_score").geq(ArticleFold.MIN_DATA_VALUE_SCORE))
                .select(Columns.of(Columns.HEAD))
                .collectAsList()
                .stream()
                .map(Columns::head)
                .toList();
    }

    private static List<Seen> seen(Dataset<Row> rows) {
        return rows.select(Columns.of(Columns.SEEN)).collectAsList().stream()
                .map(Columns::seen)
                .toList();
    }

    private static UserDefinedFunction isOneOf(Set<String> wanted) {
        var set = new HashSet<>(wanted);
        return udf((UDF1<String, Boolean>) set::contains, DataTypes.BooleanType);
    }

    private static Summary summary(
            long rows,
            long sightings,
            long refolded,
            Collection<ArticleState> changed,
            Map<String, ArticleState> prior) {
        long inserted = 0;
        long updated = 0;
        for (var state : changed) {
            var before = prior.get(state.normalizedUrl());
            if (before == null) {
                inserted++;
            } else if (!before.content().equals(state.content())) {
                updated++;
            }
        }
        return new Summary(rows, sightings, inserted, updated, changed.size() - inserted - updated, 0, refolded);
    }
}
