package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

        var anew = new Tables(tables, directory.resolve("anew").toString());
        anew.once();
        assertThat(anew.silver()).isEqualTo(silver);
        var reconciled = tables.run().reconcile().orElseThrow();
        assertThat(reconciled.changedNothing()).isTrue();
    }
}
