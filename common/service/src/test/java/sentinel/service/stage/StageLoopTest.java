package sentinel.service.stage;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sentinel.fixture.KafkaProbe.bytes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
