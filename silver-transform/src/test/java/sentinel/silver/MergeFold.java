package sentinel.silver;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import sentinel.contract.table.SilverColumn;
import sentinel.versions.VersionText;

/** A batch as the design before made it, kept to be compared with: folded in this process, read and merged by Spark. */
final class MergeFold {

    private final SparkSession spark;
    private final MergeSource bronze;
    private final MergeSource sightings;
    private final MergeSilver silver;

    MergeFold(SparkSession spark, MergeSource bronze, MergeSource sightings, MergeSilver silver) {
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
        var marked = newRows(from, to);
        var leftOut = LeftOut.of(marked.stream().filter(MergeFold::isFlawed).toList());
        var rows = marked.stream().filter(row -> !isFlawed(row)).toList();
        var heads = rows.stream().map(Columns::head).toList();
        var newlySeen = newlySeen(from, to, sightingsHaveFeed);
        var prior = heads.isEmpty() && newlySeen.isEmpty()
                ? Map.<String, ArticleState>of()
                : silver.lookUp(
                        heads.stream().map(BronzeHead::normalizedUrl).collect(toSet()),
                        newlySeen.stream().map(Seen::discoveredUrl).collect(toSet()));
        var outcome = BatchFold.fold(prior, heads, newlySeen, sourcesAt(to));
        var summary = summary(heads.size(), newlySeen.size(), leftOut, outcome, prior);
        if (!summary.changedNothing() || commitAlways) {
            var changes = changes(outcome, prior, rows, to);
            boolean insertsOnly =
                    outcome.changed().stream().noneMatch(state -> prior.containsKey(state.normalizedUrl()));
            silver.merge(
                    spark.createDataFrame(changes, Columns.CHANGE).coalesce(1),
                    insertsOnly,
                    false,
                    to,
                    summary.json(to, "incremental"));
        }
        return summary;
    }

    /** With those that have a flaw. */
    private List<Row> newRows(Progress from, Progress to) {
        return to.bronzeVersion() == from.bronzeVersion()
                ? List.of()
                : marked(bronze.changes(from.bronzeVersion(), to.bronzeVersion()))
                        .collectAsList();
    }

