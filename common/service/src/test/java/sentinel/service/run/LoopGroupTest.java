package sentinel.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopGroupTest {

    /** Runs until stopped, then does what it is told to. */
    private static class UntilStopped implements Loop {
        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch stopped = new CountDownLatch(1);
        volatile boolean ended;

        @Override
        public void run() {
            running.countDown();
            try {
                stopped.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended = true;
            atTheEnd();
        }

        void atTheEnd() {}

        @Override
        public void stop() {
            stopped.countDown();
        }
    }

    private static Loop thatFails(RuntimeException error) {
        return new Loop() {
            @Override
            public void run() {
                throw error;
            }

            @Override
            public void stop() {}

            @Override
            public String name() {
                return "culprit";
            }
        };
    }

    @Test
    void given_loops_when_the_group_is_stopped_then_all_end() throws Exception {
        var a = new UntilStopped();
        var b = new UntilStopped();
        var group = Loop.all(a, b);
        var thread = new Thread(group::run);
        thread.start();
        a.running.await();
        b.running.await();

        group.stop();
        group.stop();
        thread.join();

        assertThat(a.ended).isTrue();
        assertThat(b.ended).isTrue();
    }

    @Test
    void given_a_group_that_was_stopped_before_it_ran_when_run_then_it_ends() {
        var a = new UntilStopped();
        var group = Loop.all(a, new UntilStopped());
        group.stop();
        group.run();
        assertThat(a.ended).isTrue();
    }

    @Test
    void given_one_that_fails_when_run_then_the_others_are_stopped_and_all_errors_are_told() {
        var other = new UntilStopped() {
            @Override
            void atTheEnd() {
                throw new IllegalStateException("and then this");
            }
        };
        var first = new IllegalArgumentException("the first");

        assertThatThrownBy(() -> Loop.all(thatFails(first), other).run())
                .hasMessage("culprit failed")
                .hasCause(first)
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().satisfies(later -> assertThat(later)
                        .hasRootCauseMessage("and then this")));
        assertThat(other.ended).isTrue();
    }

    @Test
    void given_one_that_ends_by_itself_when_run_then_the_others_are_stopped() {
        var other = new UntilStopped();
        var short0 = new Loop() {
            @Override
            public void run() {}

            @Override
            public void stop() {}
        };
        Loop.all(other, short0).run();
        assertThat(other.ended).isTrue();
    }

    @Test
    void given_one_that_cannot_be_stopped_when_stopped_then_the_others_are() {
        var stubborn = new Loop() {
            @Override
            public void run() {}

            @Override
            public void stop() {
                throw new IllegalStateException("no");
            }
        };
        var other = new UntilStopped();
        assertThatThrownBy(() -> Loop.all(stubborn, other).run()).hasMessage("no");
        assertThat(other.ended).isTrue();
    }

    @Test
    void given_an_interrupt_when_running_then_the_loops_are_stopped_and_the_interrupt_is_kept() throws Exception {
        var loop = new UntilStopped();
        var kept = new boolean[1];
        var thread = new Thread(() -> {
            Loop.all(loop).run();
            kept[0] = Thread.currentThread().isInterrupted();
        });
        thread.start();
        loop.running.await();

        thread.interrupt();
        thread.join();

        assertThat(loop.ended).isTrue();
        assertThat(kept[0]).isTrue();
    }

    @Test
    void given_no_loops_when_grouped_then_refused() {
        assertThatThrownBy(() -> Loop.all()).isInstanceOf(IllegalArgumentException.class);
    }
}
