package sentinel.common.stage;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageLoopTest {

    private final StageRig rig = new StageRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void given_messages_when_the_loop_runs_then_each_is_put_out_once_and_its_offset_committed() {
        var sent = rig.sendNumbered("m", 100);

        var loop = rig.start(rig.loop(in -> completedFuture(rig.emit(in))));
        rig.awaitConsumed(100);
        loop.stop();

        assertThat(rig.outputs()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(rig.committed()).isEqualTo(Map.of(0, 17L, 1, 17L, 2, 17L, 3, 17L, 4, 16L, 5, 16L));
        assertThat(rig.count("emitted")).isEqualTo(100);
        assertThat(rig.count("consumed")).isEqualTo(100);
    }

    @Test
    void given_a_slow_message_when_others_finish_then_only_what_is_behind_it_in_its_partition_waits() {
        rig.sendNumbered("m", 60);
        var slow = new CompletableFuture<Verdict>();

        var loop = rig.start(rig.loop(in -> in.value().equals("m6") ? slow : completedFuture(rig.emit(in))));
        rig.awaitConsumed(51);

        await().atMost(StageRig.DEADLINE).until(() -> rig.committed().get(5) == 10);
        assertThat(rig.committed()).isEqualTo(Map.of(0, 1L, 1, 10L, 2, 10L, 3, 10L, 4, 10L, 5, 10L));
        slow.complete(Verdict.Emit.nothing());
        rig.awaitConsumed(60);
        loop.stop();
        assertThat(rig.outputs()).hasSize(59).doesNotContain("m6");
        assertThat(rig.committed()).containsEntry(0, 10L);
    }
}
