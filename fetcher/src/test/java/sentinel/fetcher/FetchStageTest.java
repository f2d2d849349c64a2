package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import sentinel.archive.ArchiveReader;
import sentinel.archive.StoredCapture;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Source;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.contract.url.UrlIdentity;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.TestServers;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** The whole stage: real Kafka, a real web server that misbehaves, exact counts of what comes out where. */
class FetchStageTest {

    @TempDir
    private Path archive;

    private final KafkaSettings kafka = TestServers.kafka();
    private final Scope scope = new Scope();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private FakeWeb web;
    private KafkaProducer<String, byte[]> producer;
    private Loop loop;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        web = scope.add(new FakeWeb());
        producer = scope.add(new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    @AfterEach
    void stop() throws Exception {
        if (loop != null) {
            loop.stop();
            thread.join(20_000);
        }
        scope.close();
    }

    private void run(String... settings) {
        var env = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "SENTINEL_TOPIC_PREFIX",
                kafka.topics().prefix(),
                "SENTINEL_ALLOW_PRIVATE_HOSTS",
                "127.0.0.1,localhost",
                "SENTINEL_FETCH_READ_TIMEOUT",
                "1s",
                "SENTINEL_FETCH_MAX_BYTES",
                "300000",
                "SENTINEL_ARCHIVE",
                archive.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            env.put(settings[i], settings[i + 1]);
        }
        var config = Env.read(env, FetcherConfig::from);
        loop = FetcherMain.wire(config, new ServiceContext(scope, metrics, new Health()));
        thread = new Thread(loop::run, "fetcher-under-test");
        thread.start();
    }

