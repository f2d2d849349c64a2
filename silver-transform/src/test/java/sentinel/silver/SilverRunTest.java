package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.silver.Tables.Article;
import sentinel.silver.Tables.Sighted;

/** The job over real Delta tables; all tests share one Spark. */
class SilverRunTest {

    static SparkSession spark;

    @TempDir
    Path directory;

    Tables tables;

    @BeforeAll
    static void spark() {
        spark = SilverSession.open();
    }

    @BeforeEach
    void tables() {
        tables = new Tables(spark, directory);
    }

    @Test
    void given_new_and_changed_articles_when_folded_in_steps_then_silver_holds_their_versions() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1), Article.of("a.com/2", "h2", 2));
        tables.once();
        tables.bronze(Article.of("a.com/1", "h1b", 3), Article.of("a.com/3", "h3", 4));
        tables.sightings(new Sighted("a.com/2", "gdelt", "gkg", 5));
        tables.once();

        var silver = tables.silver();
        assertThat(silver.keySet()).containsExactly("a.com/1", "a.com/2", "a.com/3");
        assertThat(silver.get("a.com/1"))
                .containsEntry("content_version", 2)
                .containsEntry("is_updated", true)
                .containsEntry("previous_content_hash", "h1")
                .containsEntry("content_hash", "h1b")
                .containsEntry("body", "Body of h1b")
                .containsEntry("first_seen_ts", Tables.START.plusSeconds(1))
                .containsEntry("updated_ts", Tables.START.plusSeconds(3))
                .containsEntry("freshness_status", "fresh");
        assertThat(silver.get("a.com/2"))
                .containsEntry("content_version", 1)
                .containsEntry("previous_content_hash", null)
                .containsEntry("sources", List.of("gdelt", "rss"))
                .containsEntry("source_names", List.of("feed-a", "gkg"));

        assertThatNothingDiffers();
    }

    @Test
    void given_a_row_of_each_kind_when_folded_then_the_columns_follow_from_it() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 10).as("go.com/1").by("gdelt", "gkg"));
        tables.once();

        assertThat(tables.silver().get("a.com/1"))
                .containsEntry("id", sentinel.contract.url.UrlIdentity.articleId("a.com/1"))
                .containsEntry("url", "https://go.com/1?utm_source=x")
                .containsEntry("final_url", "https://a.com/1")
                .containsEntry("companies", List.of("Acme"))
                .containsEntry("ingestion_lag_hours", 1.0)
                .containsEntry("discovered_normalized_urls", List.of("go.com/1"))
                .containsEntry("sources", List.of("gdelt"))
                .containsEntry("is_updated", false)
                .containsEntry("bronze_version", 0L)
                .containsEntry("kafka_offset", 10L);
    }

    /** Late rows, replays, low scores, sightings on either side of their article, in one go and in pieces. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void given_any_cut_of_the_logs_when_folded_then_silver_is_that_of_one_run(long seed) throws Exception {
        var random = new Random(seed);
        long offset = 0;
        for (int batch = 0; batch < 4; batch++) {
            var rows = new ArrayList<Article>();
            for (int i = 0; i < 8; i++) {
                String url = "a.com/" + random.nextInt(5);
                var row = Article.of(url, "h" + random.nextInt(3), random.nextInt(40))
                        .fetched(random.nextInt(40))
                        .at(offset++)
                        .on(random.nextInt(2))
                        .scored(random.nextInt(5) == 0 ? 0.1 : 0.7)
                        .by(random.nextBoolean() ? "rss" : "gdelt", "name-" + random.nextInt(3));
                rows.add(random.nextBoolean() ? row : row.as("go.com/" + random.nextInt(5)));
                if (random.nextInt(4) == 0) {
                    rows.add(rows.get(random.nextInt(rows.size())));
                }
            }
            tables.bronze(rows);
            if (batch != 1) {
                String host = random.nextBoolean() ? "go.com/" : "a.com/";
                tables.sightings(new Sighted(host + random.nextInt(5), "gdelt", "seen-" + batch, batch));
            }
            tables.once();
        }
        assertThatNothingDiffers();
    }

    @Test
    void given_an_older_text_that_was_parsed_after_a_newer_one_when_folded_then_the_newer_stays() throws Exception {
        tables.bronze(Article.of("a.com/1", "new", 100).fetched(90));
        tables.once();
        tables.bronze(Article.of("a.com/1", "old", 1900).fetched(10));
        tables.once();

        assertThat(tables.silver().get("a.com/1"))
                .containsEntry("content_hash", "new")
                .containsEntry("body", "Body of new")
                .containsEntry("content_version", 2)
                .containsEntry("previous_content_hash", "old")
                .containsEntry("first_seen_ts", Tables.START.plusSeconds(100))
                .containsEntry("updated_ts", Tables.START.plusSeconds(100));
        assertThatNothingDiffers();
    }

    /** Dates as feeds write them when they are not set, one batch of each way to read Bronze. */
    @Test
    void given_rows_of_impossible_dates_when_folded_then_they_are_unknown_and_nothing_stops() throws Exception {
        var dates = List.of(
                "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1980-01-01T00:00:00Z", "+294000-01-01T00:00:00Z");
        tables.bronze(Article.of("a.com/0", "h", 0).published(Instant.parse(dates.get(0))));
        tables.once();
        for (int i = 0; i < dates.size(); i++) {
            tables.bronze(
                    Article.of("a.com/" + i, "h" + i, 1 + i).published(Instant.parse(dates.get(i))),
                    Article.of("b.com/" + i, "h" + i, 1 + i));
        }
        tables.once();

        var silver = tables.silver();
        assertThat(silver).hasSize(2 * dates.size());
        for (int i = 0; i < dates.size(); i++) {
            assertThat(silver.get("a.com/" + i))
                    .containsEntry("publish_date", null)
                    .containsEntry("freshness_status", "unknown")
                    .containsEntry("ingestion_lag_hours", null);
            assertThat(silver.get("b.com/" + i)).containsEntry("freshness_status", "fresh");
        }
        assertThat(tables.report().leftOut()).isZero();
        assertThatNothingDiffers();
    }

    @Test
    void given_rows_that_cannot_be_folded_when_folded_then_they_alone_are_left_out_and_counted() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        tables.bronzeRow(without(Article.of("a.com/2", "h2", 2), "kafka_ts"));
        tables.bronzeRow(without(Article.of("a.com/1", "h1b", 3), "content_hash"));
        tables.bronze(Article.of("a.com/3", "h3", 4), Article.of("a.com/1", "h1c", 5));
        tables.once();

        var silver = tables.silver();
        assertThat(silver.keySet()).containsExactly("a.com/1", "a.com/3");
        assertThat(silver.get("a.com/1")).containsEntry("content_hash", "h1c").containsEntry("content_version", 2);
        assertThat(tables.report().leftOut()).isEqualTo(2);
        assertThat(tables.report().leftOutReason()).isIn("kafka_ts is missing", "content_hash is missing");
        assertThat(tables.report().failure()).isNull();
        assertThatNothingDiffers();
        assertThat(tables.report().leftOut()).isEqualTo(2);
    }

    /** A directory of the version before: rows with dates that cannot be, folded in the order of Kafka, or not at all. */
    @Test
    void given_a_silver_by_the_first_rules_when_run_then_it_comes_right_by_itself() throws Exception {
        tables.bronze(
                Article.of("a.com/1", "new", 100).fetched(90),
                Article.of("a.com/1", "old", 1900).fetched(10),
                Article.of("a.com/2", "h2", 101).published(Instant.EPOCH));
        var byOldRules = spark.createDataFrame(
                        List.of(
                                Columns.change(state("a.com/1"), null, SilverTable.REPLACE),
                                Columns.change(state("a.com/2"), null, SilverTable.REPLACE)),
                        Columns.CHANGE)
                .drop(SilverTable.ACTION, "last_fetch_timestamp")
                .withColumn("publish_date", org.apache.spark.sql.functions.lit(Instant.EPOCH));
        var bronze = new SourceTable(spark, tables.paths.bronze(), Columns.OF_BRONZE)
                .latest()
                .orElseThrow();
        var old = new Progress(1, 0, bronze.metadata().id(), Progress.NO_TABLE, bronze.version(), -1);
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
        assertThatNothingDiffers();
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
    void given_no_bronze_when_streamed_then_it_is_ready_at_once_and_nothing_fails() throws Exception {
        tables.run().failed(new IllegalStateException("of the run before"));
        var stop = new CountDownLatch(1);

        stream(stop, stop::countDown);

        assertThat(tables.report().bronzeVersion()).isEqualTo(-1);
        assertThat(tables.report().failure()).isNull();
    }

    @Test
    void given_rows_in_bronze_when_streamed_then_it_is_ready_when_silver_holds_them() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.bronze(Article.of("a.com/2", "h2", 2).scored(0.1));
        var found = new ArrayList<String>();
        var stop = new CountDownLatch(1);

        stream(stop, () -> {
            found.addAll(tables.silver().keySet());
            stop.countDown();
        });

        assertThat(found).containsExactly("a.com/1");
        assertThat(tables.report().bronzeVersion()).isEqualTo(1);
    }

    @Test
    void given_a_batch_that_fails_when_streamed_then_the_report_says_why_until_one_is_made() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        tables.bronze(Article.of("a.com/2", "h2", 2));
        var file = newestDataFile();
        var bytes = Files.readAllBytes(file);
        Files.write(file, "not Parquet".getBytes(StandardCharsets.UTF_8));
        var stop = new CountDownLatch(1);
        var streaming = new Thread(() -> stream(stop, () -> {}));
        streaming.start();
        try {
            await().atMost(5, TimeUnit.MINUTES).until(() -> tables.report().failure() != null);
            assertThat(tables.report().failure()).contains(file.getFileName().toString());
            assertThat(tables.report().bronzeVersion()).isZero();

            Files.write(file, bytes);
            await().atMost(5, TimeUnit.MINUTES).until(() -> tables.report().failure() == null);
        } finally {
            stop.countDown();
            streaming.join();
        }
        assertThat(tables.report().bronzeVersion()).isEqualTo(1);
        assertThat(tables.silver().keySet()).containsExactly("a.com/1", "a.com/2");
    }

    private void stream(CountDownLatch stop, Runnable onReady) {
        try {
            new SilverStream(tables.run(), Duration.ofMillis(50), onReady).runUntil(stop);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path newestDataFile() throws IOException {
        try (var files = Files.walk(Path.of(tables.paths.bronze()))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow();
        }
    }

    private static Row without(Article article, String column) {
        var row = article.row();
        var values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Tables.BRONZE.fieldNames()[i].equals(column) ? null : row.get(i);
        }
        return RowFactory.create(values);
    }

    @Test
    void given_nothing_that_counts_when_run_then_silver_is_left_alone() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        long version = tables.version(tables.paths.silver());

        tables.bronze(Article.of("a.com/2", "h2", 2).scored(0.29));
        tables.bronze(Article.of("a.com/1", "h1", 1)); // a replay
        tables.once();

        assertThat(tables.version(tables.paths.silver())).isEqualTo(version);
        assertThat(tables.silver().keySet()).containsExactly("a.com/1");
    }

    @Test
    void given_a_batch_that_is_in_silver_when_it_is_merged_again_then_nothing_happens() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        var table = new SilverTable(spark, tables.paths.silver());
        var snapshot = table.snapshot();
        var progress = SilverTable.progress(snapshot).orElseThrow();
        var again = spark.createDataFrame(
                List.of(Columns.change(state("b.com/1"), null, SilverTable.REPLACE)), Columns.CHANGE);

        table.merge(again, true, false, progress, "{}");

        assertThat(table.snapshot().version()).isEqualTo(snapshot.version());
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

    private void assertThatNothingDiffers() throws Exception {
        var anew = new Tables(tables, directory.resolve("anew").toString());
        anew.once();
        assertThat(anew.silver()).isEqualTo(tables.silver());
        long version = tables.version(tables.paths.silver());
        assertThat(tables.run().reconcile().orElseThrow().changedNothing()).isTrue();
        assertThat(tables.version(tables.paths.silver())).isEqualTo(version);
    }

    private static ArticleState state(String url) {
        return ArticleFold.fold(List.of(
                new BronzeHead(url, url, new Position(Tables.START, Tables.START, 0, 0), "h", "rss", "feed", 0)));
    }
}
