package sentinel.service.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * The resources that a program opened. They are closed in reverse order. Every resource is closed even if others fail;
 * the first error is thrown, with the later ones suppressed in it.
 */
public final class Scope implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Takes ownership of a resource and returns it. */
    public synchronized <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /**
     * Runs the loop on this thread until it ends by itself or the process is asked to stop (SIGTERM, SIGINT). Then the
     * loop is asked to stop, and the process ends only after this scope is closed.
     */
    public void runUntilStopped(Loop loop) {
        var hook = new Thread(
                () -> {
                    try {
                        loop.stop();
                    } finally {
                        awaitClosed();
                    }
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        loop.run();
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Throwable e) { // even an Error must not keep the others open, and the process alive
                if (first == null) {
                    first = new IllegalStateException("closing failed", e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        closed.countDown();
        if (first != null) {
            throw first;
        }
    }
}
