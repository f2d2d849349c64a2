package sentinel.service.stage;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that die, are fenced, or share the partitions: nothing is lost or doubled. */
class StageLoopRestartTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private final StageRig rig = new StageRig();

    @AfterEach
    void close() {
        rig.close();
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
}
