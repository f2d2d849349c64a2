package sentinel.service.stage;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sentinel.fixture.KafkaProbe.bytes;
import static sentinel.fixture.KafkaProbe.header;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Source;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.HttpFailure;
import sentinel.service.json.Json;

/** What becomes of messages that fail, and of a stage whose outside fails. */
class StageLoopFailureTest {

    private final StageRig rig = new StageRig();

    @AfterEach
    void close() {
        rig.close();
    }

    // ---- failures

    @Test
    void given_every_kind_of_failure_when_met_then_dead_letters_and_the_others_go_on() {
        var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var notJson = new byte[] {'{', (byte) 0xff, 0};
        rig.send(0, "not-json", notJson);
        rig.send(0, "wrong-shape", bytes("{\"a\":1}"));
        rig.send(0, "null", null);
        rig.send(0, null, StageRig.json("retry"));
        rig.send(0, "reject", StageRig.json("reject"));
        rig.send(0, "throws", StageRig.json("throws"));
        rig.send(0, "fails", StageRig.json("fails"));
        rig.send(0, "no-verdict", StageRig.json("no-verdict"));
        rig.send(0, "no-stage", StageRig.json("no-stage"));
        rig.send(0, "fine", StageRig.json("fine"));

        rig.start(rig.loop(in -> switch (in.value()) {
            case "retry" ->
                completedFuture(new Verdict.Retry(new HttpFailure(503), "try\nlater", Duration.ofMinutes(7)));
            case "reject" -> completedFuture(new Verdict.Reject(new HttpFailure(410), "gone"));
            case "throws" -> throw new IllegalStateException("a bug");
            case "fails" -> failedFuture(new CompletionException(new IllegalStateException("another")));
            case "no-verdict" -> completedFuture(null);
            case "no-stage" -> null;
            default -> completedFuture(rig.emit(in));
        }));
        rig.awaitConsumed(10);

        assertThat(rig.outputs()).containsExactly("fine");
        var letters = rig.probe.read(rig.deadLetters).stream()
                .collect(Collectors.toMap(
                        r -> r.key() == null ? "no key" : new String(r.key(), StandardCharsets.UTF_8), r -> r));
        assertThat(letters).hasSize(9);
        assertThat(letters.get("not-json").value()).isEqualTo(notJson);
        assertThat(letters.get("null").value()).isNull();
        for (var undecodable : List.of("not-json", "wrong-shape", "null")) {
            assertLetter(letters.get(undecodable), "undecodable", "permanent");
        }
        assertLetter(letters.get("reject"), "http_410", "permanent");
        for (var bug : List.of("throws", "fails", "no-verdict", "no-stage")) {
            assertLetter(letters.get(bug), "unexpected", "transient");
        }
        var retry = letters.get("no key");
        assertLetter(retry, "http_503", "transient");
        assertThat(retry.value()).isEqualTo(StageRig.json("retry"));
        assertThat(header(retry, ErrorHeaders.MESSAGE)).isEqualTo("try later");
        assertThat(header(retry, ErrorHeaders.STAGE)).isEqualTo("fetch");
        assertThat(header(retry, ErrorHeaders.ORIGIN_TOPIC)).isEqualTo(rig.input);
        assertThat(header(retry, ErrorHeaders.ORIGIN_PARTITION)).isEqualTo("0");
        assertThat(header(retry, ErrorHeaders.ORIGIN_OFFSET)).isEqualTo("3");
        assertThat(Instant.parse(header(retry, ErrorHeaders.FIRST_FAILURE_AT))).isBetween(at, Instant.now());
        assertThat(header(retry, ErrorHeaders.LAST_FAILURE_AT)).isEqualTo(header(retry, ErrorHeaders.FIRST_FAILURE_AT));
        assertThat(Instant.parse(header(retry, ErrorHeaders.NOT_BEFORE)))
                .isEqualTo(Instant.parse(header(retry, ErrorHeaders.LAST_FAILURE_AT))
                        .plusSeconds(420));
        assertThat(rig.count("emitted")).isEqualTo(1);
        assertThat(rig.count("retried")).isEqualTo(5);
        assertThat(rig.count("rejected")).isEqualTo(4);
        assertThat(rig.count("consumed")).isEqualTo(10);
        assertThat(rig.committed()).containsEntry(0, 10L);
    }

