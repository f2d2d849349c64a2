package sentinel.launcher;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;

/** Says once that everything is ready, and all the time what someone must act on. */
final class Notices implements Loop {

    private static final long LOOK_MS = 200;

    private final Health health;
    private final Clock clock;
    private final Consumer<String> say;
    private final Runnable ready;
    private final Conditions conditions = new Conditions();
    private final CountDownLatch stopped = new CountDownLatch(1);

    Notices(Health health, Clock clock, Consumer<String> say, Runnable ready) {
        this.health = health;
        this.clock = clock;
        this.say = say;
        this.ready = ready;
    }

    @Override
    public void run() {
        boolean wasReady = false;
        try {
            do {
                var report = health.report();
                if (!wasReady && report.ready()) {
                    wasReady = true;
                    ready.run();
                }
                conditions
                        .lines(report.checks().keySet(), report.problems(), clock.instant())
                        .forEach(say);
            } while (!stopped.await(LOOK_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }
}
