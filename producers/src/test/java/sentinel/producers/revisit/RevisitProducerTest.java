package sentinel.producers.revisit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.fixture.TestServers;
import sentinel.producers.Published;
import sentinel.producers.Running;

/** The producer as its main wires it, before the real Redis, Kafka and a real table. */
class RevisitProducerTest {

    private final KafkaSettings kafka = TestServers.kafka();
    private final Published published = new Published(kafka);

    private Running run(Path silver, String isOn) {
        var variables = Running.variables(
                kafka,
                Map.of("SENTINEL_SILVER", silver.toString(), "SENTINEL_REVISIT", isOn, "SENTINEL_REVISIT_FIRST", "2s"));
        return new Running(variables, RevisitConfig::from, RevisitProducerMain::wire);
    }

    private static StoredArticle article(String url) {
        String identity = UrlIdentity.normalize(url).orElseThrow();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new StoredArticle(
                UrlIdentity.articleId(identity),
                url,
                identity,
                Source.GDELT,
                "site.example",
                "g1",
                "Title",
                null,
                now,
                now,
                0,
                null,
                1,
                false,
                false);
    }

    @Test
    void given_stored_articles_when_running_then_they_are_announced_again_also_after_a_restart(@TempDir Path dir)
            throws Exception {
        var silver = new SilverTable(dir.resolve("silver").toString());
        try (var running = run(dir.resolve("silver"), "on")) {
            await().until(() -> running.context.health().report().ready());
            silver.append(List.of(article("http://site.example/a")));
            published.awaitArticles(1);
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.revisit.announced") >= 1);

            var again = published.articles().get(0);
            assertThat(again.revisitOf()).isEqualTo("site.example/a");
            assertThat(again.source()).isEqualTo(Source.GDELT);
            assertThat(again.title()).isEqualTo("Title");
        }
        int before = published.articles().size();
        try (var running = run(dir.resolve("silver"), "on")) {
            published.awaitArticles(before + 1);
            assertThat(running.context.health().report().problems()).isEmpty();
        }
    }

    @Test
    void given_it_is_switched_off_when_running_then_nothing_is_announced(@TempDir Path dir) throws Exception {
        var silver = new SilverTable(dir.resolve("silver").toString());
        silver.append(List.of(article("http://site.example/a")));
        try (var running = run(dir.resolve("silver"), "off")) {
            assertThat(running.context.health().report().ready()).isTrue();
        }
        assertThat(published.articles()).isEmpty();
    }
}
