package sentinel.dlq;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.config.EditSettings;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.HttpFailure;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.contract.topic.Topics.RetryTier;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.RunningLoop;
import sentinel.fixture.TestServers;
import sentinel.service.run.Health;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;
import sentinel.service.stage.Stage;
import sentinel.service.stage.StageLoop;
import sentinel.service.stage.Verdict;

class DlqReplayTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final List<Duration> SHORT =
            List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(600));
    /** Of the last tier alone: longer than any test. */
    private static final List<Duration> LAST_IS_LONG =
            List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofHours(1));

    private final KafkaSettings kafka = TestServers.kafka();
    private final Topics topics = kafka.topics();
    private final KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());
    private final Scope scope = new Scope();
    private final List<RunningLoop> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(RunningLoop::close);
        scope.close();
        probe.close();
    }

    @Test
    void given_a_stage_that_always_fails_when_replayed_then_three_tiers_and_parked() {
        var attempts = new ConcurrentLinkedQueue<Integer>();
        var failedAt = new ConcurrentLinkedQueue<Instant>();
        start(stage(in -> {
            attempts.add(in.attempts());
            failedAt.add(Instant.now());
            return completedFuture(new Verdict.Retry(new HttpFailure(500 + in.attempts()), "down", null));
        }));
        startReplay(SHORT);

        var sent = probe.send(new ProducerRecord<>(topics.urls(), 3, KafkaProbe.bytes("k"), KafkaProbe.bytes("\"v\"")));
        await().atMost(DEADLINE).until(() -> probe.count(parked()) > 0);

        assertThat(attempts).containsExactly(0, 1, 2, 3);
        var times = List.copyOf(failedAt);
        for (int i = 0; i < 3; i++) {
            assertThat(Duration.between(times.get(i), times.get(i + 1))).isGreaterThanOrEqualTo(SHORT.get(i));
        }
        for (var tier : RetryTier.values()) {
            assertThat(probe.values(retry(tier))).containsExactly("\"v\"");
        }
        assertThat(probe.read(topics.deadLetters(DeadLetterStage.FETCH))).hasSize(4);
        assertThat(probe.read(topics.urls())).hasSize(4);
        assertThat(probe.read(parked())).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(KafkaProbe.bytes("k"));
            assertThat(letter.value()).isEqualTo(KafkaProbe.bytes("\"v\""));
            assertThat(header(letter, ErrorHeaders.ATTEMPTS)).isEqualTo("4");
            assertThat(header(letter, ErrorHeaders.CLASS)).isEqualTo("http_500");
            assertThat(header(letter, ErrorHeaders.ORIGIN_TOPIC)).isEqualTo(topics.urls());
            assertThat(header(letter, ErrorHeaders.ORIGIN_PARTITION)).isEqualTo("3");
            assertThat(header(letter, ErrorHeaders.ORIGIN_OFFSET)).isEqualTo(Long.toString(sent.offset()));
            assertThat(Instant.parse(header(letter, ErrorHeaders.FIRST_FAILURE_AT)))
                    .isBefore(Instant.parse(header(letter, ErrorHeaders.LAST_FAILURE_AT)));
        });
    }

    @Test
    void given_permanent_failures_and_strangers_when_met_then_parked_at_once_with_their_bytes() {
        var value = new byte[] {0, (byte) 0xff, 10};
        probe.send(letter(topics.deadLetters(DeadLetterStage.FETCH), "p", value, "permanent", "1"));
        probe.send(new ProducerRecord<>(topics.deadLetters(DeadLetterStage.FETCH), null, null));
        probe.send(letter(topics.deadLetters(DeadLetterStage.FETCH), "x", value, "transient", "many"));
        probe.send(new ProducerRecord<>(retry(RetryTier.THIRD), KafkaProbe.bytes("s"), value));

        startReplay(LAST_IS_LONG);

        await().atMost(DEADLINE).until(() -> probe.count(parked()) == 4);
        assertThat(probe.read(parked()))
                .filteredOn(r -> r.value() != null)
                .hasSize(3)
                .allSatisfy(r -> assertThat(r.value()).isEqualTo(value));
        assertThat(probe.read(topics.urls())).isEmpty();
    }

    @Test
    void given_a_tier_that_waits_when_another_is_due_then_it_is_not_held_up() {
        startReplay(LAST_IS_LONG);
        var dead = topics.deadLetters(DeadLetterStage.FETCH);
        probe.send(letter(dead, "slow", KafkaProbe.bytes("slow"), "transient", "3"));
        await().atMost(DEADLINE).until(() -> probe.count(retry(RetryTier.THIRD)) == 1);

        for (int i = 0; i < 50; i++) {
            probe.send(letter(dead, "quick", KafkaProbe.bytes("quick" + i), "transient", i % 2 == 0 ? "1" : "2"));
        }

        await().atMost(DEADLINE).until(() -> probe.count(topics.urls()) == 50);
        assertThat(probe.values(topics.urls())).doesNotContain("slow").doesNotHaveDuplicates();
        assertThat(probe.read(retry(RetryTier.FIRST))).hasSize(25);
        assertThat(probe.read(retry(RetryTier.SECOND))).hasSize(25);
        assertThat(probe.read(parked())).isEmpty();
    }

    @Test
    void given_a_message_of_each_stage_when_due_then_each_goes_back_to_the_input_of_its_own() {
        startReplay(SHORT);
        for (var stage : DeadLetterStage.values()) {
            probe.send(letter(topics.deadLetters(stage), "k", KafkaProbe.bytes(stage.id()), "transient", "1"));
        }
        await().atMost(DEADLINE)
                .until(() -> probe.values(topics.urls()).equals(List.of("fetch"))
                        && probe.values(topics.rawHtml()).equals(List.of("parse")));
    }

    @Test
    void given_pages_of_edited_articles_when_their_quiet_period_is_over_then_the_parser_gets_them() {
        var first = probe.send(new ProducerRecord<>(topics.edits(), KafkaProbe.bytes("a"), KafkaProbe.bytes("1")));
        startReplay(LAST_IS_LONG);
        probe.send(new ProducerRecord<>(topics.edits(), KafkaProbe.bytes("a"), KafkaProbe.bytes("2")));

        await().atMost(DEADLINE).until(() -> probe.count(topics.rawHtml()) == 2);

        assertThat(probe.values(topics.rawHtml())).containsExactly("1", "2");
        assertThat(probe.read(topics.rawHtml()).get(0).timestamp() - first.timestamp())
                .isGreaterThanOrEqualTo(QUIET.toMillis());
    }

    @Test
    void given_a_replay_that_is_stopped_again_and_again_when_it_goes_on_then_nothing_is_lost_or_doubled() {
        int count = 300;
        var dead = topics.deadLetters(DeadLetterStage.FETCH);
        var letters = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < count; i++) {
            letters.add(letter(dead, "k", KafkaProbe.bytes("v" + i), "transient", Integer.toString(1 + i % 4)));
        }
        int moved = 0;
        for (int part = 0; part < 3; part++) {
            probe.send(letters.subList(part * 100, part * 100 + 100));
            int before = moved;
            var replay = startReplay(SHORT);
            await().atMost(DEADLINE).until(() -> probe.count(topics.urls()) > before);
            replay.stop();
            moved = probe.read(topics.urls()).size();
        }
        startReplay(SHORT);

        await().atMost(DEADLINE).until(() -> probe.count(topics.urls()) >= count * 3 / 4);
        assertThat(probe.values(topics.urls())).hasSize(count * 3 / 4).doesNotHaveDuplicates();
        assertThat(probe.values(parked())).hasSize(count / 4).doesNotHaveDuplicates();
        for (var tier : RetryTier.values()) {
            assertThat(probe.values(retry(tier))).hasSize(count / 4).doesNotHaveDuplicates();
        }
    }

    private RunningLoop startReplay(List<Duration> delays) {
        var context = new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
        return start(DlqReplayMain.wire(new DlqReplayConfig(kafka, delays, new EditSettings(QUIET)), context));
    }

    private RunningLoop start(sentinel.service.run.Loop loop) {
        var started = RunningLoop.start(loop::run, loop::stop);
        running.add(started);
        return started;
    }

    private StageLoop<String> stage(Stage<String> stage) {
        var settings = StageLoop.Settings.of(kafka, "fetcher", topics.urls(), DeadLetterStage.FETCH);
        return new StageLoop<>(settings, String.class, stage, new SimpleMeterRegistry(), new Health());
    }

    private String parked() {
        return topics.parked(DeadLetterStage.FETCH);
    }

    private String retry(RetryTier tier) {
        return topics.retry(DeadLetterStage.FETCH, tier);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return KafkaProbe.header(record, name);
    }

    private static ProducerRecord<byte[], byte[]> letter(
            String topic, String key, byte[] value, String kind, String attempts) {
        var record = new ProducerRecord<>(topic, KafkaProbe.bytes(key), value);
        record.headers().add(ErrorHeaders.KIND, KafkaProbe.bytes(kind));
        record.headers().add(ErrorHeaders.ATTEMPTS, KafkaProbe.bytes(attempts));
        return record;
    }
}