    @Test
    void given_pagesGoodAndBad_when_theStageRuns_then_eachEndsInItsPlaceOnce() throws Exception {
        web.page("/good", FakeWeb.article("Rain over the harbour", "Martin Example"));
        web.redirect("/moved", 301, "/hop");
        web.redirect("/hop", 302, "/good?via=hop");
        web.page("/good?via=hop", FakeWeb.article("Rain over the harbour", "Martin Example"));
        web.status("/missing", 404);
        web.status("/gone", 410);
        web.status("/broken", 503, "Retry-After", "120");
        web.bytes("/picture", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        web.bytes("/huge", "text/html", "<p>x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        web.redirect("/loop", 302, "/loop");
        web.page("/empty", "<html><body><nav><a href=/>Home</a></nav></body></html>");
        web.page(
                "/challenge",
                "<html><head><title>Just a moment...</title></head><body><p>Verify you are human</p></body></html>");
        web.page(
                "/subscribers",
                "<html><body><h1>Rain</h1><p>It rained.</p><div><p>Subscribe to continue reading</p></div></body></html>");
        web.stall("/slow");
        web.cutOff("/cut");
        web.page("/private/page", FakeWeb.article("Forbidden", "Nobody"));
        web.redirect("/inside", 302, "http://169.254.169.254/latest/meta-data/");
        web.page("/unindexed", article("<meta name=robots content=noindex>"));
        web.page(
                "/reloading",
                article("<meta name=robots content=none><meta http-equiv=refresh content='3;url=/next'>"));
        web.bytes("/reserved", "text/html", article("").getBytes(StandardCharsets.UTF_8), "tdm-reservation", "1");
        web.page("/sign", "<meta name=robots content=noindex>" + signpost("/good?via=sign"));
        web.page("/good?via=sign", FakeWeb.article("Rain over the harbour", "Martin Example"));
        web.page("/badsign", signpost("http://169.254.169.254/latest/meta-data/"));
        web.robots("User-agent: *\nDisallow: /private/\n");

        var paths = List.of(
                "/good",
                "/moved",
                "/missing",
                "/gone",
                "/broken",
                "/picture",
                "/huge",
                "/loop",
                "/empty",
                "/challenge",
                "/subscribers",
                "/slow",
                "/cut",
                "/private/page",
                "/inside",
                "/unindexed",
                "/reloading",
                "/reserved",
                "/badsign",
                "/sign");
        for (var path : paths) {
            // the broken one asks for a pause: a host of its own, so that the others need not wait for it
            announce(path.equals("/broken") ? web.url(path).replace("127.0.0.1", "localhost") : web.url(path));
        }
        announce("http://10.0.0.1/secret");
        announce("ftp://example.com/file");
        producer.send(new ProducerRecord<>(kafka.topics().urls(), "k", "not json".getBytes(StandardCharsets.UTF_8)))
                .get();
        run();

        var dead = read(kafka.topics().deadLetters(DeadLetterStage.FETCH), paths.size() - 3 + 3);
        var pages = read(kafka.topics().rawHtml(), 3);

        var classes = new HashMap<String, String>();
        var kinds = new HashMap<String, String>();
        for (var record : dead) {
            String url = record.value() != null && new String(record.value(), StandardCharsets.UTF_8).startsWith("{")
                    ? Json.decode(record.value(), ArticleFound.class)
                            .url()
                            .replace("localhost", "127.0.0.1")
                            .replace(web.url(""), "")
                    : "poison";
            classes.put(url, header(record, ErrorHeaders.CLASS));
            kinds.put(url, header(record, ErrorHeaders.KIND));
            if (url.equals("/broken")) {
                assertThat(header(record, ErrorHeaders.NOT_BEFORE)).isNotNull();
            }
            assertThat(header(record, ErrorHeaders.ATTEMPTS)).isEqualTo("1");
            assertThat(header(record, ErrorHeaders.ORIGIN_TOPIC))
                    .isEqualTo(kafka.topics().urls());
        }
        classes.remove("poison");
        assertThat(classes)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("/missing", "http_404"),
                        Map.entry("/gone", "http_410"),
                        Map.entry("/broken", "http_503"),
                        Map.entry("/picture", "not_html"),
                        Map.entry("/huge", "oversize"),
                        Map.entry("/loop", "too_many_redirects"),
                        Map.entry("/empty", "empty_article"),
                        Map.entry("/challenge", "bot_challenge"),
                        Map.entry("/subscribers", "paywall"),
                        Map.entry("/slow", "timeout"),
                        Map.entry("/cut", "connection"),
                        Map.entry("/private/page", "robots"),
                        Map.entry("/inside", "forbidden_target"),
                        Map.entry("/unindexed", "noindex"),
                        Map.entry("/reloading", "noindex"),
                        Map.entry("/reserved", "tdm_reserved"),
                        Map.entry("/badsign", "forbidden_target"),
                        Map.entry("http://10.0.0.1/secret", "forbidden_target"),
                        Map.entry("ftp://example.com/file", "bad_url")));
        var transients = kinds.entrySet().stream()
                .filter(e -> e.getValue().equals(ErrorHeaders.TRANSIENT))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(transients).containsExactlyInAnyOrder("/missing", "/broken", "/subscribers", "/slow", "/cut");

        var byUrl = new HashMap<String, PageFetched>();
        for (var record : pages) {
            var page = Json.decode(record.value(), PageFetched.class);
            assertThat(record.key()).isEqualTo(page.normalizedUrl());
            byUrl.put(page.url().replace(web.url(""), ""), page);
        }
        var good = byUrl.get("/good");
        assertThat(good.text()).startsWith("The harbour master").doesNotContain("Home", "Newsletter");
        assertThat(good.page().title()).isEqualTo("Rain over the harbour");
        assertThat(good.page().authors()).containsExactly("Martin Example");
        assertThat(good.page().publishDate()).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(good.language()).isEqualTo("en");
        var moved = byUrl.get("/moved");
        assertThat(moved.redirects()).containsExactly(web.url("/hop"));
        assertThat(moved.finalUrl()).isEqualTo(web.url("/good?via=hop"));
        assertThat(moved.discoveredNormalizedUrl())
                .isEqualTo(UrlIdentity.normalize(web.url("/moved")).orElseThrow());
        var signed = byUrl.get("/sign");
        assertThat(signed.finalUrl()).isEqualTo(web.url("/good?via=sign"));
        assertThat(signed.text()).isEqualTo(good.text());
        assertThat(web.hits("/private/page")).isZero();
        assertThat(web.hits("/robots.txt")).as("once for each of two origins").isEqualTo(2);
    }

    @Test
    void given_moreForOneHostThanItsQueueTakes_when_theyGoRound_then_noneIsLostOrDoubled() throws Exception {
        int n = 24;
        for (int i = 0; i < n; i++) {
            web.page("/a" + i, FakeWeb.article("Story number " + i, "Martin Example"));
            announce(web.url("/a" + i));
        }
        web.delay(Duration.ofMillis(150));
        run("SENTINEL_FETCH_MAX_TURN_WAIT", "50ms", "SENTINEL_FETCH_REQUEUE_AFTER", "1s");

        var pages = read(kafka.topics().rawHtml(), n);

        var urls = new ArrayList<String>();
        for (var record : pages) {
            urls.add(Json.decode(record.value(), PageFetched.class).url());
        }
        assertThat(urls).doesNotHaveDuplicates().hasSize(n);
        assertThat(count("requeued")).as("some went round").isPositive();
        assertThat(web.hitsBelow("/a")).isEqualTo(n);
    }