    @Test
    void given_a_message_of_a_newer_release_when_met_then_it_is_parked_as_that_and_the_others_go_on() {
        var found = new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                "https://a.example/1",
                "a.example/1",
                Source.RSS,
                "feed",
                "1",
                null,
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                null,
                null);
        var known = Json.encode(found);
        var newer = new String(known, StandardCharsets.UTF_8)
                .replaceFirst("\"schema_version\":\\d+", "\"schema_version\":" + (ArticleFound.SCHEMA_VERSION + 1));
        rig.send(0, "newer", bytes(newer));
        rig.send(0, "known", known);

        rig.start(new StageLoop<>(
                rig.settings(),
                ArticleFound.class,
                in -> completedFuture(Verdict.Emit.of(new Verdict.Output(
                        rig.output, in.key(), bytes(in.value().url())))),
                rig.metrics,
                rig.health));
        rig.awaitConsumed(2);

        assertThat(rig.outputs()).containsExactly(found.url());
        assertThat(rig.probe.read(rig.deadLetters)).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo(bytes(newer));
            assertLetter(letter, "newer_schema", "permanent");
            assertThat(header(letter, ErrorHeaders.MESSAGE))
                    .startsWith("ArticleFound has schema_version " + (ArticleFound.SCHEMA_VERSION + 1));
        });
    }

    private static void assertLetter(ConsumerRecord<byte[], byte[]> letter, String errorClass, String kind) {
        assertThat(header(letter, ErrorHeaders.CLASS)).isEqualTo(errorClass);
        assertThat(header(letter, ErrorHeaders.KIND)).isEqualTo(kind);
        assertThat(header(letter, ErrorHeaders.ATTEMPTS)).isEqualTo("1");
    }

    @Test
    void given_a_message_that_failed_before_when_it_fails_again_then_the_first_failure_is_kept() {
        var again = new ProducerRecord<>(rig.input, 2, bytes("k"), StageRig.json("v"));
        var old = Map.of(
                ErrorHeaders.CLASS, "timeout",
                ErrorHeaders.MESSAGE, "the first",
                ErrorHeaders.STAGE, "fetch",
                ErrorHeaders.FIRST_FAILURE_AT, "2026-01-01T00:00:00Z",
                ErrorHeaders.LAST_FAILURE_AT, "2026-01-01T00:01:00Z",
                ErrorHeaders.ORIGIN_TOPIC, "elsewhere",
                ErrorHeaders.ORIGIN_PARTITION, "5",
                ErrorHeaders.ORIGIN_OFFSET, "77",
                ErrorHeaders.NOT_BEFORE, "2026-01-01T00:02:00Z",
                ErrorHeaders.ATTEMPTS, "2");
        old.forEach((name, value) -> again.headers().add(name, bytes(value)));
        again.headers().add("traceparent", bytes("a stranger's"));
        rig.probe.send(again);
        var attempts = new ConcurrentLinkedQueue<Integer>();

        rig.start(rig.loop(in -> {
            attempts.add(in.attempts());
            return completedFuture(new Verdict.Reject(new HttpFailure(451), "the second"));
        }));
        rig.awaitConsumed(1);

        assertThat(attempts).containsExactly(2);
        var letter = rig.probe.read(rig.deadLetters).get(0);
        for (var kept : List.of(
                ErrorHeaders.CLASS,
                ErrorHeaders.MESSAGE,
                ErrorHeaders.STAGE,
                ErrorHeaders.FIRST_FAILURE_AT,
                ErrorHeaders.ORIGIN_TOPIC,
                ErrorHeaders.ORIGIN_PARTITION,
                ErrorHeaders.ORIGIN_OFFSET)) {
            assertThat(header(letter, kept)).as(kept).isEqualTo(old.get(kept));
        }
        assertThat(header(letter, ErrorHeaders.ATTEMPTS)).isEqualTo("3");
        assertThat(header(letter, ErrorHeaders.KIND)).isEqualTo("permanent");
        assertThat(header(letter, ErrorHeaders.NOT_BEFORE)).isNull();
        assertThat(Instant.parse(header(letter, ErrorHeaders.LAST_FAILURE_AT)))
                .isAfter(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(header(letter, "traceparent")).isEqualTo("a stranger's");
        assertThat(letter.headers().toArray()).hasSize(11);
    }

    @Test
    void given_a_result_that_is_too_large_when_emitted_then_a_permanent_dead_letter() {
        rig.send(0, "k", StageRig.json("huge"));
        rig.send(0, "k", StageRig.json("largest"));
        rig.send(0, "k", StageRig.json("small"));
        var noise = new byte[StageWork.MAX_OUTPUT_BYTES + 1]; // does not compress
        new Random(1).nextBytes(noise);
        var fits = Arrays.copyOf(noise, StageWork.MAX_OUTPUT_BYTES - 1024);

        rig.start(rig.loop(in -> completedFuture(
                switch (in.value()) {
                    case "huge" -> Verdict.Emit.of(new Verdict.Output(rig.output, "k", noise));
                    case "largest" -> Verdict.Emit.of(new Verdict.Output(rig.output, "k", fits));
                    default -> rig.emit(in);
                })));
        rig.awaitConsumed(3);

        assertThat(rig.probe.read(rig.output))
                .extracting(r -> r.value().length)
                .containsExactlyInAnyOrder(fits.length, 5);
        assertThat(rig.probe.read(rig.deadLetters)).singleElement().satisfies(letter -> {
            assertLetter(letter, "result_too_large", "permanent");
            assertThat(letter.value()).isEqualTo(StageRig.json("huge"));
        });
        assertThat(rig.count("restarts")).isZero();
    }

    // ---- our own outages

    @Test
    void given_an_outage_when_it_is_over_then_the_same_messages_go_on_and_none_is_blamed() {
        var down = new AtomicBoolean(true);
        var tries = new AtomicInteger();
        Stage<String> stage = in -> {
            if (in.partition() == 1 && down.get()) {
                tries.incrementAndGet();
                throw new OutageException("redis", Duration.ofMillis(150), null);
            }
            return completedFuture(rig.emit(in));
        };
        var loop = rig.start(rig.loop(stage));
        rig.send(0, "before", StageRig.json("before"));
        rig.awaitConsumed(1);
        assertThat(rig.healthProblem()).isEqualTo("up");

        rig.send(1, "k", StageRig.json("hit"));
        await().atMost(StageRig.DEADLINE).until(() -> tries.get() >= 3);
        var during = rig.sendNumbered("m", 60);

        assertThat(rig.healthProblem()).contains("redis");
        assertThat(rig.gauge("outage")).isEqualTo(1);
        assertThat(rig.committed().getOrDefault(1, 0L)).isZero();
        down.set(false);
        rig.awaitConsumed(62);
        loop.stop();
        assertThat(rig.outputs())
                .hasSize(62)
                .containsAll(during)
                .contains("hit")
                .doesNotHaveDuplicates();
        assertThat(rig.probe.read(rig.deadLetters)).isEmpty();
        assertThat(rig.count("outages")).isEqualTo(tries.get());
        assertThat(rig.gauge("outage")).isZero();
    }

    @Test
    void given_an_outage_with_a_full_window_when_tried_again_then_one_message_alone_is_the_probe() {
        rig.sendNumbered("m", 300);
        var calls = new AtomicInteger();
        var down = new AtomicBoolean(true);
        rig.start(rig.loop(in -> {
            calls.incrementAndGet();
            return down.get()
                    ? failedFuture(new OutageException("quota", Duration.ofMillis(100), null))
                    : completedFuture(rig.emit(in));
        }));

        await().atMost(StageRig.DEADLINE).until(() -> rig.count("outages") >= 3);
        assertThat(calls.get()).isEqualTo((int) rig.count("outages"));
        down.set(false);
        rig.awaitConsumed(300);
        assertThat(rig.outputs()).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void given_a_verdict_that_becomes_a_dead_letter_when_committed_then_it_does_not_hear_of_it() {
        rig.send(0, "k", StageRig.json("huge"));
        rig.send(0, "k", StageRig.json("small"));
        var noise = new byte[StageWork.MAX_OUTPUT_BYTES + 1];
        var heard = new ConcurrentLinkedQueue<String>();

        rig.start(rig.loop(in -> {
            var verdict = in.value().equals("huge")
                    ? Verdict.Emit.of(new Verdict.Output(rig.output, "k", noise))
                    : (Verdict.Emit) rig.emit(in);
            return completedFuture(verdict.onceCommitted(() -> heard.add(in.value())));
        }));

        rig.awaitConsumed(2);
        await().atMost(StageRig.DEADLINE).until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("small");
    }
}
