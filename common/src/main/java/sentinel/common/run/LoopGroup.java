package sentinel.common.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Runs loops side by side. */
final class LoopGroup implements Loop {

    private final List<Loop> loops;

    LoopGroup(List<Loop> loops) {
        this.loops = List.copyOf(loops);
    }

    @Override
    public void run() {
        var firstEnded = new CountDownLatch(1);
        var failure = new AtomicReference<Throwable>();
        var threads = new ArrayList<Thread>();
        for (var loop : loops) {
            var thread = new Thread(
                    () -> {
                        try {
                            loop.run();
                        } catch (Throwable e) {
                            failure.compareAndSet(null, e);
                        } finally {
                            firstEnded.countDown();
                        }
                    },
                    loop.getClass().getSimpleName());
            threads.add(thread);
            thread.start();
        }
        boolean interrupted = await(firstEnded);
        stop();
        for (var thread : threads) {
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a loop failed", failure.get());
        }
    }

    private boolean await(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return false;
            } catch (InterruptedException e) {
                stop(); // an interrupt is a wish to stop: the loops end, and with them the wait
                await(latch);
                return true;
            }
        }
    }

    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    @Override
    public void stop() {
        loops.forEach(Loop::stop);
    }
}
