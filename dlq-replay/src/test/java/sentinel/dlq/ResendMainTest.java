package sentinel.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.TestServers;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.stage.FailureHeaders;

class ResendMainTest {

    private final KafkaSettings kafka = TestServers.kafka();
    private final Topics topics = kafka.topics();
    private final KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());

    @TempDir
    Path directory;

    /** What a run printed, and its exit code. */
    private record Run(int code, String out, String err) {}

    @AfterEach
    void close() {
        probe.close();
    }

    private Run run(String... args) {
        var environment = new HashMap<String, String>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("SENTINEL_TOPIC_PREFIX", topics.prefix());
        return run(environment, args);
    }

    private static Run run(Map<String, String> environment, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = ResendMain.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Run(code, out.toString(), err.toString());
    }

    private void park(String value, String reason) {
        var record = new ProducerRecord<>(
                topics.parked(DeadLetterStage.FETCH),
                KafkaProbe.bytes("key " + value),
                value == null ? null : KafkaProbe.bytes(value));
        record.headers().add(ErrorHeaders.CLASS, KafkaProbe.bytes(reason));
        record.headers().add(ErrorHeaders.ATTEMPTS, KafkaProbe.bytes("4"));
        record.headers().add(ErrorHeaders.KIND, KafkaProbe.bytes(ErrorHeaders.TRANSIENT));
        record.headers().add("foreign", KafkaProbe.bytes("kept"));
        probe.send(record);
    }

    @Test
    void given_parked_letters_of_several_classes_when_one_is_sent_again_then_only_those_go_and_begin_from_the_start() {
        TopicCreator.createMissing(kafka.bootstrapServers(), topics);
        park("a", "paywall");
        park("b", "http_404");
        park("c", "paywall");
        park(null, "paywall");
        park("d", "of_an_older_release");

        var dry = run("--stage", "fetch", "--reason", "paywall", "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("2 would be sent to " + topics.urls(), "1 were parked without content");
        assertThat(probe.read(topics.urls())).isEmpty();

        var first = run("--stage", "fetch", "--reason", "paywall");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("2 sent to " + topics.urls()).containsPattern("http_404 +1 left\\. The site");
        assertThat(first.out()).containsPattern("of_an_older_release +1 left\\R");
        assertThat(probe.read(topics.urls())).hasSize(2).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo(KafkaProbe.bytes("key " + new String(record.value())));
            assertThat(FailureHeaders.attempts(record.headers())).isEmpty();
            assertThat(record.headers().lastHeader(ErrorHeaders.CLASS)).isNull();
            assertThat(KafkaProbe.header(record, "foreign")).isEqualTo("kept");
            assertThat(Instant.parse(KafkaProbe.header(record, ErrorHeaders.RESENT_AT)))
                    .isBeforeOrEqualTo(Instant.now());
        });
        assertThat(probe.values(topics.urls())).containsExactlyInAnyOrder("a", "c");

        assertThat(run("--stage", "fetch", "--reason", "of_an_older_release").out())
                .contains("1 sent to " + topics.urls());
        assertThat(probe.values(topics.urls())).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void
            given_letters_that_were_sent_again_when_it_runs_once_more_then_only_new_ones_go_and_other_classes_are_all_there() {
        TopicCreator.createMissing(kafka.bootstrapServers(), topics);
        var expected = new ArrayList<String>();
        for (int i = 0; i < 700; i++) { // more than one batch
            park("v" + i, "paywall");
            expected.add("v" + i);
        }
        park("other", "http_404");
        assertThat(run("--stage", "fetch", "--reason", "paywall").out()).contains("700 sent to");
        assertThat(run("--stage", "fetch", "--reason", "paywall").out())
                .contains("paywall                    0 sent to");
        park("new", "paywall");
        expected.add("new");

        assertThat(run("--stage", "fetch", "--reason", "paywall").out())
                .contains("paywall                    1 sent to");
        assertThat(run("--stage", "fetch", "--reason", "http_404").out())
                .contains("http_404                   1 sent to");

        expected.add("other");
        assertThat(probe.values(topics.urls())).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void given_a_message_that_the_Bronze_writer_parked_when_it_is_sent_again_then_it_goes_back_to_the_writers_topic() {
        TopicCreator.createMissing(kafka.bootstrapServers(), topics);
        for (var origin : List.of(topics.parsedArticles(), topics.sightings(), topics.llmCalls(), topics.rawHtml())) {
            var record = new ProducerRecord<>(
                    topics.parked(DeadLetterStage.PARSE), KafkaProbe.bytes("key"), KafkaProbe.bytes("from " + origin));
            record.headers().add(ErrorHeaders.CLASS, KafkaProbe.bytes("newer_schema"));
            record.headers().add(ErrorHeaders.ORIGIN_TOPIC, KafkaProbe.bytes(origin));
            probe.send(record);
        }

        var run = run("--stage", "parse", "--reason", "newer_schema");

        assertThat(run.code()).as(run.err()).isZero();
        for (var origin : List.of(topics.parsedArticles(), topics.sightings(), topics.llmCalls(), topics.rawHtml())) {
            assertThat(run.out()).contains("1 sent to " + origin);
            assertThat(probe.values(origin)).containsExactly("from " + origin);
        }
    }

    @Test
    void given_input_that_is_wrong_when_run_then_one_message_says_what_is() {
        assertThat(run("--stage", "silver", "--reason", "paywall"))
                .isEqualTo(new Run(2, "", "replay: --stage silver is not one of fetch, parse%n".formatted()));
        assertThat(run("--stage", "fetch", "--reason", "a pay wall").err()).contains("is not an error class");
        var nothing = run(Map.of(), "--stage", "fetch", "--reason", "paywall", "--data", directory.toString());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("no Sentinel is running on " + directory);
    }
}
