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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.RunningLoop;
import sentinel.fixture.TestServers;
import sentinel.service.command.RunningSentinel;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** {@code ./sentinel reprocess}: archived pages through the pipeline again, and wrong use. */
class ReprocessMainTest extends ReprocessFixture {

    private final StringWriter out = new StringWriter();

    private final StringWriter err = new StringWriter();

    private int reprocess(Map<String, String> environment, String... args) {
        return ReprocessMain.commandLine(environment)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

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

    private static List<PageFetched> pages(KafkaProbe probe, KafkaSettings kafka) throws Exception {
        var pages = new ArrayList<PageFetched>();
        for (var record : probe.read(kafka.topics().rawHtml())) {
            pages.add(Json.decode(record.value(), PageFetched.class));
        }
        return pages;
    }

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
