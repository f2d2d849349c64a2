package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes archive files all of whose pages are older than the retention, of every instance, on a thread of its own. The
 * file's name says its age; what is not named as an archive file is not looked at.
 */
final class Retention implements AutoCloseable {

    /** How long one file is written to. */
    static final Duration FILE_AGE = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    private final ArchiveStore store;
    private final Duration retention;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "archive-retention");
        thread.setDaemon(true);
        return thread;
    });

    Retention(ArchiveStore store, Duration retention, Clock clock) {
        this.store = requireNonNull(store, "store");
        this.retention = requireNonNull(retention, "retention");
        this.clock = requireNonNull(clock, "clock");
    }

    /** From now on, at intervals. */
    Retention start() {
        var unused = thread.scheduleWithFixedDelay(
                this::runSafely, FIRST.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private void runSafely() {
        try {
            run();
        } catch (IOException | RuntimeException e) {
            log.warn("archive_retention_failed store={}", store, e); // tried again next time
        }
    }

    /** Returns how many files were deleted. */
    int run() throws IOException {
        var oldest = clock.instant().minus(retention).minus(FILE_AGE);
        int deleted = 0;
        for (var name : store.list()) {
            if (name.startedAt().isBefore(oldest)) {
                store.delete(name);
                deleted++;
            }
        }
        if (deleted > 0) {
            log.info("archive_files_deleted store={} files={} older_than={}", store, deleted, retention);
        }
        return deleted;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
