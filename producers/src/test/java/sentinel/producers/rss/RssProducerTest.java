package sentinel.producers.rss;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.common.config.KafkaSettings;
import sentinel.common.message.ArticleFound;
import sentinel.common.message.Source;
import sentinel.producers.Published;
import sentinel.producers.Running;
import sentinel.testing.TestServers;

class RssProducerTest {

    @TempDir
    Path directory;

    private final KafkaSettings kafka = TestServers.kafka();
    private final Published published = new Published(kafka);
    private final MockWebServer server = new MockWebServer();
    private final Map<String, Function<RecordedRequest, MockResponse>> routes = new ConcurrentHashMap<>();

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return routes.getOrDefault(
                                request.getUrl().encodedPath(),
                                r -> new MockResponse.Builder().code(404).build())
                        .apply(request);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void given_a_feed_when_it_is_polled_then_each_item_is_announced_once_with_its_hints() throws Exception {
        routes.put("/feed", r -> feed(item("1", "https://www.site.example/a?utm_source=rss"), item("2", "/b")));

        try (var running = run(feeds("Site", "/feed"), Map.of())) {
            var articles = published.awaitArticles(2);
            await().until(() -> polls(running) >= 3);

            assertThat(published.articles()).hasSize(2);
            var first = article(articles, "1");
            assertThat(first.url()).isEqualTo("https://www.site.example/a?utm_source=rss");
            assertThat(first.normalizedUrl()).isEqualTo("site.example/a");
            assertThat(first.source()).isEqualTo(Source.RSS);
            assertThat(first.sourceName()).isEqualTo("Site");
            assertThat(first.title()).isEqualTo("Title 1");
            assertThat(first.hints().summary()).isEqualTo("About 1");
            assertThat(first.hints().language()).isEqualTo("en");
            assertThat(article(articles, "2").url()).isEqualTo("https://site.example/b");
            assertThat(published.keyedArticles())
                    .allSatisfy(k -> assertThat(k.key()).isEqualTo("site.example"));
            assertThat(running.counted("rss.discovered"))
                    .isEqualTo(running.counted("rss.announced") + running.counted("rss.l1_hits"));
            assertThat(running.context.health().report().ready()).isTrue();
        }
    }

    private Running run(Path feeds, Map<String, String> more) {
        var variables = new java.util.HashMap<>(Map.of(
                "SENTINEL_FEEDS", feeds.toString(),
                "SENTINEL_RSS_MIN_INTERVAL", "200ms",
                "SENTINEL_RSS_MAX_INTERVAL", "1s",
                "SENTINEL_RSS_RELOAD", "100ms"));
        variables.putAll(more);
        return new Running(Running.variables(kafka, variables), RssConfig::from, RssProducerMain::wire);
    }

    private double polls(Running running) {
        return running.counted("rss.polls");
    }

    private Path feeds(String... namesAndPaths) throws Exception {
        var yaml = new StringBuilder("feeds:\n");
        for (int i = 0; i < namesAndPaths.length; i += 2) {
            yaml.append("- {name: '%s', url: '%s'}\n".formatted(namesAndPaths[i], server.url(namesAndPaths[i + 1])));
        }
        return Files.writeString(directory.resolve("feeds.yaml"), yaml);
    }

    private static MockResponse feed(String... items) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/rss+xml")
                .body(rss(items))
                .build();
    }

    private static String rss(String... items) {
        return "<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><link>https://site.example/</link>"
                + "<description>d</description><language>en-gb</language>"
                + Stream.of(items).collect(joining()) + "</channel></rss>";
    }

    private static String item(String guid, String link) {
        return "<item><guid isPermaLink='false'>%1$s</guid><title>Title %1$s</title><link>%2$s</link>"
                        .formatted(guid, link)
                + "<description>&lt;p&gt;About %s&lt;/p&gt;</description></item>".formatted(guid);
    }

    private static ArticleFound article(java.util.List<ArticleFound> articles, String recordId) {
        return articles.stream()
                .filter(a -> a.recordId().equals(recordId))
                .findFirst()
                .orElseThrow();
    }
}
