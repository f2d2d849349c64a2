package sentinel.testing;

import java.time.Duration;
import java.util.Optional;
import sentinel.common.run.Loop;

/** A loop on a thread of its own, for a test. */
public final class RunningLoop implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Loop loop;
    private final Thread thread;
    private volatile Throwable failure;

    private RunningLoop(Loop loop) {
        this.loop = loop;
        this.thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (Throwable e) {
                        failure = e;
                    }
                },
                "loop-under-test");
    }

    public static RunningLoop start(Loop loop) {
        var running = new RunningLoop(loop);
        running.thread.start();
        return running;
    }

    /** Waits until the loop ended by itself, and returns why. */
    public Optional<Throwable> awaitEnd() {
        try {
            thread.join(DEADLINE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (thread.isAlive()) {
            throw new AssertionError("the loop did not end within " + DEADLINE);
        }
        return Optional.ofNullable(failure);
    }

    /** Stops the loop, waits for its end, and fails if it failed. */
    public void stop() {
        loop.stop();
        awaitEnd().ifPresent(e -> {
            throw new AssertionError("the loop failed", e);
        });
    }

    /** Stops the loop and waits for its end, however that is. */
    @Override
    public void close() {
        loop.stop();
        awaitEnd();
    }
}
