package sentinel.service.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A loop that looks at something again and again, with a pause in between. */
public abstract class RepeatedLook implements Loop {

    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);

    protected RepeatedLook(Duration pause) {
        this.pause = requireNonNull(pause, "pause");
    }

    /** Looks once; an exception ends the loop. */
    protected abstract void look();

    @Override
    public final void run() {
        try {
            do {
                look();
            } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void stop() {
        stopped.countDown();
    }
}
