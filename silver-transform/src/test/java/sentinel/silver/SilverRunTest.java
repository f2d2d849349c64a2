package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
                .containsEntry("id", sentinel.common.url.UrlIdentity.articleId("a.com/1"))
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
        return ArticleFold.fold(
                List.of(new BronzeHead(url, url, new Position(Tables.START, 0, 0), "h", "rss", "feed", 0)));
    }
}
