package sentinel.producers.gate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish to stop, which every wait of a producer listens to. */
public final class StopSignal {

    private final CountDownLatch raised = new CountDownLatch(1);

    public void raise() {
        raised.countDown();
    }

    public boolean raised() {
        return raised.getCount() == 0;
    }

    /**
     * Waits.
     *
     * @throws StoppedException the wish to stop came before the time was up, or the thread was interrupted
     */
    public void pause(Duration time) {
        if (stoppedWithin(time)) {
            throw new StoppedException();
        }
    }

    /** Waits; true when the wish to stop ended the wait, or an interrupt did. */
    public boolean stoppedWithin(Duration time) {
        try {
            return raised.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Work was given up because the process stops. What was claimed stays claimed, and is taken over at the next start. */
    public static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped");
        }
    }
}
