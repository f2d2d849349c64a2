package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sentinel.archive.ArchiveConfig;
import sentinel.archive.ArchiveReader;
import sentinel.archive.Capture;
import sentinel.archive.CaptureNote;
import sentinel.archive.HttpHead;
import sentinel.archive.PageArchive;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.ContentHash;
import sentinel.contract.message.Hints;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Source;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extractor;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.RunningLoop;
import sentinel.fixture.SetClock;
import sentinel.fixture.TestServers;
import sentinel.service.command.RunningSentinel;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** Archived pages through the pipeline again. */
class ReprocessTest {

    private static final Instant DAY1 = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant DAY2 = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant DAY3 = Instant.parse("2026-03-03T10:00:00Z");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int reprocess(Map<String, String> environment, String... args) {
        return ReprocessMain.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private Path root() {
        return directory.resolve("archive");
    }

    // ---- end to end

    @Test
    void given_pages_that_the_fetcher_archived_when_reprocessed_then_the_very_same_messages_come_again()
            throws Exception {
        var kafka = TestServers.kafka();
        var environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "SENTINEL_TOPIC_PREFIX", kafka.topics().prefix(),
                "SENTINEL_ALLOW_PRIVATE_HOSTS", "127.0.0.1",
                "SENTINEL_ARCHIVE", root().toString());
        try (var web = new FakeWeb();
                var probe = new KafkaProbe(kafka.bootstrapServers())) {
            for (int i = 0; i < 4; i++) {
                web.page("/a" + i, FakeWeb.article("Story number " + i, "Martin Example"));
                announce(probe, kafka, web.url("/a" + i));
            }
            web.page("/empty", "<html><body><nav><a href=/>Home</a></nav></body></html>");
            web.redirect("/moved", 301, "/a0?page=2");
            web.bytes(
                    "/a0?page=2",
                    "text/html; charset=utf-8",
                    FakeWeb.article("Story number 9", "Martin Example").getBytes(StandardCharsets.UTF_8),
                    "ETag",
                    "\"9\"",
                    "Last-Modified",
                    "Wed, 04 Mar 2026 05:06:07 GMT");
            announce(probe, kafka, web.url("/empty"));
            announce(probe, kafka, web.url("/moved"));
            try (var scope = new Scope()) {
                var context =
                        new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
                var config = Env.read(environment, FetcherConfig::from);
                var loop = FetcherMain.wire(config, context);
                try (var fetcher = RunningLoop.start(loop::run, loop::stop)) {
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> probe.count(kafka.topics().rawHtml()) == 5
                                    && probe.count(kafka.topics().deadLetters(DeadLetterStage.FETCH)) == 1);
                    fetcher.stop();
                }
            }
            var fetched = pages(probe, kafka);

            assertThat(reprocess(environment, "--dry-run")).as(err.toString()).isZero();
            assertThat(probe.count(kafka.topics().rawHtml())).isEqualTo(5);
            assertThat(out.toString())
                    .contains("articles     5: 5 unchanged, 0 with another text, 0 where there was none")
                    .contains("no article   1: 1 empty_article")
                    .contains("messages     5 would be sent");

            assertThat(reprocess(environment)).as(err.toString()).isZero();
            var all = pages(probe, kafka);
            assertThat(all).hasSize(10);
            var twice = new ArrayList<PageFetched>(fetched);
            twice.addAll(fetched);
            assertThat(all).containsExactlyInAnyOrderElementsOf(twice);
            assertThat(all).allSatisfy(page -> assertThat(page.archiveRef()).isNotNull());

            // found by what the launcher leaves in the data directory
            RunningSentinel.here(1, kafka.bootstrapServers(), kafka.topics().prefix())
                    .announce(directory);
            assertThat(reprocess(Map.of("SENTINEL_DATA", directory.toString())))
                    .as(err.toString())
                    .isZero();
            assertThat(probe.count(kafka.topics().rawHtml())).isEqualTo(15);
            assertThat(reprocess(Map.of("SENTINEL_DATA", directory.toString()), "--changed"))
                    .as(err.toString())
                    .isZero();
            assertThat(probe.count(kafka.topics().rawHtml())).isEqualTo(15);
        }
    }

    private static void announce(KafkaProbe probe, KafkaSettings kafka, String url) {
        probe.send(new ProducerRecord<>(
                kafka.topics().urls(), "k".getBytes(StandardCharsets.UTF_8), Json.encode(found(url))));
    }

    private static ArticleFound found(String url) {
        return new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                UrlIdentity.normalize(url).orElse(url),
                Source.GDELT,
                "example.com",
                "record of " + url,
                "As announced",
                DAY1,
                DAY1,
                new Hints("Hint", null, null, "en", null, -1.5, List.of("RAIN"), null, null));
    }

    private static List<PageFetched> pages(KafkaProbe probe, KafkaSettings kafka) throws Exception {
        var pages = new ArrayList<PageFetched>();
        for (var record : probe.read(kafka.topics().rawHtml())) {
            pages.add(Json.decode(record.value(), PageFetched.class));
        }
        return pages;
    }

    // ---- what is taken, and what is made of it

    /** One archived fetch; {@code textThen} is what the extractor of then read, null for nothing. */
    private record Fetch(String url, Instant at, String html, String textThen, String identityThen) {
        static Fetch of(String url, Instant at, String title, String textThen) {
            return new Fetch(
                    url,
                    at,
                    FakeWeb.article(title, "Martin Example"),
                    textThen,
                    textThen == null ? null : UrlIdentity.normalize(url).orElseThrow());
        }
    }

    /** The text that is read in pages of {@link FakeWeb#article} today. */
    private static String textNow() {
        var extraction = new Extractor().extract(FakeWeb.article("x", "Martin Example"), "https://example.com/x");
        return ((Article) extraction).text();
    }

    /** Each day's fetches in a file of its own, as if archived then. */
    private void archive(Fetch... fetches) throws Exception {
        for (var day : List.of(DAY1, DAY2, DAY3)) {
            try (var scope = new Scope()) {
                var context =
                        new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
                var archive = PageArchive.open(
                        new ArchiveConfig(Optional.of(root().toUri()), Optional.empty()),
                        "0",
                        context,
                        Clock.fixed(day, ZoneOffset.UTC));
                for (var fetch : fetches) {
                    if (fetch.at().equals(day)) {
                        var note = fetch.textThen() == null
                                ? CaptureNote.noArticle(found(fetch.url()), List.of(), "empty_article")
                                : CaptureNote.article(
                                        found(fetch.url()),
                                        List.of(),
                                        fetch.identityThen(),
                                        ContentHash.of(fetch.textThen()));
                        var head =
                                new HttpHead("h2", 200, "", List.of(new HttpHead.Field("content-type", "text/html")));
                        var capture = new Capture(
                                fetch.url(), head, fetch.html().getBytes(StandardCharsets.UTF_8), fetch.at(), note);
                        archive.keep(capture, true).toCompletableFuture().get();
                    }
                }
            }
        }
    }

    private Reprocess.Counts run(Reprocess.Selection selection, List<PageFetched> sent) throws Exception {
        try (var reader = ArchiveReader.open(root().toUri())) {
            return new Reprocess(reader, new Extractor(), selection, false, sent::add, line -> {}).run();
        }
    }

    private static Reprocess.Selection all() {
        return new Reprocess.Selection(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), null);
    }

    @Test
    void given_an_extractor_that_got_better_when_reprocessed_then_each_page_is_counted_by_what_became_of_it()
            throws Exception {
        archive(
                Fetch.of("https://example.com/same", DAY1, "Same", textNow()),
                Fetch.of("https://example.com/changed", DAY1, "Changed", "what was read then"),
                Fetch.of("https://example.com/found", DAY1, "Found", null),
                new Fetch("https://example.com/empty", DAY1, "<p>", null, null));
        var sent = new ArrayList<PageFetched>();

        var counts = run(all(), sent);

        assertThat(List.of(counts.fetches, counts.same, counts.changed, counts.found, counts.sent))
                .containsExactly(4L, 1L, 1L, 1L, 3L);
        assertThat(counts.noArticle).isEqualTo(Map.of("empty_article", 1L));
        assertThat(sent).extracting(PageFetched::contentHash).containsOnly(ContentHash.of(textNow()));
        assertThat(sent).extracting(PageFetched::fetchTimestamp).containsOnly(DAY1);
        assertThat(sent).extracting(PageFetched::source).containsOnly(Source.GDELT);
    }

    @Test
    void given_an_article_fetched_often_when_reprocessed_then_only_its_newest_fetch_is_sent() throws Exception {
        String url = "https://example.com/often";
        archive(
                Fetch.of(url, DAY1, "First", "one"),
                Fetch.of(url, DAY2, "Second", "two"),
                // a wall that day: says nothing of the article, and does not hide what was read before
                new Fetch(url, DAY3, "<p>", null, null),
                Fetch.of("https://example.com/other", DAY1, "Other", "three"));
        var sent = new ArrayList<PageFetched>();

        var counts = run(all(), sent);

        assertThat(counts.superseded).isEqualTo(1);
        assertThat(counts.noArticle).isEqualTo(Map.of("empty_article", 1L));
        assertThat(sent).extracting(page -> page.page().title()).containsExactlyInAnyOrder("Second", "Other");
    }

    @Test
    void given_stories_that_were_taken_for_one_by_a_wrong_canonical_link_when_reprocessed_then_each_is_itself()
            throws Exception {
        var fetches = new ArrayList<Fetch>();
        for (int i = 1; i <= 3; i++) {
            String html = FakeWeb.article("Story " + i, "Martin Example")
                    .replace("<head>", "<head><link rel=canonical href=https://example.com/story.php>");
            fetches.add(new Fetch("https://example.com/story.php?id=70" + i, DAY1, html, "t", "example.com/story.php"));
        }
        archive(fetches.toArray(Fetch[]::new));
        var sent = new ArrayList<PageFetched>();

        var counts = run(all(), sent);

        assertThat(counts.changed).isEqualTo(3);
        assertThat(sent)
                .extracting(PageFetched::normalizedUrl)
                .containsExactlyInAnyOrder(
                        "example.com/story.php?id=701", "example.com/story.php?id=702", "example.com/story.php?id=703");
    }

    @Test
    void given_a_link_that_the_page_alone_does_not_settle_when_reprocessed_then_it_is_as_it_was_settled()
            throws Exception {
        String html = FakeWeb.article("Story", "Martin Example")
                .replace("<head>", "<head><link rel=canonical href=https://example.com/f/x77>");
        archive(
                new Fetch("https://example.com/a", DAY1, html, "t", "example.com/f/x77"),
                new Fetch("https://example.com/b", DAY1, html, "t", "example.com/b"));
        var sent = new ArrayList<PageFetched>();

        run(all(), sent);

        assertThat(sent)
                .extracting(PageFetched::normalizedUrl)
                .containsExactlyInAnyOrder("example.com/f/x77", "example.com/b");
    }

    @Test
    void given_a_period_and_a_host_when_reprocessed_then_nothing_else_is_sent_and_no_article_goes_back()
            throws Exception {
        archive(
                Fetch.of("https://news.example.com/a", DAY1, "Story A", "a"),
                Fetch.of("https://news.example.com/b", DAY2, "Story B", "b"),
                Fetch.of("https://example.com/c", DAY2, "Story C", "c"),
                Fetch.of("https://notexample.com/d", DAY2, "Story D", "d"),
                Fetch.of("https://news.example.com/e", DAY2, "E old", "e"),
                Fetch.of("https://news.example.com/e", DAY3, "E new", "e2"));
        var sent = new ArrayList<PageFetched>();
        var midnight = Instant.parse("2026-03-02T00:00:00Z");
        var selection = new Reprocess.Selection(midnight, midnight.plus(Duration.ofDays(1)), "example.com");

        var counts = run(selection, sent);

        assertThat(sent).extracting(page -> page.page().title()).containsExactlyInAnyOrder("Story B", "Story C");
        assertThat(counts.superseded).as("e, by a fetch after the period").isEqualTo(1);
        assertThat(counts.files).as("that can hold such pages").isEqualTo(1);
        assertThat(counts.notSelected).as("d").isEqualTo(1);
    }

    @Test
    void given_unchanged_bytes_whose_file_is_gone_when_reprocessed_then_that_is_counted() throws Exception {
        try (var scope = new Scope()) {
            var context =
                    new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
            var config = new ArchiveConfig(Optional.of(root().toUri()), Optional.empty());
            var clock = new SetClock(DAY1);
            var archive = PageArchive.open(config, "0", context, clock);
            String url = "https://example.com/same";
            var head = new HttpHead("h2", 200, "", List.of());
            byte[] body = FakeWeb.article("Same", "Martin Example").getBytes(StandardCharsets.UTF_8);
            for (var day : List.of(DAY1, DAY2)) {
                clock.set(day);
                var note = CaptureNote.article(found(url), List.of(), "example.com/same", ContentHash.of(textNow()));
                archive.keep(new Capture(url, head, body, day, note), true)
                        .toCompletableFuture()
                        .get();
            }
        }
        var sent = new ArrayList<PageFetched>();
        var counts = run(all(), sent);
        assertThat(List.of(counts.superseded, counts.same, counts.unreadable)).containsExactly(1L, 1L, 0L);
        assertThat(sent).extracting(PageFetched::fetchTimestamp).containsExactly(DAY2);
        assertThat(sent.get(0).archiveRef()).as("where the bytes are").startsWith("2026-03-01/");

        Files.delete(root().resolve("2026-03-01/sentinel-0-20260301T100000000Z.warc.gz"));
        counts = run(all(), new ArrayList<>());
        assertThat(List.of(counts.fetches, counts.same, counts.unreadable)).containsExactly(1L, 0L, 1L);
    }

    // ---- the command line

    static Stream<Arguments> wrongUse() {
        return Stream.of(
                Arguments.of("--from tomorrow", "--from"),
                Arguments.of("--to 2026-13-01", "--to"),
                Arguments.of("--from 2026-03-02 --to 2026-03-01", "--to 2026-03-01 is before --from 2026-03-02"),
                Arguments.of("--no-such-flag", "--no-such-flag"),
                Arguments.of("--archive no/such/place", "there is no archive at"),
                Arguments.of("", "no Sentinel is running on"));
    }

    @ParameterizedTest
    @MethodSource("wrongUse")
    void given_wrong_use_when_run_then_it_says_what_is_wrong_and_ends_with_2(String line, String message)
            throws Exception {
        archive(Fetch.of("https://example.com/a", DAY1, "A", "a"));
        var args = Arrays.stream(line.split(" ")).filter(arg -> !arg.isEmpty()).toArray(String[]::new);

        assertThat(reprocess(Map.of("SENTINEL_DATA", directory.toString()), args))
                .isEqualTo(2);

        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void given_a_file_that_was_cut_off_when_run_then_the_rest_is_done_and_the_file_named() throws Exception {
        archive(Fetch.of("https://example.com/a", DAY1, "A", "a"), Fetch.of("https://example.com/b", DAY2, "B", "b"));
        var file = root().resolve("2026-03-01/sentinel-0-20260301T100000000Z.warc.gz");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 100));

        assertThat(reprocess(Map.of(), "--dry-run", "--archive", root().toString()))
                .isZero();

        assertThat(out.toString())
                .contains("2026-03-01/sentinel-0-20260301T100000000Z.warc.gz (cut off)")
                .contains("messages     1 would be sent");
    }

    @Test
    void given_no_kafka_where_it_should_be_when_run_then_it_says_so_and_ends_with_1() throws Exception {
        archive(Fetch.of("https://example.com/a", DAY1, "A", "a"));
        var environment = new HashMap<>(Map.of("KAFKA_BOOTSTRAP_SERVERS", closedPort()));
        assertThat(reprocess(environment, "--archive", root().toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no topic sentinel.raw_html at 127.0.0.1:");
    }

    private static String closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
