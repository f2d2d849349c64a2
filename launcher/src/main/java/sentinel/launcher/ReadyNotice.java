package sentinel.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sentinel.common.run.Health;
import sentinel.common.run.Loop;

/** Says once that everything is ready. */
final class ReadyNotice implements Loop {

    private final Health health;
    private final Runnable notice;
    private final CountDownLatch stopped = new CountDownLatch(1);

    ReadyNotice(Health health, Runnable notice) {
        this.health = health;
        this.notice = notice;
    }

    @Override
    public void run() {
        try {
            while (!health.report().ready()) {
                if (stopped.await(100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            notice.run();
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }
}
