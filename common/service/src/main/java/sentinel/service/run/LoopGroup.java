package sentinel.service.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs loops side by side. */
final class LoopGroup implements Loop {

    private final List<Loop> loops;

    LoopGroup(List<Loop> loops) {
        this.loops = List.copyOf(loops);
        if (loops.isEmpty()) {
            throw new IllegalArgumentException("a group of no loops would never end");
        }
    }

    @Override
    public void run() {
        var firstEnded = new CountDownLatch(1);
        var failures = new ArrayList<RuntimeException>(); // its own lock
        var threads = new ArrayList<Thread>();
        for (var loop : loops) {
            var thread = new Thread(() -> runOne(loop, failures, firstEnded), loop.name());
            threads.add(thread);
            thread.start();
        }
        boolean interrupted = false;
        try {
            firstEnded.await();
        } catch (InterruptedException e) {
            interrupted = true; // a wish to stop
        }
        try {
            stop();
        } catch (RuntimeException e) {
            add(failures, e);
        }
        for (var thread : threads) {
            interrupted |= join(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throwFirst(failures);
    }

    private static void runOne(Loop loop, List<RuntimeException> failures, CountDownLatch ended) {
        try {
            loop.run();
        } catch (Throwable e) {
            add(failures, new IllegalStateException(loop.name() + " failed", e));
        } finally {
            ended.countDown();
        }
    }

    private static void add(List<RuntimeException> failures, RuntimeException failure) {
        synchronized (failures) {
            failures.add(failure);
        }
    }

    private static void throwFirst(List<RuntimeException> failures) {
        synchronized (failures) {
            if (!failures.isEmpty()) {
                var first = failures.get(0);
                failures.stream().skip(1).forEach(first::addSuppressed);
                throw first;
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

    /** Every loop is asked, whatever the others answer. */
    @Override
    public void stop() {
        RuntimeException first = null;
        for (var loop : loops) {
            try {
                loop.stop();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
