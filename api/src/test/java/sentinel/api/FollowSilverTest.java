package sentinel.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.api.silver.SilverArticle;
import sentinel.config.ConfigException;
import sentinel.contract.table.SilverColumn;

/** What is served is what Silver holds, however Silver got there and whenever the API looks. */
class FollowSilverTest {

    @TempDir
    Path dir;

    private SilverWriter silver;

    @BeforeEach
    void table() {
        silver = new SilverWriter(dir.resolve("silver"));
    }

    @Test
    void given_no_table_when_asked_then_empty_and_ready_and_then_follows_the_new_table() throws IOException {
        try (var api = new RunningApi(RunningApi.config(silver.path(), index()))) {
            api.awaitVersion(-1);
            assertThat(api.json("/articles").get("total").asInt()).isZero();
            assertThat(api.json("/stats").get("silver_version").isNull()).isTrue();
            silver.create().insert(many(0, 3));
            api.awaitVersion(1);
            assertServed(api);
        }
    }

    @Test
    void given_every_kind_of_commit_when_followed_then_served_is_the_table() throws IOException {
        silver.create().insert(many(0, 10));
        try (var api = RunningApi.serving(silver, index())) {
            String built = current();
            silver.insert(many(10, 5));
            assertFollowed(api);
            silver.merge(
                    List.of(renamed(3, "Edited once"), article(20), article(21)),
                    List.of(article(4).id()));
            assertFollowed(api);
            silver.deleteByVector(article(5).id(), article(20).id());
            assertFollowed(api);
            silver.deleteByVector(article(6).id());
            assertFollowed(api);
            silver.compact();
            assertFollowed(api);
            silver.overwrite(
                    List.of(renamed(7, "Edited twice"), article(30)),
                    List.of(article(8).id()));
            assertFollowed(api);
            silver.merge(List.of(renamed(3, "Edited again")), List.of()).merge(List.of(article(4)), List.of());
            assertFollowed(api);
            assertThat(current()).as("no commit made it build the index again").isEqualTo(built);
        }
    }

    @Test
    void given_deletion_vectors_when_built_from_scratch_then_deleted_rows_are_not_served() throws IOException {
        silver.create().insert(many(0, 10)).insert(many(10, 10));
        silver.deleteByVector(article(0).id(), article(9).id(), article(15).id());
        try (var api = RunningApi.serving(silver, index())) {
            assertServed(api);
        }
    }

    @Test
    void given_a_row_without_an_id_when_followed_or_built_from_then_it_is_left_out_and_the_others_are_served()
            throws IOException {
        var silver =
                new SilverWriter(dir.resolve("nulls")).create().insertNulls().insert(many(0, 5));
        try (var api = RunningApi.serving(silver, index())) {
            assertThat(api.json("/articles").get("total").asInt()).isEqualTo(5);
            silver.insertNulls().insert(many(5, 2));
            api.awaitVersion(silver.version());
            assertThat(api.json("/articles").get("total").asInt()).isEqualTo(7);
            silver.overwrite(many(7, 1), List.of());
            api.awaitVersion(silver.version());
            assertThat(api.json("/articles").get("total").asInt()).isEqualTo(8);
            assertThat(api.get("/metrics").body()).contains("sentinel_api_rows_left_out_total 2.0");
        }
    }

    @Test
    void given_a_restart_when_silver_went_on_then_goes_on_from_the_version_in_the_index() throws IOException {
        silver.create().insert(many(0, 5));
        RunningApi.serving(silver, index()).close();
        String built = current();
        silver.insert(many(5, 5)).merge(List.of(renamed(1, "Edited")), List.of());
        try (var api = RunningApi.serving(silver, index())) {
            assertServed(api);
            assertThat(current()).isEqualTo(built);
        }
    }

    @Test
    void given_cleaned_change_files_when_silver_went_on_then_builds_anew() throws IOException {
        silver.create().insert(many(0, 5));
        RunningApi.serving(silver, index()).close();
        String built = current();
        silver.merge(List.of(renamed(1, "Edited")), List.of(article(2).id())).vacuumChanges();
        try (var api = RunningApi.serving(silver, index())) {
            assertServed(api);
            assertThat(current()).isNotEqualTo(built);
        }
    }