    private static boolean isFlawed(Row row) {
        return row.getAs(Flaw.COLUMN) != null;
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

    private BatchFold.Sources sourcesAt(Progress to) {
        return new BatchFold.Sources() {
            @Override
            public List<BronzeHead> allRowsOf(Set<String> urls) {
                return rowsOf(urls, to).select(Columns.of(Columns.HEAD, "body")).collectAsList().stream()
                        .map(Columns::head)
                        .toList();
            }

            @Override
            public Map<String, VersionText> currentTexts(Collection<ArticleState> articles) {
                return textsAt(articles, to);
            }

            /** Perhaps some that came since, too: they will be new once more, which does no harm. */
            @Override
            public List<Seen> allSightingsOf(Set<String> names) {
                return to.sightingsVersion() < 0
                        ? List.of()
                        : seen(sightings.rows().filter(isOneOf(names).apply(col("normalized_url"))));
            }
        };
    }

    /** Texts of the current versions, each read from the partition and the file that has its position. */
    private Map<String, VersionText> textsAt(Collection<ArticleState> articles, Progress to) {
        var wanted = articles.stream().collect(toMap(ArticleState::normalizedUrl, ArticleState::content));
        var days = wanted.values().stream()
                .map(position -> LocalDate.ofInstant(position.kafkaTs(), ZoneOffset.UTC))
                .distinct()
                .toArray();
        var offsets = wanted.values().stream().map(Position::offset).distinct().toArray();
        var rows = Columns.bronze(bronze.at(to.bronzeVersion())
                        .filter(col("ingest_date").isin(days))
                        .filter(col("kafka_offset").isin(offsets))
                        .withColumn("bronze_version", lit(to.bronzeVersion())))
                .select(Columns.of(Columns.HEAD, "body"))
                .collectAsList();
        var texts = new HashMap<String, VersionText>();
        for (var row : rows) {
            if (Flaw.of(row) != null) {
                continue;
            }
            var head = Columns.head(row);
            var text = head.text();
            if (text != null && head.position().equals(wanted.get(head.normalizedUrl()))) {
                texts.put(head.normalizedUrl(), text);
            }
        }
        return texts;
    }

    /** Every row of some articles that counts. */
    private Dataset<Row> rowsOf(Set<String> urls, Progress to) {
        long version = to.bronzeVersion();
        var versions = bronze.versionOfFile(version);
        var versionOf = udf((UDF1<String, Long>) file -> versions.getOrDefault(file, version), DataTypes.LongType);
        return marked(bronze.at(version)
                        .filter(isOneOf(urls).apply(col("normalized_url")))
                        .withColumn("bronze_version", versionOf.apply(col("_metadata.file_name"))))
                .filter(col(Flaw.COLUMN).isNull());
    }

    /** What becomes of the articles that changed, with their content where it does. */
    private List<Row> changes(
            BatchFold.Outcome outcome, Map<String, ArticleState> prior, List<Row> newRows, Progress to) {
        var byUrl = new HashMap<String, Map<Position, Row>>();
        for (var row : newRows) {
            put(byUrl, row);
        }
        var refolded = outcome.changed().stream()
                .map(ArticleState::normalizedUrl)
                .filter(outcome.refolded()::contains)
                .collect(toSet());
        if (!refolded.isEmpty()) {
            rowsOf(refolded, to).collectAsList().forEach(row -> put(byUrl, row));
        }
        var changes = new ArrayList<Row>();
        for (var state : outcome.changed()) {
            boolean touch = state.hasContentOf(prior.get(state.normalizedUrl()));
            changes.add(touch ? touched(state) : Columns.change(state, contentOf(state, byUrl), MergeSilver.REPLACE));
        }
        return changes;
    }

    private static Row touched(ArticleState state) {
        var values = new Object[Columns.CHANGE.size()];
        var row = Columns.row(state);
        for (int i = 0; i < row.size(); i++) {
            values[Columns.CHANGE.fieldIndex(Columns.STATE.fieldNames()[i])] = row.get(i);
        }
        values[Columns.CHANGE.fieldIndex(MergeSilver.ACTION)] = MergeSilver.TOUCH;
        return new org.apache.spark.sql.catalyst.expressions.GenericRow(values);
    }

    /** The row that made the content: content that changed came with a new row, or all rows were read again. */
    private static Row contentOf(ArticleState state, Map<String, Map<Position, Row>> byUrl) {
        var rows = requireNonNull(byUrl.get(state.normalizedUrl()), "an article whose content changed has rows");
        return requireNonNull(rows.get(state.content()), "the row of the content is one of them");
    }

    private static void put(Map<String, Map<Position, Row>> byUrl, Row row) {
        var head = Columns.head(row);
        byUrl.computeIfAbsent(head.normalizedUrl(), url -> new HashMap<>()).putIfAbsent(head.position(), row);
    }

    /** Rows of a score that counts, with their flaws. */
    private static Dataset<Row> marked(Dataset<Row> rows) {
        return Flaw.marked(Columns.bronze(rows.filter(col("data_value_score").geq(SilverColumn.MIN_DATA_VALUE_SCORE))));
    }

    private static List<Seen> seen(Dataset<Row> rows) {
        return Columns.sightings(rows).collectAsList().stream()
                .map(Columns::seen)
                .distinct()
                .toList();
    }

    private static UserDefinedFunction isOneOf(Set<String> wanted) {
        var set = new HashSet<>(wanted);
        return udf((UDF1<String, Boolean>) set::contains, DataTypes.BooleanType);
    }

    private static Summary summary(
            long rows, long sightings, LeftOut leftOut, BatchFold.Outcome outcome, Map<String, ArticleState> prior) {
        long inserted = 0;
        long updated = 0;
        for (var state : outcome.changed()) {
            var before = prior.get(state.normalizedUrl());
            if (before == null) {
                inserted++;
            } else if (!state.hasContentOf(before)) {
                updated++;
            }
        }
        long touched = outcome.changed().size() - inserted - updated;
        return new Summary(
                rows,
                sightings,
                inserted,
                updated,
                touched,
                0,
                outcome.refolded().size(),
                leftOut);
    }
}
