package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import sentinel.embedded.FreePort;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;

/**
 * The whole of Sentinel as a user runs it, over a newsroom that knows what must come out. The steps build on each other:
 * one installation, its data kept.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelineTest {

    @TempDir
    private static Path directory;

    private static Newsroom newsroom;
    private static SentinelProcess sentinel;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        newsroom = Newsroom.start(NewsroomConfig.still());
        port = FreePort.find();
        sentinel = SentinelProcess.up(NewsroomSettings.of(newsroom, directory), directory.resolve("data"), port);
    }

    @AfterAll
    static void stop() {
        sentinel.close();
        newsroom.close();
    }

    @Test
    @Order(1)
    void given_a_newsroom_when_up_then_every_article_is_served_once_with_its_sources_and_facts() {
        var served = Expected.awaitAll(newsroom, sentinel.articles(), Duration.ofSeconds(90));
        assertThat(served).hasSizeGreaterThan(100);
        Expected.served(newsroom).forEach((url, truth) -> {
            Expected.assertSame(served.get(url), truth);
            assertThat(served.get(url).get("content_version").asInt()).isEqualTo(1);
            assertThat(served.get(url).get("is_updated").asBoolean()).isFalse();
        });
    }

    @Test
    @Order(2)
    void given_served_articles_when_a_reader_opens_the_dashboard_then_it_shows_searches_and_filters_them()
            throws Exception {
        var screenshots =
                Files.createDirectories(SentinelProcess.CHECKOUT.resolve("tools/end-to-end/target/screenshots"));
        var browser = new ProcessBuilder(
                        "node",
                        SentinelProcess.CHECKOUT
                                .resolve("dashboard/browser/dashboard.mjs")
                                .toString(),
                        "http://127.0.0.1:" + port,
                        screenshots.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(browser.waitFor()).as(output).isZero();
    }

    @Test
    @Order(3)
    void given_it_runs_when_its_metrics_are_compared_with_the_documented_table_then_both_have_the_same()
            throws Exception {
        var scrape = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        var exposed = DocumentedMetrics.exposed(HttpClient.newHttpClient()
                .send(scrape, HttpResponse.BodyHandlers.ofString())
                .body());
        var documented = DocumentedMetrics.read();
        assertThat(documented.all().keySet()).containsAll(exposed.keySet());
        assertThat(exposed.keySet()).containsAll(documented.fromTheStart());
        exposed.forEach((name, labels) ->
                assertThat(documented.all().get(name)).as(name).containsAll(labels));
    }

    @Test
    @Order(4)
    void given_it_runs_when_interrupted_then_it_ends_cleanly_and_leaves_no_child() throws Exception {
        var children = sentinel.interrupt();
        assertThat(sentinel.exitCode()).as(sentinel.output()).isIn(0, 130);
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }

    @Test
    @Order(5)
    void given_a_second_up_when_pages_change_then_they_are_served_as_version_2_and_all_others_as_they_were()
            throws Exception {
        var before = Map.copyOf(servedAfterRestart());
        var edited = new HashSet<>(newsroom.editRandom(3));
        newsroom.nextGdeltSlot(); // some articles are in no feed
        var changed = newsroom.truth().articles().stream()
                .filter(article -> edited.contains(article.id()))
                .toList();
        assertThat(changed).hasSize(3);
        Awaitility.await("version 2").atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            var now = sentinel.articles().all();
            for (var truth : changed) {
                JsonNode article = now.get(truth.normalizedUrl());
                assertThat(article.get("content_version").asInt())
                        .as("version of %s", truth.normalizedUrl())
                        .isEqualTo(2);
                assertThat(article.get("is_updated").asBoolean()).isTrue();
                assertThat(article.get("previous_content_hash").asText())
                        .isEqualTo(before.get(truth.normalizedUrl())
                                .get("content_hash")
                                .asText());
                assertThat(article.get("content_hash").asText()).isEqualTo(truth.contentHash());
            }
        });
        var after = sentinel.articles().all();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        changed.forEach(truth -> after.remove(truth.normalizedUrl()));
        assertThat(after.values()).allSatisfy(article -> {
            assertThat(article.get("content_version").asInt()).isEqualTo(1);
            assertThat(withoutGroups(article))
                    .isEqualTo(withoutGroups(
                            before.get(article.get("normalized_url").asText())));
        });
    }

    /** Which articles are told together depends on the others, too. */
    private static JsonNode withoutGroups(JsonNode article) {
        return ((ObjectNode) article.deepCopy()).without(List.of("copy_group", "copies", "story", "story_size"));
    }

    /** Starts again on the same data. */
    private static Map<String, JsonNode> servedAfterRestart() throws Exception {
        sentinel = SentinelProcess.up(NewsroomSettings.of(newsroom, directory), directory.resolve("data"), port);
        return Expected.awaitAll(newsroom, sentinel.articles(), Duration.ofSeconds(60));
    }
}
