package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.api.silver.Column;
import sentinel.api.silver.SilverArticle;

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

    private void assertFollowed(RunningApi api) {
        api.awaitVersion(silver.version());
        assertServed(api);
    }

    private void assertServed(RunningApi api) {
        var served = api.json("/articles?limit=200").get("items");
        var titles = new java.util.TreeMap<String, String>();
        served.forEach(
                item -> titles.put(item.get("id").asText(), item.get("title").asText()));
        var expected = new java.util.TreeMap<String, String>();
        silver.rows().forEach(row -> expected.put(row.id(), row.text(Column.TITLE)));
        assertThat(titles).isEqualTo(expected);
    }

    private static SilverArticle renamed(int number, String title) {
        return article(number, values -> values.put(Column.TITLE, title));
    }

    private Path index() {
        return dir.resolve("index");
    }

    private String current() throws IOException {
        return Files.readString(index().resolve("CURRENT"));
    }
}
