package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;

/** Copies and stories are served as Silver's articles make them, also for articles that did not change themselves. */
class ServedGroupsTest {

    private static final String EARTHQUAKE =
            "A strong earthquake shook Vallora on Monday and destroyed 214 houses near the harbour. Mayor Ilse"
                    + " Brandauer said rescuers from Tarnholm searched the ruins of the Marienhof hospital for survivors.";
    private static final String SAME_EARTHQUAKE =
            "Rescuers from Tarnholm are searching the Marienhof hospital in Vallora, where an earthquake destroyed 214"
                    + " houses. The mayor, Ilse Brandauer, asked for help on Monday.";
    private static final String ELECTION =
            "Parliament in Kesselburg elected Olaf Trenkler as its speaker, with 88 votes of the Green Alliance"
                    + " against Petra Halvorsen.";

    @TempDir
    Path dir;

    private SilverWriter silver;

    @BeforeEach
    void table() throws IOException {
        silver = new SilverWriter(dir.resolve("silver")).create();
    }

    @Test
    void given_a_copy_when_its_original_is_there_then_both_say_so_until_the_copy_is_edited() throws IOException {
        silver.insert(many(0, 5));
        try (var api = RunningApi.serving(silver, index())) {
            assertThat(get(api, 1).get("copies").asInt()).isEqualTo(1);
            assertThat(get(api, 1).get("copy_group").isNull()).isTrue();
            silver.merge(List.of(copy(7, 1), copy(8, 1)), List.of());
            api.awaitVersion(silver.version());
            assertThat(get(api, 1).get("copies").asInt()).isEqualTo(3);
            assertThat(get(api, 8).get("copy_group").asText()).isEqualTo(id(1));
            assertThat(get(api, 8).get("story").asText()).isEqualTo(id(1));
            assertThat(ids(api.json("/articles?copy_group=" + id(1)))).containsExactlyInAnyOrder(id(1), id(7), id(8));
            silver.merge(List.of(article(8)), List.of(id(7)));
            api.awaitVersion(silver.version());
            assertThat(get(api, 1).get("copies").asInt()).isEqualTo(1);
            assertThat(get(api, 8).get("copy_group").isNull()).isTrue();
        }
    }

    @Test
    void given_two_texts_on_one_event_when_served_then_the_first_names_the_story() throws IOException {
        silver.insert(List.of(text(1, EARTHQUAKE), text(2, ELECTION)));
        try (var api = RunningApi.serving(silver, index())) {
            assertThat(get(api, 1).get("story").isNull()).isTrue();
            silver.merge(List.of(text(3, SAME_EARTHQUAKE), copy(4, 3)), List.of());
            api.awaitVersion(silver.version());
            for (int number : List.of(1, 3, 4)) {
                assertThat(get(api, number).get("story").asText()).isEqualTo(id(1));
                assertThat(get(api, number).get("story_size").asInt()).isEqualTo(3);
            }
            assertThat(get(api, 2).get("story_size").asInt()).isEqualTo(1);
            assertThat(ids(api.json("/articles?story=" + id(1) + "&fields=story_size")))
                    .containsExactlyInAnyOrder(id(1), id(3), id(4));
            assertThat(api.json("/articles?story=" + id(2)).get("total").asInt())
                    .isZero();
            silver.deleteByVector(id(1));
            api.awaitVersion(silver.version());
            assertThat(get(api, 4).get("story").asText()).isEqualTo(id(3));
        }
    }

    @Test
    void given_groups_when_restarted_or_built_again_then_they_are_the_same() throws IOException {
        silver.insert(List.of(text(1, EARTHQUAKE), text(2, ELECTION), text(3, SAME_EARTHQUAKE)));
        try (var api = RunningApi.serving(silver, index())) {
            silver.merge(List.of(copy(5, 2), copy(6, 3)), List.of());
            api.awaitVersion(silver.version());
        }
        List<String> followed;
        try (var api = RunningApi.serving(silver, index())) {
            silver.insert(List.of(old(copy(9, 2))));
            api.awaitVersion(silver.version());
            assertThat(get(api, 2).get("copies").asInt()).isEqualTo(3);
            followed = groups(api);
        }
        FollowSilverTest.deleteTree(index());
        assertThat(Files.exists(index())).isFalse();
        try (var api = RunningApi.serving(silver, index())) {
            assertThat(groups(api)).isEqualTo(followed);
        }
    }

    private static List<String> groups(RunningApi api) {
        var groups = new ArrayList<String>();
        api.json("/articles?sort=first_seen_ts&limit=200&fields=copy_group,copies,story,story_size")
                .get("items")
                .forEach(item -> groups.add(item.toString()));
        return groups;
    }

    private static SilverArticle text(int number, String text) {
        return article(number, values -> {
            values.put(SilverColumn.TITLE, text.substring(0, text.indexOf(' ', 20)));
            values.put(SilverColumn.BODY, text);
            values.put(SilverColumn.LANGUAGE, "en");
            values.put(SilverColumn.COMPANIES, List.of());
            values.put(SilverColumn.PEOPLE, List.of());
        });
    }

    private static SilverArticle copy(int number, int of) {
        return article(
                number, values -> values.put(SilverColumn.COPY_OF, article(of).normalizedUrl()));
    }

    private static SilverArticle old(SilverArticle article) {
        return article(9, values -> {
            values.put(SilverColumn.COPY_OF, article.text(SilverColumn.COPY_OF));
            values.put(SilverColumn.FIRST_SEEN_TS, SampleArticles.START.plus(Duration.ofHours(1)));
        });
    }

    private static JsonNode get(RunningApi api, int number) {
        return api.json("/articles/" + id(number));
    }

    private static String id(int number) {
        return article(number).id();
    }

    private static List<String> ids(JsonNode page) {
        var ids = new ArrayList<String>();
        page.get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private Path index() {
        return dir.resolve("index");
    }
}
