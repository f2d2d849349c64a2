package sentinel.service.stage;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sentinel.fixture.KafkaProbe.bytes;
import static sentinel.fixture.KafkaProbe.header;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.HttpFailure;
import sentinel.contract.topic.Topics;

class StageLoopTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final StageRig rig = new StageRig();

    @AfterEach
    void close() {
        rig.close();
    }

    // ---- the window

    @Test
    void given_messages_when_the_loop_runs_then_each_is_put_out_once_and_its_offset_committed() {
        var sent = rig.sendNumbered("m", 100);

        var loop = rig.start(rig.loop(in -> completedFuture(rig.emit(in))));
        rig.awaitConsumed(100);
        loop.stop();

        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(rig.committed()).isEqualTo(Map.of(0, 17L, 1, 17L, 2, 17L, 3, 17L, 4, 16L, 5, 16L));
        assertThat(rig.count("emitted")).isEqualTo(100);
        assertThat(rig.count("outputs")).isEqualTo(100);
        assertThat(rig.count("consumed")).isEqualTo(100);
        assertThat(rig.count("restarts")).isZero();
    }

    @Test
    void given_a_slow_message_when_others_finish_then_only_what_is_behind_it_in_its_partition_waits() {
        rig.sendNumbered("m", 60);
        var slow = new CompletableFuture<Verdict>();

        var loop = rig.start(rig.loop(in -> in.value().equals("m6") ? slow : completedFuture(rig.emit(in))));
        rig.awaitConsumed(51);

        await().atMost(StageRig.DEADLINE).until(() -> rig.gauge("in_flight") == 1);
        assertThat(rig.committed()).isEqualTo(Map.of(0, 1L, 1, 10L, 2, 10L, 3, 10L, 4, 10L, 5, 10L));
        assertThat(rig.gauge("lag")).isEqualTo(9);
        slow.complete(Verdict.Emit.nothing());
        rig.awaitConsumed(60);
        loop.stop();
        assertThat(rig.outputs()).hasSize(59).doesNotContain("m6");
        assertThat(rig.committed()).containsEntry(0, 10L);
    }

    @Test
    void given_a_small_window_and_a_message_that_never_ends_when_its_partition_is_long_then_the_others_go_on() {
        rig.sendNumbered("m", 600);

        rig.start(rig.loop(
                rig.settings().withWindow(20),
                in -> in.value().equals("m0") ? new CompletableFuture<>() : completedFuture(rig.emit(in))));

        rig.awaitConsumed(500);
        assertThat(rig.count("consumed")).isEqualTo(500);
        assertThat(rig.committed()).containsEntry(5, 100L);
        assertThat(rig.committed().getOrDefault(0, 0L)).isZero();
    }

    @Test
    void given_a_window_when_work_is_slow_then_no_more_than_the_window_is_begun() {
        rig.sendNumbered("m", 200);
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        var timer = Executors.newSingleThreadScheduledExecutor();
        try {
            rig.start(rig.loop(rig.settings().withWindow(7), in -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                var verdict = new CompletableFuture<Verdict>();
                timer.schedule(
                        () -> {
                            underWay.decrementAndGet();
                            verdict.complete(rig.emit(in));
                        },
                        2,
                        TimeUnit.MILLISECONDS);
                return verdict;
            }));
            rig.awaitConsumed(200);
        } finally {
            timer.shutdownNow();
        }
        assertThat(most.get()).isBetween(2, 7);
        assertThat(rig.outputs()).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void given_a_process_that_is_halted_when_it_goes_on_then_nothing_was_begun_and_nothing_is_lost() {
        rig.sendNumbered("m", 30);
        var full = new AtomicReference<>(Optional.of("the disk is full"));
        var begun = new AtomicInteger();
        rig.health.halt("disk", full::get);

        rig.start(rig.loop(in -> {
            begun.incrementAndGet();
            return completedFuture(rig.emit(in));
        }));
        await().atMost(StageRig.DEADLINE).until(() -> rig.healthProblem().equals("up"));
        await().atMost(StageRig.DEADLINE).until(() -> rig.gauge("lag") == 30);
        assertThat(begun.get()).isZero();
        assertThat(rig.health.report().checks()).containsEntry("disk", "the disk is full");
        full.set(Optional.empty());
        rig.awaitConsumed(30);
        assertThat(rig.outputs()).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void given_a_loop_that_has_not_committed_yet_when_stopped_then_what_is_finished_is_committed() {
        rig.sendNumbered("m", 12);
        var begun = new AtomicInteger();

        var loop = rig.start(rig.loop(rig.settings().withCommitInterval(NEVER), in -> {
            begun.incrementAndGet();
            return in.value().equals("m6") ? new CompletableFuture<>() : completedFuture(rig.emit(in));
        }));
        await().atMost(StageRig.DEADLINE).until(() -> begun.get() == 12);
        assertThat(rig.outputs()).isEmpty();
        loop.stop();

        assertThat(rig.outputs()).hasSize(11).doesNotContain("m6");
        assertThat(rig.committed()).isEqualTo(Map.of(0, 1L, 1, 2L, 2, 2L, 3, 2L, 4, 2L, 5, 2L));
    }

    @Test
    void given_input_written_in_transactions_when_all_is_done_then_no_lag_is_left_by_their_markers() {
        var sent = rig.sendNumbered("m", 30);
        var toUrls = rig.start(rig.other(
                StageLoop.Settings.of(rig.kafka, "copier", rig.input, Topics.DeadLetterStage.FETCH),
                in -> completedFuture(rig.emit(in))));
        rig.awaitOutputs(30);
        toUrls.stop();

        var parser = StageLoop.Settings.of(rig.kafka, "parser", rig.output, Topics.DeadLetterStage.PARSE);
        rig.start(new StageLoop<>(
                parser,
                bytes -> new String(bytes, StandardCharsets.UTF_8),
                in -> completedFuture(Verdict.Emit.nothing()),
                rig.metrics,
                rig.health));

        rig.awaitConsumed(sent.size());
        var ends = rig.probe.ends(rig.output);
        await().atMost(StageRig.DEADLINE)
                .untilAsserted(() -> assertThat(rig.probe.committed(parser.groupId(), rig.output))
                        .isEqualTo(ends));
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

    // ---- crashes, fencing, rebalances

    @Test
    void given_a_loop_that_dies_when_another_begins_then_read_committed_sees_each_result_once() {
        var sent = rig.sendNumbered("m", 300);
        var begun = new AtomicInteger();
        var first = rig.start(rig.loop(in -> {
            if (begun.incrementAndGet() == 150) {
                throw new OutOfMemoryError("the end of this process");
            }
            return completedFuture(rig.emit(in));
        }));
        assertThat(first.awaitEnd()).containsInstanceOf(OutOfMemoryError.class);

        rig.start(rig.other(rig.settings(), in -> completedFuture(rig.emit(in))));

        rig.awaitOutputs(300);
        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void given_a_process_that_is_killed_again_and_again_when_it_goes_on_then_nothing_is_lost_or_doubled()
            throws Exception {
        var sent = rig.sendNumbered("m", 1_200);
        for (int kill = 1; kill <= 2; kill++) {
            int seen = rig.probe.count(rig.output);
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledProcess.class.getName(),
                            rig.kafka.bootstrapServers(),
                            rig.kafka.topics().prefix())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                await().atMost(StageRig.DEADLINE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> rig.probe.count(rig.output) > seen);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        assertThat(rig.probe.count(rig.output)).isLessThan(1_200);

        rig.start(rig.loop(in -> completedFuture(rig.emit(in))));

        rig.awaitOutputs(1_200);
        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void given_a_loop_when_another_with_the_same_id_begins_then_they_fence_each_other_and_double_nothing() {
        var sent = rig.sendNumbered("m", 60);
        var zombie = rig.start(rig.loop(rig.settings().withCommitInterval(Duration.ofMillis(200)), in -> {
            var verdict = new CompletableFuture<Verdict>();
            verdict.completeOnTimeout(rig.emit(in), 100 + in.offset() * 20, TimeUnit.MILLISECONDS);
            return verdict;
        }));
        await().atMost(StageRig.DEADLINE).until(() -> rig.count("consumed") > 0);

        var successor = rig.start(rig.other(rig.settings(), in -> {
            var verdict = new CompletableFuture<Verdict>();
            verdict.completeOnTimeout(rig.emit(in), 50, TimeUnit.MILLISECONDS);
            return verdict;
        }));
        await().atMost(StageRig.DEADLINE).until(() -> rig.count("restarts") > 0);
        zombie.stop();

        rig.awaitOutputs(60);
        successor.stop();
        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void given_a_commit_that_is_refused_when_the_loop_begins_again_then_nothing_is_lost_or_doubled() {
        var sent = rig.sendNumbered("a", 60);
        rig.start(rig.loop(in -> completedFuture(rig.emit(in))));
        rig.awaitConsumed(60);

        rig.probe.fence(rig.settings().groupId() + "-0");
        sent.addAll(rig.sendNumbered("b", 60));

        rig.awaitConsumed(120);
        assertThat(rig.count("restarts")).isEqualTo(1);
        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
        await().atMost(StageRig.DEADLINE).until(() -> rig.healthProblem().equals("up"));
    }

    @Test
    void given_a_verdict_that_is_not_committed_when_it_is_given_anew_then_only_the_committed_one_hears_of_it() {
        rig.send(0, "k", StageRig.json("m"));
        var begun = new AtomicInteger();
        var first = new CompletableFuture<Verdict>();
        var heard = new ConcurrentLinkedQueue<String>();
        rig.start(rig.loop(in -> {
            var verdict = (Verdict.Emit) rig.emit(in);
            return begun.incrementAndGet() == 1
                    ? first.thenApply(go -> verdict.onceCommitted(() -> heard.add("first")))
                    : completedFuture(verdict.onceCommitted(() -> heard.add("second, of " + rig.count("outputs"))));
        }));
        await().atMost(StageRig.DEADLINE).until(() -> begun.get() == 1);
        rig.probe.fence(rig.settings().groupId() + "-0");
        first.complete(Verdict.Emit.nothing());

        rig.awaitConsumed(1);
        await().atMost(StageRig.DEADLINE).until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("second, of 1");
        assertThat(rig.outputs()).containsExactly("m");
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

    @Test
    void given_a_second_instance_when_partitions_move_then_nothing_is_lost_or_doubled() {
        var sent = rig.sendNumbered("a", 600);
        var byFirst = new AtomicInteger();
        var bySecond = new AtomicInteger();
        rig.start(rig.loop(rig.settings("0"), delayed(byFirst)));
        await().atMost(StageRig.DEADLINE).until(() -> byFirst.get() > 0);

        rig.start(rig.other(rig.settings("1"), delayed(bySecond)));
        await().atMost(StageRig.DEADLINE).pollInterval(Duration.ofMillis(20)).until(() -> {
            sent.addAll(rig.sendNumbered("b" + sent.size() + "-", 60));
            return bySecond.get() > 0;
        });

        rig.awaitOutputs(sent.size());
        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(rig.count("restarts")).isZero();
    }

    @Test
    void given_an_instance_in_an_outage_when_another_joins_then_it_still_hands_partitions_over() {
        rig.sendNumbered("a", 60);
        var tried = new AtomicBoolean();
        rig.start(rig.loop(rig.settings("0"), in -> {
            tried.set(true);
            throw new OutageException("disk", NEVER, null);
        }));
        await().atMost(StageRig.DEADLINE).untilTrue(tried);

        rig.start(rig.other(rig.settings("1"), in -> completedFuture(rig.emit(in))));

        rig.awaitOutputs(30);
        assertThat(rig.outputs()).hasSize(30);
    }

    private Stage<String> delayed(AtomicInteger count) {
        return in -> {
            count.incrementAndGet();
            var verdict = new CompletableFuture<Verdict>();
            verdict.completeOnTimeout(rig.emit(in), in.offset() % 20 * 10, TimeUnit.MILLISECONDS);
            return verdict;
        };
    }

    @Test
    void given_64_at_once_when_each_takes_a_while_then_all_come_through() {
        var sent = rig.sendNumbered("m", 2_000);
        var io = Executors.newFixedThreadPool(64);
        try {
            rig.start(rig.loop(in -> CompletableFuture.supplyAsync(
                    () -> rig.emit(in), CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS, io))));
            rig.awaitConsumed(2_000);
        } finally {
            io.shutdownNow();
        }
        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
    }

    // ---- the numbers

    @Test
    void given_a_loop_when_not_running_then_its_health_check_says_so() {
        var loop = rig.loop(in -> completedFuture(Verdict.Emit.nothing()));
        assertThat(rig.healthProblem()).isEqualTo("not started");
        var running = rig.start(loop);
        await().atMost(StageRig.DEADLINE).until(() -> rig.healthProblem().equals("up"));
        running.stop();
        assertThat(rig.healthProblem()).isEqualTo("stopped");
    }

    @Test
    void given_a_loop_stopped_before_it_ran_when_run_then_it_returns() {
        var loop = rig.loop(in -> completedFuture(Verdict.Emit.nothing()));
        loop.stop();
        rig.start(loop).awaitEnd();
        assertThat(rig.committed()).isEmpty();
    }
}
