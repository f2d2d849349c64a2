package sentinel.producers.rss;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.Source;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.TestServers;
import sentinel.producers.Published;
import sentinel.producers.Running;
import sentinel.producers.Wire;
import sentinel.producers.gdelt.GdeltConfig;
import sentinel.producers.gdelt.GdeltProducerMain;
import sentinel.producers.gdelt.Gkg;

class RssProducerTest {

    private static final String ONE = item("1", "https://site.example/1");
    private static final String TWO = item("2", "https://site.example/2");

    @TempDir
    Path directory;

    private final KafkaSettings kafka = TestServers.kafka();
    private final Published published = new Published(kafka);
    private final FakeWeb web = new FakeWeb();

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void given_a_feed_when_it_is_polled_then_each_item_is_announced_once_with_its_hints() throws Exception {
        web.route(
                "/feed",
                feed(
                        item("1", "https://www.site.example/a?utm_source=rss"),
                        item("2", "/b"),
                        "<item><title>x</title></item>"));

        try (var running = run(feeds("Site", "/feed"), Map.of())) {
            var articles = published.awaitArticles(2);
            await().until(() -> running.counted("sentinel.rss.polls") >= 3);

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
            assertThat(running.context.health().report().ready()).isTrue();
            assertThat(web.requests("/feed").get(0).getHeaders().get("User-Agent"))
                    .startsWith("SentinelBot/");
        }
    }

    @Test
    void given_an_edited_list_when_running_then_it_is_followed_and_a_broken_edit_is_not() throws Exception {
        web.route("/one", feed(ONE))
                .route("/two", feed(TWO))
                .route("/three", feed(item("3", "https://site.example/3")));
        var file = feeds("One", "/one");

        try (var running = run(file, Map.of())) {
            published.awaitArticles(1);
            feeds("One", "/one", "Two", "/two");
            published.awaitArticles(2);

            Files.writeString(file, "feeds:\n- name: One\n  ulr: x\n");
            await().until(() -> running.context.health().report().warnings().containsKey("rss.feeds: file"));
            assertThat(running.context.health().report().ready()).isTrue();
            assertThat(running.context.health().report().warnings().get("rss.feeds: file"))
                    .contains("line 3: unknown key 'ulr'");
            int before = web.requests("/one").size();
            await().until(() -> web.requests("/one").size() > before); // the old list is kept

            feeds("Three", "/three");
            published.awaitArticles(3);
            assertThat(running.context.health().report().problems()).isEmpty();
            int after = web.requests("/one").size();
            int polls = web.requests("/three").size();
            await().until(() -> web.requests("/three").size() >= polls + 3);
            assertThat(web.requests("/one").size()).isLessThanOrEqualTo(after + 1);
        }
    }

    @Test
    void given_a_feed_with_validators_when_polled_then_they_are_sent_and_new_ones_stored() throws Exception {
        var etag = new AtomicReference<>("\"v1\"");
        web.route(
                "/feed",
                request -> etag.get().equals(request.getHeaders().get("If-None-Match"))
                        ? FakeWeb.response(304)
                        : feed(ONE)
                                .newBuilder()
                                .addHeader("ETag", etag.get())
                                .addHeader("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT")
                                .build());
        var file = feeds("Site", "/feed");

        try (var running = run(file, Map.of())) {
            await().until(() -> outcomes(running, "not_modified") >= 2);
            etag.set("\"v2\""); // the body is the same
            await().until(() -> outcomes(running, "ok") == 2 && outcomes(running, "not_modified") >= 4);
        }
        int before = web.requests("/feed").size();
        try (var running = run(file, Map.of())) { // they outlive the process
            await().until(() -> outcomes(running, "not_modified") >= 1);
        }

        var next = web.requests("/feed").get(before).getHeaders();
        assertThat(next.get("If-None-Match")).isEqualTo("\"v2\"");
        assertThat(next.get("If-Modified-Since")).isEqualTo("Sun, 01 Mar 2026 10:00:00 GMT");
        assertThat(published.articles()).hasSize(1);
    }

