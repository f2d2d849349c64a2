package sentinel.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.delta.tables.DeltaTable;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import sentinel.contract.table.SilverColumn;

/** Silver as the design before looked articles up and changed them: by Spark's MERGE, with a change feed. */
final class MergeSilver {

    private static final String TXN_APP_ID = "spark.databricks.delta.write.txnAppId";
    private static final String TXN_VERSION = "spark.databricks.delta.write.txnVersion";
    private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

    /** Column of the MERGE's source: what becomes of the row, {@link #REPLACE}, {@link #TOUCH} or {@link #REMOVE}. */
    static final String ACTION = "action";

    /** The row as it is in the source: new, or with other content. */
    static final String REPLACE = "replace";

    /** Only {@link #TOUCHED}; the row is in Silver, and its content stays. */
    static final String TOUCH = "touch";

    /** What rows and sightings without new content can change. */
    static final List<String> TOUCHED = Stream.concat(
                    Stream.of(
                            SilverColumn.SOURCES,
                            SilverColumn.SOURCE_NAMES,
                            SilverColumn.SHORTENED_TS,
                            SilverColumn.GONE_SINCE,
                            SilverColumn.MOVED_TO),
                    SilverColumn.of(SilverColumn.Role.FOLD).stream())
            .map(SilverColumn::columnName)
            .toList();

    /** Bronze does not hold such an article. */
    static final String REMOVE = "remove";

    private final SparkSession spark;
    private final String path;

    MergeSilver(SparkSession spark, String path) {
        this.spark = spark;
        this.path = path;
    }

    /** Gives a copy of today's table the properties of the design before. */
    void prepare() {
        spark.sql("ALTER TABLE delta.`" + path + "` SET TBLPROPERTIES ("
                + "'delta.enableChangeDataFeed' = 'true', 'delta.autoOptimize.autoCompact' = 'true',"
                + "'delta.checkpointInterval' = '20')");
    }

    /** The newest snapshot; version -1 when the table does not exist. */
    Snapshot snapshot() {
        return DeltaLog.forTable(spark, path).update(false, Option.empty(), Option.empty());
    }

    /** How far the sources were read, as of a snapshot. */
    static Optional<Progress> progress(Snapshot snapshot) {
        var transactions = CollectionConverters.asJava(snapshot.setTransactions()).stream()
                .map(txn -> (Map.Entry<String, Long>) new SimpleImmutableEntry<>(txn.appId(), txn.version()))
                .toList();
        return Progress.latest(transactions);
    }

    Dataset<Row> rows() {
        return spark.read().format("delta").load(path);
    }

    /** The articles that have one of the URLs, or are known under one of the discovered URLs. */
    Map<String, ArticleState> lookUp(Set<String> urls, Set<String> discoveredUrls) {
        var wanted = udf(
                (UDF2<String, scala.collection.Seq<String>, Boolean>) (url, aliases) -> urls.contains(url)
                        || discoveredUrls.contains(url)
                        || (!discoveredUrls.isEmpty()
                                && CollectionConverters.asJava(aliases).stream().anyMatch(discoveredUrls::contains)),
                DataTypes.BooleanType);
        var found = new HashMap<String, ArticleState>();
        rows().filter(wanted.apply(col("normalized_url"), col("discovered_normalized_urls")))
                .select(Columns.of(Columns.names(Columns.STATE).toList()))
                .collectAsList()
                .forEach(row -> {
                    var state = Columns.state(row);
                    found.put(state.normalizedUrl(), state);
                });
        return found;
    }

    /**
     * One commit: the rows and how far they bring Silver. Applied a second time, it changes nothing.
     *
     * @param source rows of {@link Columns#CHANGE}
     * @param insertsOnly whether none of the rows is there already: then the MERGE need not look for what to change
     * @param removes whether some rows go
     * @param metadata kept as the commit's user metadata
     */
    void merge(Dataset<Row> source, boolean insertsOnly, boolean removes, Progress progress, String metadata) {
        var merge =
                DeltaTable.forPath(spark, path).as("t").merge(source.as("s"), "t.normalized_url = s.normalized_url");
        if (!insertsOnly) {
            if (removes) {
                merge = merge.whenMatched(action(REMOVE)).delete();
            }
            merge = merge.whenMatched(action(TOUCH))
                    .updateExpr(assign(TOUCHED))
                    .whenMatched()
                    .updateExpr(assign(Columns.names(Columns.SILVER).toList()));
        }
        merge = merge.whenNotMatched(action(REPLACE))
                .insertExpr(assign(Columns.names(Columns.SILVER).toList()));
        spark.conf().set(TXN_APP_ID, progress.appId());
        spark.conf().set(TXN_VERSION, Long.toString(progress.txnVersion()));
        spark.conf().set(USER_METADATA, metadata);
        try {
            merge.execute();
        } finally {
            spark.conf().unset(TXN_APP_ID);
            spark.conf().unset(TXN_VERSION);
            spark.conf().unset(USER_METADATA);
        }
    }

    private static String action(String name) {
        return "s." + ACTION + " = '" + name + "'";
    }

    private static Map<String, String> assign(List<String> columns) {
        return columns.stream().collect(Collectors.toMap(name -> name, name -> "s." + name));
    }
}