    @Test
    void given_a_cleaned_log_when_it_does_not_reach_back_then_builds_anew() throws IOException {
        silver.create().insert(many(0, 5));
        RunningApi.serving(silver, index()).close();
        String built = current();
        silver.insert(many(5, 3)).insert(many(8, 2)).cleanLog();
        try (var api = RunningApi.serving(silver, index())) {
            assertServed(api);
            assertThat(current()).isNotEqualTo(built);
            silver.merge(List.of(article(11)), List.of(article(8).id()));
            assertFollowed(api);
        }
    }

    @Test
    void given_another_table_in_its_place_when_running_then_serves_that_one() throws IOException {
        silver.create().insert(many(0, 5)).insert(many(5, 5));
        try (var api = RunningApi.serving(silver, index())) {
            deleteTree(silver.path());
            await().atMost(30, SECONDS)
                    .until(() -> api.json("/articles").get("total").asInt() == 0);
            silver = new SilverWriter(silver.path()).create().insert(many(20, 4));
            assertFollowed(api);
        }
    }

    @Test
    void given_a_broken_index_when_started_then_builds_anew() throws IOException {
        silver.create().insert(many(0, 5));
        RunningApi.serving(silver, index()).close();
        try (var files = Files.newDirectoryStream(index().resolve(current()), "segments_*")) {
            Files.write(files.iterator().next(), new byte[] {1, 2, 3});
        }
        try (var api = RunningApi.serving(silver, index())) {
            assertServed(api);
        }
    }

    @Test
    void given_an_index_of_another_schema_when_started_then_builds_anew() throws IOException {
        silver.create().insert(many(0, 5));
        RunningApi.serving(silver, index()).close();
        String built = current();
        try (var directory = FSDirectory.open(index().resolve(built));
                var writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.setLiveCommitData(Map.of("schema", "0").entrySet());
            writer.commit();
        }
        try (var api = RunningApi.serving(silver, index())) {
            assertServed(api);
            assertThat(index().resolve(built)).doesNotExist();
        }
    }

    @Test
    void given_a_crash_while_building_when_started_then_what_is_left_of_it_is_removed() throws IOException {
        silver.create().insert(many(0, 5));
        RunningApi.serving(silver, index()).close();
        var left = Files.createDirectory(index().resolve("articles-half-built"));
        Files.write(left.resolve("segments_1"), new byte[] {1});
        try (var api = RunningApi.serving(silver, index())) {
            assertServed(api);
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void given_an_index_in_use_when_started_then_says_so() throws IOException {
        silver.create().insert(many(0, 1));
        try (var api = RunningApi.serving(silver, index())) {
            assertThatThrownBy(() -> new RunningApi(RunningApi.config(silver.path(), index())))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("SENTINEL_INDEX")
                    .hasMessageContaining("another process");
            assertServed(api);
        }
    }

    @Test
    void given_a_table_that_cannot_be_read_when_running_then_not_ready_says_why_and_recovers() throws IOException {
        silver.create().insert(many(0, 2));
        var log = silver.path().resolve("_delta_log/00000000000000000001.json");
        var good = Files.readAllBytes(log);
        Files.writeString(log, "{this is no JSON");
        try (var api = new RunningApi(RunningApi.config(silver.path(), index()))) {
            await().atMost(30, SECONDS)
                    .until(() -> api.get("/health/ready").body().contains("cannot follow Silver"));
            assertThat(api.get("/health/ready").statusCode()).isEqualTo(503);
            Files.write(log, good);
            assertFollowed(api);
        }
    }

    static void deleteTree(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void assertFollowed(RunningApi api) {
        api.awaitVersion(silver.version());
        assertServed(api);
    }

    private void assertServed(RunningApi api) {
        var served = api.json("/articles?limit=200").get("items");
        var titles = new TreeMap<String, String>();
        served.forEach(
                item -> titles.put(item.get("id").asText(), item.get("title").asText()));
        var expected = new TreeMap<String, String>();
        silver.rows().forEach(row -> expected.put(row.id(), row.text(SilverColumn.TITLE)));
        assertThat(titles).isEqualTo(expected);
    }

    private static SilverArticle renamed(int number, String title) {
        return article(number, values -> values.put(SilverColumn.TITLE, title));
    }

    private Path index() {
        return dir.resolve("index");
    }

    private String current() throws IOException {
        return Files.readString(index().resolve("CURRENT"));
    }
}
