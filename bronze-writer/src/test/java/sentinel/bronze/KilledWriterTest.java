package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.KafkaSettings;
import sentinel.fixture.TestServers;

/** The writer as a process of its own, killed without warning. */
class KilledWriterTest {

    private static final int KILLS = 3;

    @TempDir
    Path data;

    @Test
    void given_messages_that_keep_coming_when_the_writer_is_killed_again_and_again_then_each_is_one_row()
            throws Exception {
        var kafka = TestServers.kafka();
        var random = new Random(20260301);
        int sent = 0;
        try (var messages = new KafkaMessages(kafka)) {
            for (int kill = 0; kill < KILLS; kill++) {
                var writer = start(kafka, kill);
                try {
                    long versions = versions();
                    // Not before it works, and then at any moment of a commit.
                    for (int burst = 0; burst < 600 && versions() < versions + 3; burst++) {
                        messages.articles(sent, sent + 30);
                        sent += 30;
                        TimeUnit.MILLISECONDS.sleep(50); // the rate of the source, not a wait for a result
                    }
                    assertThat(versions()).as("it began to work").isGreaterThanOrEqualTo(versions + 3);
                    messages.articles(sent, sent + 60);
                    sent += 60;
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(120));
                } finally {
                    writer.destroyForcibly().waitFor(); // SIGKILL
                }
            }
        }
        int total = sent;
        var articles = RunningWriter.tables(data).bronze();
        try (var last = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> TableRows.read(articles).size() >= total);
            assertThat(last.health().ready()).isTrue();
        }
        assertThat(TableRows.read(articles).stream().map(r -> (Integer) r.get("input_tokens")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, total).boxed().toList());
    }

    private long versions() throws IOException {
        var log = Path.of(RunningWriter.tables(data).bronze(), "_delta_log");
        if (!Files.exists(log)) {
            return 0;
        }
        try (var names = Files.list(log)) {
            return names.filter(n -> n.toString().endsWith(".json")).count();
        }
    }

    private Process start(KafkaSettings kafka, int n) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var tables = RunningWriter.tables(data);
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        BronzeWriterMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("writer-" + n + ".log").toFile());
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        builder.environment().put("SENTINEL_TOPIC_PREFIX", kafka.topics().prefix());
        builder.environment().put("SENTINEL_BRONZE", tables.bronze());
        builder.environment().put("SENTINEL_SIGHTINGS", tables.sightings());
        builder.environment().put("SENTINEL_LLM_CALLS", tables.llmCalls());
        builder.environment().put("SENTINEL_BRONZE_COMMIT_INTERVAL", "20ms");
        builder.environment().put("SENTINEL_HEALTH_PORT", "0");
        return builder.start();
    }
}