    @Test
    void given_aProcessThatIsFencedBetweenFetchAndCommit_when_itGoesOn_then_thePageIsReadInFullAndEmittedOnce()
            throws Exception {
        web.page("/a", FakeWeb.article("Rain over the harbour", "Martin Example"), "\"1\"");
        web.delay(Duration.ofSeconds(2));
        announce(web.url("/a"));
        run("REDIS_URL", TestServers.redisUrl(), "SENTINEL_FETCH_READ_TIMEOUT", "20s");
        await().atMost(Duration.ofSeconds(30)).until(() -> web.hits("/a") == 1);
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            probe.fence(kafka.topics().prefix() + ".fetcher-0");
        }

        read(kafka.topics().rawHtml(), 1);
        assertThat(web.hits("/a")).isEqualTo(2);
        assertThat(web.conditional())
                .as("the replay must not hear that nothing changed")
                .isZero();

        try (var redis = RedisClient.create(TestServers.redisUrl())) {
            String key = kafka.topics().prefix() + ":page:"
                    + UrlIdentity.normalize(web.url("/a")).orElseThrow();
            await().atMost(Duration.ofSeconds(10)).until(() -> redis.exists(key));
            assertThat(redis.ttl(key)).as("seconds that it is of use").isBetween(86_000L, 86_400L);
        }
        announce(web.url("/a"));
        await().atMost(Duration.ofSeconds(30)).until(() -> count("not_modified") == 1);
        read(kafka.topics().rawHtml(), 1);
        assertThat(web.hits("/a")).isEqualTo(3);
        assertThat(metrics.get("sentinel.stage.restarts").counter().count()).isEqualTo(1);
    }

    @Test
    void given_pages_when_fetched_then_their_archive_references_lead_to_the_very_bytes() throws Exception {
        byte[] latin = FakeWeb.article("Caf\u00e9 by the harbour", "Jos\u00e9 Example")
                .replace("<meta charset=\"utf-8\">", "")
                .getBytes(StandardCharsets.ISO_8859_1);
        web.bytes("/plain", "text/html; charset=iso-8859-1", latin);
        web.bytes("/gzipped", "text/html; charset=iso-8859-1", gzip(latin), "Content-Encoding", "gzip");
        web.bytes("/private", "text/html; charset=iso-8859-1", latin, "X-Robots-Tag", "NoArchive");
        byte[] empty = "<html><body><nav><a href=/>Home</a></nav></body></html>".getBytes(StandardCharsets.UTF_8);
        web.bytes("/empty", "text/html", empty);
        for (var path : List.of("/plain", "/gzipped", "/private", "/empty")) {
            announce(web.url(path));
        }
        run();

        var pages = new HashMap<String, PageFetched>();
        for (var record : read(kafka.topics().rawHtml(), 3)) {
            var page = Json.decode(record.value(), PageFetched.class);
            pages.put(page.url().replace(web.url(""), ""), page);
        }
        read(kafka.topics().deadLetters(DeadLetterStage.FETCH), 1);

        var kept = new HashMap<String, StoredCapture>();
        try (var reader = ArchiveReader.open(archive.toUri())) {
            for (var file : reader.files()) {
                try (var captures = reader.read(file)) {
                    for (var next = captures.next(); next.isPresent(); next = captures.next()) {
                        kept.put(next.get().url().replace(web.url(""), ""), next.get());
                    }
                }
            }
            assertThat(reader.body(pages.get("/plain").archiveRef())).isEqualTo(latin);
            assertThat(reader.body(pages.get("/gzipped").archiveRef())).isEqualTo(latin);
        }
        assertThat(pages.get("/private").archiveRef()).isNull();
        assertThat(kept.keySet()).containsExactlyInAnyOrder("/plain", "/gzipped", "/empty");
        var gzipped = kept.get("/gzipped");
        assertThat(gzipped.head().last("content-encoding")).hasValue("gzip");
        assertThat(gzipped.note().found().recordId()).isEqualTo(web.url("/gzipped"));
        assertThat(gzipped.note().contentHash()).isEqualTo(pages.get("/gzipped").contentHash());
        assertThat(gzipped.fetchedAt()).isEqualTo(pages.get("/gzipped").fetchTimestamp());
        assertThat(kept.get("/empty").note().noArticle()).isEqualTo("empty_article");
        assertThat(kept.get("/empty").body()).isEqualTo(empty);
    }

    @Test
    void given_an_archive_that_cannot_be_written_when_pages_come_then_nothing_moves_until_it_can() throws Exception {
        // the folders of today, and of tomorrow, should midnight be near
        var inTheWay = List.of(
                archive.resolve(LocalDate.now(ZoneOffset.UTC).toString()),
                archive.resolve(LocalDate.now(ZoneOffset.UTC).plusDays(1).toString()));
        for (var file : inTheWay) {
            Files.createFile(file);
        }
        for (int i = 0; i < 5; i++) {
            web.page("/a" + i, FakeWeb.article("Story number " + i, "Martin Example"));
            announce(web.url("/a" + i));
        }
        run();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> metrics.counter("sentinel.archive.failures").count() > 0);
        assertThat(readNow(kafka.topics().rawHtml())).isEmpty();
        assertThat(readNow(kafka.topics().deadLetters(DeadLetterStage.FETCH))).isEmpty();

        for (var file : inTheWay) {
            Files.delete(file);
        }

        for (var record : read(kafka.topics().rawHtml(), 5)) {
            var page = Json.decode(record.value(), PageFetched.class);
            try (var reader = ArchiveReader.open(archive.toUri())) {
                assertThat(reader.body(page.archiveRef()))
                        .asString(StandardCharsets.UTF_8)
                        .contains("Story number");
            }
        }
        read(kafka.topics().deadLetters(DeadLetterStage.FETCH), 0);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private List<ConsumerRecord<byte[], byte[]>> readNow(String topic) {
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            return probe.readNow(topic);
        }
    }

    @Test
    void given_aHostThatDoesNotAnswer_when_anotherIsAnnouncedAfterIt_then_itIsNotHeldUp() throws Exception {
        int slow = 40;
        int quick = 6;
        web.holdBack("/slow");
        for (int i = 0; i < slow; i++) {
            web.page("/slow" + i, FakeWeb.article("Slow story " + i, "Martin Example"));
            announce(web.url("/slow" + i));
        }
        for (int i = 0; i < quick; i++) {
            web.page("/quick" + i, FakeWeb.article("Quick story " + i, "Martin Example"));
            announce(web.url("/quick" + i).replace("127.0.0.1", "localhost"));
        }
        run(
                "SENTINEL_FETCH_MAX_TURN_WAIT", "100ms",
                "SENTINEL_FETCH_REQUEUE_AFTER", "500ms",
                "SENTINEL_FETCH_READ_TIMEOUT", "5m",
                "SENTINEL_FETCH_CALL_TIMEOUT", "5m",
                "SENTINEL_FETCH_DEADLINE", "5m");

        await().atMost(Duration.ofSeconds(60)).until(() -> count("article") == quick && count("requeued") > 0);
        assertThat(web.hitsBelow("/slow")).as("those whose turn it is").isEqualTo(8);
        web.letGo();

        var urls = new ArrayList<String>();
        for (var record : read(kafka.topics().rawHtml(), slow + quick)) {
            urls.add(Json.decode(record.value(), PageFetched.class).url());
        }
        assertThat(urls).doesNotHaveDuplicates();
        assertThat(web.hitsBelow("/slow")).isEqualTo(slow);
        assertThat(web.hitsBelow("/quick")).isEqualTo(quick);
    }

    @Test
    void given_pagesThatStandForErrors_when_answeredWithStatus200_then_eachIsRetriedOrParkedAsItsStatusIs()
            throws Exception {
        web.page("/lost", notice("Page not found", "The page you are looking for does not exist."));
        web.page(
                "/removed",
                notice("This article has been removed", "The article you requested is no longer available."));
        web.page("/works", notice("Scheduled maintenance", "Our site is currently undergoing maintenance."));
        web.page("/abroad", notice("Not available in your region", "This content is not available in your country."));
        web.page("/members", notice("Log in", "Enter your email address and password. Forgot your password?"));
        web.redirect("/old", 301, "/");
        web.page("/", FakeWeb.article("The Example Gazette", "Martin Example"));
        web.redirect("/news/old", 302, "/news/");
        web.page("/news/", FakeWeb.article("News of the coast", "Martin Example"));
        web.redirect("/own-site", 302, "/en/");
        web.page("/en/", FakeWeb.article("Weir shut for a whole week", "Martin Example"));
        web.page("/brief", FakeWeb.article("Weir shut: website says page not found", "Martin Example"));
        for (var path : List.of(
                "/lost", "/removed", "/works", "/abroad", "/members", "/old", "/news/old", "/own-site", "/brief")) {
            announce(web.url(path), "Weir shut for a week");
        }
        run();

        var reasons = new HashMap<String, String>();
        for (var record : read(kafka.topics().deadLetters(DeadLetterStage.FETCH), 7)) {
            assertThat(header(record, ErrorHeaders.CLASS)).isEqualTo("soft_error");
            String path = Json.decode(record.value(), ArticleFound.class).url().replace(web.url(""), "");
            String status = header(record, ErrorHeaders.MESSAGE).replaceAll("as status (\\d+): .*", "$1");
            reasons.put(path, header(record, ErrorHeaders.KIND) + " " + status);
        }
        assertThat(reasons)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/lost", ErrorHeaders.TRANSIENT + " 404",
                        "/removed", ErrorHeaders.PERMANENT + " 410",
                        "/works", ErrorHeaders.TRANSIENT + " 503",
                        "/abroad", ErrorHeaders.PERMANENT + " 451",
                        "/members", ErrorHeaders.PERMANENT + " 401",
                        "/old", ErrorHeaders.TRANSIENT + " 404",
                        "/news/old", ErrorHeaders.TRANSIENT + " 404"));
        assertThat(paths(read(kafka.topics().rawHtml(), 2))).containsOnlyKeys("/own-site", "/brief");
    }

    @Test
    void given_storiesWhoseCanonicalLinkIsWrong_when_fetched_then_noneBecomesAVersionOfAnother() throws Exception {
        var headlines = List.of("Weir shut for a week", "Council votes for market", "Ferry starts in spring");
        for (int i = 0; i < 3; i++) {
            web.page("/story.php?id=70" + i, claiming("/story.php", headlines.get(i)));
            web.page("/news/n" + i, claiming("/news/", headlines.get(i)));
            web.page("/p" + i, claiming("/f/x77", headlines.get(i)));
            web.page("/weir/" + i, claiming("/f/y88", headlines.get(0)));
            announce(web.url("/story.php?id=70" + i));
            announce(web.url("/news/n" + i));
            announce(web.url("/p" + i));
            announce(web.url("/weir/" + i));
        }
        run();

        var known = new HashMap<String, String>();
        paths(read(kafka.topics().rawHtml(), 12)).forEach((path, page) -> known.put(path, page.normalizedUrl()));
        for (var path : List.of(
                "/story.php?id=700", "/story.php?id=701", "/story.php?id=702", "/news/n0", "/news/n1", "/news/n2")) {
            assertThat(known).containsEntry(path, web.url(path).replace("http://", ""));
        }
        assertThat(List.of(known.get("/p0"), known.get("/p1"), known.get("/p2")))
                .doesNotHaveDuplicates();
        assertThat(List.of(known.get("/weir/0"), known.get("/weir/1"), known.get("/weir/2")))
                .containsOnly(web.url("/f/y88").replace("http://", ""));
    }

    private Map<String, PageFetched> paths(List<ConsumerRecord<String, byte[]>> records) throws Exception {
        var pages = new HashMap<String, PageFetched>();
        for (var record : records) {
            var page = Json.decode(record.value(), PageFetched.class);
            pages.put(page.url().replace(web.url(""), ""), page);
        }
        return pages;
    }

    private String claiming(String canonical, String headline) {
        return FakeWeb.article(headline, "Martin Example")
                .replace("<head>", "<head><link rel=canonical href=\"" + web.url(canonical) + "\">");
    }

    private static String notice(String headline, String text) {
        return "<html><head><title>" + headline
                + " | The Example Gazette</title></head><body><nav><a href=/>Home</a></nav><h1>" + headline + "</h1><p>"
                + text + "</p></body></html>";
    }

    private static String article(String head) {
        String more = "<p>" + "The rain went on, and nobody in the town was surprised by it any more. ".repeat(9);
        return FakeWeb.article("Rain", "Nobody")
                .replace("<head>", "<head>" + head)
                .replace("</article>", more + "</article>");
    }

    private static String signpost(String target) {
        return "<html><head><meta http-equiv=refresh content=\"0; url=" + target
                + "\"></head><body>Moved</body></html>";
    }

    private double count(String outcome) {
        var counter = metrics.find("sentinel.fetcher.outcomes")
                .tag("outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private void announce(String url) throws Exception {
        announce(url, null);
    }

    private void announce(String url, String title) throws Exception {
        var found = new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                UrlIdentity.normalize(url).orElse(url),
                Source.RSS,
                "test",
                url,
                title,
                null,
                Instant.parse("2026-03-04T06:00:00Z"),
                null);
        producer.send(new ProducerRecord<>(kafka.topics().urls(), "127.0.0.1", Json.encode(found)))
                .get();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** All committed records of a topic, when there are as many as expected and, a moment later, no more. */
    private List<ConsumerRecord<String, byte[]>> read(String topic, int expected) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Predicate<List<?>> enough = list -> list.size() >= expected;
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return enough.test(records);
            });
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
        }
        assertThat(records).hasSize(expected);
        return records;
    }
}