    @Test
    void given_a_feed_that_is_not_modified_for_ever_when_time_has_passed_then_it_is_read_whole() throws Exception {
        var body = new AtomicReference<>(feed(ONE));
        web.route(
                "/feed",
                request -> request.getHeaders().get("If-None-Match") != null
                        ? FakeWeb.response(304)
                        : body.get().newBuilder().addHeader("ETag", "x").build());

        try (var running = run(feeds("Site", "/feed"), Map.of("SENTINEL_RSS_FULL_FETCH", "2s"))) {
            await().until(() -> outcomes(running, "not_modified") >= 1);
            body.set(feed(ONE, TWO));
            published.awaitArticles(2);
            assertThat(running.counted("sentinel.rss.announced")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void given_items_that_are_no_longer_known_when_not_modified_then_they_are_announced_again() throws Exception {
        web.route(
                "/feed",
                request -> request.getHeaders().get("If-None-Match") != null
                        ? FakeWeb.response(304)
                        : feed(ONE).newBuilder().addHeader("ETag", "x").build());

        try (var running = run(
                feeds("Site", "/feed"),
                Map.of(
                        "SENTINEL_L1_TTL", "300ms",
                        "SENTINEL_L2_TTL", "300ms",
                        "SENTINEL_RSS_MIN_INTERVAL", "1s",
                        "SENTINEL_RSS_MAX_INTERVAL", "1s"))) {
            assertThat(published.awaitArticles(2))
                    .extracting(ArticleFound::recordId)
                    .containsOnly("1");
            assertThat(running.counted("sentinel.rss.l1_hits")).isZero();
        }
    }

    @Test
    void given_feeds_that_fail_or_hang_when_polled_then_the_others_go_on_and_they_are_tried_again() throws Exception {
        web.route(
                        "/slow",
                        new MockResponse.Builder()
                                .headersDelay(30, TimeUnit.SECONDS)
                                .build())
                .route("/loop", FakeWeb.response(302, "Location", "/loop"))
                .route("/busy", FakeWeb.response(503, "Retry-After", "1"))
                .route("/gone", FakeWeb.response(410))
                .route("/html", FakeWeb.response("text/html", "<html><p>hello</html>".getBytes(StandardCharsets.UTF_8)))
                .route(
                        "/huge",
                        FakeWeb.response("text/xml", gzip(new byte[6 * 1024 * 1024]), "Content-Encoding", "gzip"))
                .route("/moved", FakeWeb.response(301, "Location", "/good"))
                .route("/good", feed(ONE));

        try (var running = run(
                feeds(
                        "Slow", "/slow", "Loop", "/loop", "Busy", "/busy", "Gone", "/gone", "Html", "/html", "Huge",
                        "/huge", "Moved", "/moved"),
                Map.of("SENTINEL_RSS_CONCURRENCY", "2", "SENTINEL_RSS_TIMEOUT", "5s"))) {
            published.awaitArticles(1);
            for (var path : List.of("/loop", "/busy", "/gone", "/html", "/huge")) {
                await().until(() -> web.requests(path).size() >= 2);
            }
            await().until(() -> web.requests("/slow").size() >= 2);
            assertThat(outcomes(running, "unreadable")).isGreaterThanOrEqualTo(2);
            assertThat(published.articles()).hasSize(1);
            var report = running.context.health().report();
            assertThat(report.ready()).isTrue();
            assertThat(report.warnings())
                    .containsOnlyKeys(
                            "feed: Busy", "feed: Gone", "feed: Html", "feed: Huge", "feed: Loop", "feed: Slow");
            assertThat(report.warnings().get("feed: Html")).contains("it begins with \"<html>");
            assertThat(report.warnings().get("feed: Gone")).contains("status 410");
            assertThat(running.context
                            .metrics()
                            .find("sentinel.rss.failing")
                            .tags("feed", "Html", "reason", "html")
                            .gauge()
                            .value())
                    .isGreaterThanOrEqualTo(1);
            web.route("/html", feed(TWO));
            await().until(() -> !running.context.health().report().warnings().containsKey("feed: Html"));
            assertThat(running.context
                            .metrics()
                            .find("sentinel.rss.failing")
                            .tag("feed", "Html")
                            .gauge())
                    .isNull();
        }
    }

    @Test
    void given_a_feed_that_ends_in_the_middle_when_polled_again_then_it_is_asked_for_whole() throws Exception {
        String whole = rss(ONE, TWO);
        byte[] half = whole.substring(0, whole.indexOf("Title 2")).getBytes(StandardCharsets.UTF_8);
        web.route("/feed", FakeWeb.response("application/rss+xml", half, "ETag", "\"v1\""));

        try (var running = run(feeds("Site", "/feed"), Map.of())) {
            published.awaitArticles(1);
            await().until(() -> running.counted("sentinel.rss.polls") >= 3);

            assertThat(web.requests("/feed"))
                    .allSatisfy(
                            r -> assertThat(r.getHeaders().get("If-None-Match")).isNull());
            assertThat(published.articles()).extracting(ArticleFound::recordId).containsExactly("1");
            web.route("/feed", feed(ONE, TWO));
            published.awaitArticles(2);
        }
    }

    @Test
    void given_redis_is_cut_off_when_polling_then_it_pauses_says_so_and_loses_nothing() throws Exception {
        try (var wire = new Wire(TestServers.redisUrl())) {
            web.route("/feed", feed(ONE));
            try (var running = run(feeds("Site", "/feed"), Map.of("REDIS_URL", wire.url()))) {
                published.awaitArticles(1);
                wire.cut();
                web.route("/feed", feed(ONE, TWO));
                await().until(() -> !running.context
                        .health()
                        .report()
                        .checks()
                        .get("rss.redis")
                        .equals("up"));
                wire.mend();

                published.awaitArticles(2);
                assertThat(running.context.health().report().ready()).isTrue();
            }
        }
    }

    @Test
    void given_redis_lost_its_memory_while_away_when_started_again_then_the_feed_is_read_whole() throws Exception {
        web.route("/feed", request -> {
            boolean asked = request.getHeaders().get("If-None-Match") != null;
            return asked
                    ? FakeWeb.response(304)
                    : feed(ONE, TWO).newBuilder().addHeader("ETag", "\"v1\"").build();
        });
        var feeds = feeds("Site", "/feed");
        try (var running = run(feeds, Map.of())) {
            published.awaitArticles(2);
            await().until(() -> outcomes(running, "not_modified") >= 1);
        }
        try (var redis = new Jedis(TestServers.redisUrl())) {
            redis.del(redis.keys(kafka.topics().prefix() + ":*").toArray(String[]::new));
        }

        try (var running = run(feeds, Map.of())) {
            published.awaitArticles(4); // again, and harmless: later stages know the pages
            await().until(() -> outcomes(running, "ok") == 1);
        }
    }

    @Test
    void given_a_page_that_both_sources_name_when_both_run_then_one_url_and_one_sighting() throws Exception {
        web.route("/feed", feed(item("1", "http://www.site.example/story/?utm_source=rss&amp;id=5")));
        byte[] zip = Gkg.zip(Gkg.row("g1", "https://site.example/story?id=5&fbclid=abc#top"));
        web.route("/gdeltv2/20260301101500.gkg.csv.zip", zip);
        web.route("/gdeltv2/lastupdate.txt", Gkg.listed("20260301101500", zip).getBytes(StandardCharsets.UTF_8));
        var gdelt = Map.of("SENTINEL_GDELT", web.uri("/gdeltv2").toString(), "SENTINEL_GDELT_INTERVAL", "100ms");

        try (var rss = run(feeds("Site", "/feed"), Map.of());
                var gkg = new Running(Running.variables(kafka, gdelt), GdeltConfig::from, GdeltProducerMain::wire)) {
            published.awaitSightings(1);
            await().until(() -> rss.counted("sentinel.rss.polls") >= 3 && gkg.counted("sentinel.gdelt.cycles") >= 3);
        }

        assertThat(published.articles()).singleElement().satisfies(found -> assertThat(found.normalizedUrl())
                .isEqualTo("site.example/story?id=5"));
        assertThat(published.sightings()).singleElement().satisfies(seen -> assertThat(seen.normalizedUrl())
                .isEqualTo("site.example/story?id=5"));
        assertThat(Stream.concat(
                        published.articles().stream().map(ArticleFound::source),
                        published.sightings().stream().map(Sighting::source)))
                .containsExactlyInAnyOrder(Source.RSS, Source.GDELT);
    }

    private Running run(Path feeds, Map<String, String> more) {
        var variables = new HashMap<>(Map.of(
                "SENTINEL_FEEDS", feeds.toString(),
                "SENTINEL_RSS_MIN_INTERVAL", "200ms",
                "SENTINEL_RSS_MAX_INTERVAL", "1s",
                "SENTINEL_RSS_RELOAD", "100ms"));
        variables.putAll(more);
        return new Running(Running.variables(kafka, variables), RssConfig::from, RssProducerMain::wire);
    }

    private static double outcomes(Running running, String outcome) {
        return running.context.metrics().find("sentinel.rss.polls").tag("outcome", outcome).counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    private Path feeds(String... namesAndPaths) throws Exception {
        var yaml = new StringBuilder("feeds:\n");
        for (int i = 0; i < namesAndPaths.length; i += 2) {
            yaml.append("- {name: '%s', url: '%s'}\n".formatted(namesAndPaths[i], web.uri(namesAndPaths[i + 1])));
        }
        return Files.writeString(directory.resolve("feeds.yaml"), yaml);
    }

    private static MockResponse feed(String... items) {
        return FakeWeb.response("application/rss+xml", rss(items).getBytes(StandardCharsets.UTF_8));
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

    private static byte[] gzip(byte[] bytes) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static ArticleFound article(List<ArticleFound> articles, String recordId) {
        return articles.stream()
                .filter(a -> a.recordId().equals(recordId))
                .findFirst()
                .orElseThrow();
    }
}
