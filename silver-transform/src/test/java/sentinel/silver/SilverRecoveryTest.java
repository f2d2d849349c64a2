package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.exceptions.ConcurrentTransactionException;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import sentinel.silver.Tables.Article;

/** Runs over tables that are not as the last run left them. */
class SilverRecoveryTest extends OnTables {

    /** A directory of the version before: rows with dates that cannot be, folded in the order of Kafka, or not at all. */
    @Test
    void given_a_silver_by_the_first_rules_when_run_then_it_comes_right_by_itself() throws Exception {
        tables.bronze(
                Article.of("a.com/1", "new", 100).fetched(90),
                Article.of("a.com/1", "old", 1900).fetched(10),
                Article.of("a.com/2", "h2", 101).published(Instant.EPOCH));
        var byOldRules = spark.createDataFrame(List.of(silver("a.com/1"), silver("a.com/2")), Columns.SILVER)
                .drop("last_fetch_timestamp")
                .withColumn("publish_date", org.apache.spark.sql.functions.lit(Instant.EPOCH));
        var bronze = tables.bronzeTable().latest().orElseThrow();
        var old = new Progress(1, 0, bronze.id(), Progress.NO_TABLE, bronze.number(), -1);
        byOldRules
                .write()
                .format("delta")
                .option("txnAppId", old.appId())
                .option("txnVersion", old.txnVersion())
                .save(tables.paths.silver());
        tables.bronze(Article.of("a.com/3", "h3", 2000).published(Instant.parse("0001-01-01T00:00:00Z")));

        var run = tables.run();
        run.createSilver();
        assertThat(run.mayHaveNews()).isTrue();
        assertThat(run.holds(0)).isFalse();
        while (run.step()) {}

        assertThat(run.holds(1)).isTrue();
        var silver = tables.silver();
        assertThat(silver.keySet()).containsExactly("a.com/1", "a.com/2", "a.com/3");
        assertThat(silver.get("a.com/1"))
                .containsEntry("content_hash", "new")
                .containsEntry("content_version", 2)
                .containsEntry("last_fetch_timestamp", Tables.START.plusSeconds(90));
        assertThat(silver.get("a.com/2"))
                .containsEntry("publish_date", null)
                .containsEntry("freshness_status", "unknown");
        assertThat(silver.get("a.com/3")).containsEntry("publish_date", null);
        tables.assertThatNothingDiffers();
    }

    @Test
    void given_a_log_that_was_cleaned_past_where_silver_stands_when_looked_at_then_all_is_folded() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        var run = tables.run();
        while (run.step()) {}
        tables.bronze(Article.of("a.com/2", "h2", 2));
        tables.bronze(Article.of("a.com/3", "h3", 3));
        tables.cleanLog(tables.paths.bronze());

        assertThat(run.mayHaveNews()).isTrue();
        while (run.step()) {}

        assertThat(tables.silver().keySet()).containsExactly("a.com/1", "a.com/2", "a.com/3");
        assertThat(tables.report().bronzeVersion()).isEqualTo(2);
        tables.bronze(Article.of("a.com/4", "h4", 4));
        while (run.step()) {}
        assertThat(tables.silver()).hasSize(4);
    }

    @Test
    void given_a_batch_that_is_in_silver_when_it_is_merged_again_then_nothing_happens() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        var table = tables.silverTable();
        table.refresh();
        long version = table.version();
        var progress = table.progress().orElseThrow();
        var change = Columns.change(ArticleFold.fold(List.of(head("b.com/1"))), bronzeRow(), SilverTable.REPLACE);
        var again = spark.createDataFrame(List.of(change), Columns.CHANGE);

        table.merge(again, true, false, progress, "{}");
        assertThat(tables.version(tables.paths.silver())).isEqualTo(version);

        table.put(List.of(silver("b.com/1")));
        assertThatThrownBy(() -> table.commit(progress)).isInstanceOf(ConcurrentTransactionException.class);
        assertThat(tables.version(tables.paths.silver())).isEqualTo(version);
        assertThat(progress.bronzeVersion()).isZero();
        assertThat(progress.sightingsVersion()).isEqualTo(-1);
    }

    @Test
    void given_a_silver_that_was_tampered_with_when_reconciled_then_it_is_mended_and_counted() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1), Article.of("a.com/2", "h2", 2));
        tables.once();
        var healthy = tables.silver();
        var table = io.delta.tables.DeltaTable.forPath(spark, tables.paths.silver());
        table.updateExpr("normalized_url = 'a.com/2'", java.util.Map.of("normalized_url", "'x.com/2'"));
        table.updateExpr("normalized_url = 'a.com/1'", java.util.Map.of("title", "'other'"));

        var found = tables.run().reconcile().orElseThrow();

        assertThat(List.of(found.inserted(), found.updated(), found.removed())).containsExactly(1L, 1L, 1L);
        assertThat(tables.silver()).isEqualTo(healthy);
        assertThat(tables.run().step()).isFalse();
    }

    @Test
    void given_another_bronze_in_its_place_when_run_then_a_person_must_decide() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        org.apache.commons.io.FileUtils.deleteDirectory(new java.io.File(tables.paths.bronze()));
        org.apache.spark.sql.delta.DeltaLog.clearCache();
        tables.bronze(Article.of("a.com/2", "h2", 2));

        assertThatThrownBy(tables::once).isInstanceOf(SourceReplacedException.class);

        assertThat(tables.run().reconcile().orElseThrow().removed()).isEqualTo(1);
        assertThat(tables.silver().keySet()).containsExactly("a.com/2");
        tables.once();
    }

    private static Row silver(String url) {
        return Columns.silver(ArticleFold.fold(List.of(head(url))), bronzeRow());
    }

    private static Row bronzeRow() {
        var values = new Object[Columns.NEW_BRONZE.size()];
        values[Columns.NEW_BRONZE.fieldIndex("kafka_ts")] = Tables.START;
        return new GenericRowWithSchema(values, Columns.NEW_BRONZE);
    }

    private static BronzeHead head(String url) {
        return new BronzeHead(
                url, url, new Position(Tables.START, Tables.START, 0, 0), "h", "rss", "feed", 1, null, null, null, 0);
    }
}
