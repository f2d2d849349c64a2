package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.embedded.FreePort;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;
import sentinel.simulator.Truth.ArticleTruth;
import sentinel.versions.EditClass;

/** What changes on pages that no source announces again is seen by the visits of stored articles. */
class RevisitTest {

    private static final Duration FIRST_STEP = Duration.ofSeconds(5);

    /** What a busy machine takes from a visit until its outcome is served. */
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    @Test
    void given_articles_that_are_edited_deleted_or_moved_when_visited_then_they_are_served_with_what_became_of_them()
            throws Exception {
        try (var newsroom = Newsroom.start(NewsroomConfig.still())) {
            var settings = NewsroomSettings.of(newsroom, directory);
            settings.put("SENTINEL_L1_TTL", "1h"); // no source announces a page again
            settings.put("SENTINEL_L2_TTL", "1h");
            settings.put("SENTINEL_REVISIT_FIRST", FIRST_STEP.toSeconds() + "s");
            try (var sentinel = SentinelProcess.up(settings, directory.resolve("data"), FreePort.find())) {
                var ids = newsroom.publish(12);
                newsroom.nextGdeltSlot(); // some articles are in no feed
                var before = Expected.awaitAll(newsroom, sentinel.articles(), Duration.ofSeconds(120));
                var plain = newsroom.truth().articles().stream()
                        .filter(article -> ids.contains(article.id()))
                        .filter(article -> article.outcome().equals("served"))
                        .filter(article -> before.containsKey(article.normalizedUrl()))
                        .filter(article -> article.discoveries().stream() // no AMP page, which stays where it is
                                .allMatch(found -> found.normalizedUrl().equals(article.normalizedUrl())))
                        .limit(3)
                        .toList();
                assertThat(plain).hasSize(3);
                var edited = plain.get(0);
                var deleted = plain.get(1);
                var moved = plain.get(2);
                newsroom.edit(edited.id(), EditClass.FACTUAL);
                newsroom.delete(deleted.id(), 410);
                newsroom.move(moved.id());
                var movedTo = truth(newsroom, moved.id());

                Awaitility.await("what became of the pages")
                        .atMost(step(plain).plus(SERVED_WITHIN))
                        .untilAsserted(() -> {
                            var now = served(sentinel);
                            var article = now.get(edited.normalizedUrl());
                            assertThat(article.get("content_version").asInt()).isEqualTo(2);
                            assertThat(article.get("edit_class").asText()).isEqualTo("factual");
                            assertThat(article.get("content_hash").asText())
                                    .isEqualTo(truth(newsroom, edited.id()).contentHash());
                            assertThat(now.get(deleted.normalizedUrl())
                                            .get("gone_since")
                                            .isTextual())
                                    .isTrue();
                            assertThat(now.get(moved.normalizedUrl())
                                            .get("moved_to")
                                            .asText())
                                    .isEqualTo(movedTo.normalizedUrl());
                            assertThat(now).containsKey(movedTo.normalizedUrl());
                        });
                var now = served(sentinel);
                assertThat(now.get(edited.normalizedUrl()).get("words_changed").asDouble())
                        .isBetween(0.0, 0.3);
                assertThat(now.get(deleted.normalizedUrl()).get("body"))
                        .isEqualTo(before.get(deleted.normalizedUrl()).get("body"));
                assertThat(now.values().stream()
                                .filter(article ->
                                        article.get("content_version").asInt() > 1))
                        .singleElement()
                        .isEqualTo(now.get(edited.normalizedUrl()));
            }
        }
    }

    /** The longest step of an article that one source announced: on the first day, 2.2 times its age. */
    private static Duration step(List<ArticleTruth> articles) {
        var oldest = articles.stream()
                .map(ArticleTruth::publishDate)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return Duration.between(oldest, Instant.now()).multipliedBy(22).dividedBy(10);
    }

    private static Map<String, JsonNode> served(SentinelProcess sentinel) throws IOException {
        return sentinel.articles().all();
    }

    private static ArticleTruth truth(Newsroom newsroom, int id) {
        return newsroom.truth().articles().stream()
                .filter(article -> article.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
