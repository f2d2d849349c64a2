package sentinel.silver;

import io.delta.kernel.engine.Engine;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sentinel.contract.table.IncompatibleTableException;
import sentinel.contract.table.SilverColumn;
import sentinel.delta.KeyedCare;
import sentinel.delta.KeyedTable;

/**
 * Silver itself: its creation, what it holds, and the commits that change it together with the {@link Progress}. Batches are
 * written directly ({@link KeyedTable}); a full fold changes any number of rows by Spark's MERGE.
 */
final class SilverTable {

    private static final String TXN_APP_ID = "spark.databricks.delta.write.txnAppId";
    private static final String TXN_VERSION = "spark.databricks.delta.write.txnVersion";
    private static final String USER_METADATA = "spark.databricks.delta.commitInfo.userMetadata";

    /** Column of the MERGE's source: what becomes of the row, {@link #REPLACE} or {@link #REMOVE}. */
    static final String ACTION = "action";

    /** The row as it is in the source: new, or other than in Silver. */
    static final String REPLACE = "replace";

    /** Bronze does not hold such an article. */
    static final String REMOVE = "remove";

    private static final RowShape ROW = new RowShape(SilverColumn.ALL);
    private static final RowShape STATE = new RowShape(Columns.STATE_COLUMNS);

    /** Every column as it is in the source. */
    private static final Map<String, String> ALL =
            Columns.names(Columns.SILVER).collect(Collectors.toMap(name -> name, name -> "s." + name));

    private final Supplier<SparkSession> spark;
    private final String path;
    private final KeyedTable table;
    private final KeyedCare care;

    /** @param retention of versions that are no longer the newest: their log and their files */
    SilverTable(Supplier<SparkSession> spark, Engine engine, Configuration hadoop, String path, Duration retention) {
        this.spark = spark;
        this.path = path;
        this.table = new KeyedTable(
                engine,
                hadoop,
                path,
                SilverColumn.ALL,
                SilverColumn.NORMALIZED_URL,
                SilverColumn.DISCOVERED_NORMALIZED_URLS,
                properties(retention));
        this.care = new KeyedCare(
                engine, hadoop, table, KeyedCare.Sizes.DEFAULT, retention, retention.dividedBy(24), Clock.systemUTC());
    }

    private static Map<String, String> properties(Duration retention) {
        String kept = "interval " + retention.toSeconds() + " seconds";
        return Map.of(
                "delta.enableDeletionVectors",
                "true",
                // readers follow new files and deletion vectors; a feed would be written by nobody
                "delta.enableChangeDataFeed",
                "false",
                "delta.dataSkippingStatsColumns",
                "normalized_url,first_seen_ts,updated_ts,publish_date",
                "delta.checkpointInterval",
                "100",
                "delta.logRetentionDuration",
                kept,
                "delta.deletedFileRetentionDuration",
                kept);
    }

    /**
     * Makes the table when there is none, and adds the columns that an older one lacks.
     *
     * @throws IncompatibleTableException a column is of another type there
     */
    void create() {
        table.create();
    }

    /** Reads what others committed; whether there is a table. */
    boolean refresh() {
        return table.refresh();
    }

    /** The newest version; -1 when the table does not exist. */
    long version() {
        return table.table().version();
    }

    /** How far the sources were read. */
    Optional<Progress> progress() {
        return Progress.latest(table.table().transactions().entrySet());
    }

    boolean isEmpty() {
        return table.isEmpty();
    }

    /** All rows, by Spark. */
    Dataset<Row> rows() {
        return spark.get().read().format("delta").load(path);
    }

    /** The articles that have one of the URLs, or are known under one of the discovered URLs. */
    Map<String, ArticleState> lookUp(Set<String> urls, Set<String> discoveredUrls) {
        var found = new HashMap<String, ArticleState>();
        find(urls, discoveredUrls, STATE, row -> {
            var state = Columns.state(row);
            found.put(state.normalizedUrl(), state);
        });
        return found;
    }

    /** The rows of some articles. */
    Map<String, Row> rowsOf(Set<String> urls) {
        var found = new HashMap<String, Row>();
        find(urls, Set.of(), ROW, row -> found.put(row.getAs("normalized_url"), row));
        return found;
    }

    private void find(Set<String> urls, Set<String> names, RowShape shape, Consumer<Row> taker) {
        try {
            table.find(urls, names, shape.kernel(), row -> taker.accept(shape.of(row)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Puts rows of {@link Columns#SILVER} in the place of those of their articles, which were looked up before. */
    void put(List<Row> rows) {
        try {
            table.put(ROW.batch(rows, table.table().schema()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + path, e);
        }
    }

    /** One commit: what was put, and how far it brings Silver. */
    void commit(Progress progress) {
        try {
            table.commit(progress.appId(), progress.txnVersion());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + path, e);
        }
    }

    /** Forgets what was put and not committed. */
    void rollback() {
        table.rollback();
    }

    /**
     * A step of what keeps the table small.
     *
     * @param isLast whether the process ends after it
     */
    void care(boolean isLast) {
        try {
            care.step();
            if (isLast) {
                care.vacuum();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compact or vacuum " + path, e);
        }
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
        var session = spark.get();
        var merge =
                DeltaTable.forPath(session, path).as("t").merge(source.as("s"), "t.normalized_url = s.normalized_url");
        if (!insertsOnly) {
            if (removes) {
                merge = merge.whenMatched(action(REMOVE)).delete();
            }
            merge = merge.whenMatched().updateExpr(ALL);
        }
        merge = merge.whenNotMatched(action(REPLACE)).insertExpr(ALL);
        session.conf().set(TXN_APP_ID, progress.appId());
        session.conf().set(TXN_VERSION, Long.toString(progress.txnVersion()));
        session.conf().set(USER_METADATA, metadata);
        try {
            merge.execute();
        } finally {
            session.conf().unset(TXN_APP_ID);
            session.conf().unset(TXN_VERSION);
            session.conf().unset(USER_METADATA);
        }
        table.refresh();
    }

    private static String action(String name) {
        return "s." + ACTION + " = '" + name + "'";
    }
}
