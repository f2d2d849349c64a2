package sentinel.bronze;

import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.delta.AppendTable;
import sentinel.delta.Compaction;
import sentinel.delta.Vacuum;

/**
 * Keeps one table fast and small, on a thread of its own: checkpoints after the commits that ask for one (with them
 * expired files of the log are deleted), and at an interval {@link Compaction} and {@link Vacuum}. A failure is logged and
 * tried again next time: the table is right without any of it.
 */
final class Maintenance implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final ScheduledExecutorService thread;
    private final AtomicBoolean wantsCheckpoint = new AtomicBoolean();
    private final Counter compacted;
    private final Counter vacuumed;

    Maintenance(String name, MeterRegistry metrics) {
        // Discards what comes after the end: a commit is not to fail for its checkpoint.
        thread = new ScheduledThreadPoolExecutor(
                1, task -> new Thread(task, "bronze-care-" + name), new ThreadPoolExecutor.DiscardPolicy());
        compacted = metrics.counter("sentinel.bronze.files.compacted", "table", name);
        vacuumed = metrics.counter("sentinel.bronze.files.vacuumed", "table", name);
    }

    /** Does compaction and vacuum from now on, the first time after a tenth of the interval. */
    void start(Compaction compaction, Vacuum vacuum, Duration interval) {
        long nanos = interval.toNanos();
        var unused =
                thread.scheduleWithFixedDelay(() -> care(compaction, vacuum), nanos / 10, nanos, TimeUnit.NANOSECONDS);
    }

    private void care(Compaction compaction, Vacuum vacuum) {
        try {
            compacted.increment(compaction.run());
            vacuumed.increment(vacuum.run());
        } catch (IOException | RuntimeException e) {
            warnUnlessStopping("compact_and_vacuum", e);
        }
    }

    /**
     * Takes what Kernel asks for after a commit. Only checkpoints are made, one of the newest version when several wait; checksum files
     * gain nothing here.
     */
    void afterCommit(AppendTable table, PostCommitHook hook) {
        if (hook.getType() == PostCommitHookType.CHECKPOINT && !wantsCheckpoint.getAndSet(true)) {
            thread.execute(() -> checkpoint(table));
        }
    }

    private void checkpoint(AppendTable table) {
        wantsCheckpoint.set(false);
        try {
            table.checkpoint();
        } catch (IOException | RuntimeException e) {
            warnUnlessStopping("checkpoint", e);
        }
    }

    private void warnUnlessStopping(String step, Exception e) {
        if (!thread.isShutdown()) {
            log.warn("maintenance_failed step={}", step, e);
        }
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("maintenance_still_runs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
