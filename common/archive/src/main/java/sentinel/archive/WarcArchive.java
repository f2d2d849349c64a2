package sentinel.archive;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.archive.RecentPayloads.Kept;
import sentinel.service.stage.OutageException;

/**
 * Writes WARC files. The caller's thread forms and compresses the records of a page. One thread appends all waiting records
 * and syncs them together: a slow disk makes the groups larger, not the archive slower.
 *
 * <p>Of each page a {@code response} is written, or a {@code revisit} when its payload was written lately, and next to it
 * a {@code metadata} record ({@link CaptureNote}). When writing fails, the file is left and the next group begins another:
 * a damaged end is never appended to. On a store that cannot append, each group is a file.
 *
 * <p>Metrics: {@code sentinel.archive.records} by {@code type} ({@code response}, {@code revisit}; {@code refused}: pages
 * that may not be kept), {@code sentinel.archive.bytes}, {@code sentinel.archive.failures}, timer {@code
 * sentinel.archive.write} of a group.
 */
final class WarcArchive implements PageArchive {

    private static final Logger log = LoggerFactory.getLogger(WarcArchive.class);

    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    /**
     * Bounds.
     *
     * @param fileBytes a file that has as many gets no more
     * @param fileAge nor one that was begun so long ago
     * @param groupBytes written in one go, about
     * @param linger how long a group is gathered where each is a file
     * @param queueBytes compressed, waiting to be written
     * @param patience of those that bring pages while so many wait
     * @param recentUrls whose last payload is remembered
     * @param reuseFor how long a payload is referred to instead of being written again
     */
    record Limits(
            long fileBytes,
            Duration fileAge,
            int groupBytes,
            Duration linger,
            int queueBytes,
            Duration patience,
            int recentUrls,
            Duration reuseFor) {

        /** With payloads referred to for half of what they are kept: a new reference can be followed for the other half. */
        static Limits keptFor(Optional<Duration> retention) {
            return new Limits(
                    256L << 20,
                    Retention.FILE_AGE,
                    16 << 20,
                    Duration.ofSeconds(5),
                    32 << 20,
                    Duration.ofSeconds(30),
                    20_000,
                    retention.orElse(Duration.ofDays(60)).dividedBy(2));
        }
    }

    /** A page's records on their way. */
    private static final class Waiting {
        private static final Waiting STOP = new Waiting(List.of(), ref -> null);

        private final List<byte[]> members;
        private final Function<ArchiveRef, @Nullable String> whenWritten;
        private final CompletableFuture<@Nullable String> done = new CompletableFuture<>();

        private Waiting(List<byte[]> members, Function<ArchiveRef, @Nullable String> whenWritten) {
            this.members = members;
            this.whenWritten = whenWritten;
        }

        private int bytes() {
            return members.stream().mapToInt(member -> member.length).sum();
        }
    }

    private final ArchiveStore store;
    private final RollingFile file;
    private final Limits limits;
    private final Clock clock;
    private final RecentPayloads recent;
    private final Semaphore room;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Counter responses;
    private final Counter revisits;
    private final Counter refused;
    private final Counter bytes;
    private final Counter failures;
    private final Timer writes;
    private final Thread writer;

    /** Why the last group could not be written; null when it was. */
    private volatile @Nullable Throwable down;

    WarcArchive(ArchiveStore store, String instance, Limits limits, Clock clock, MeterRegistry metrics) {
        this.store = requireNonNull(store, "store");
        this.limits = requireNonNull(limits, "limits");
        this.clock = requireNonNull(clock, "clock");
        file = new RollingFile(store, instance, limits.fileBytes(), limits.fileAge(), clock);
        recent = new RecentPayloads(limits.recentUrls(), limits.reuseFor());
        room = new Semaphore(limits.queueBytes(), true);
        responses = metrics.counter("sentinel.archive.records", "type", "response");
        revisits = metrics.counter("sentinel.archive.records", "type", "revisit");
        refused = metrics.counter("sentinel.archive.records", "type", "refused");
        bytes = metrics.counter("sentinel.archive.bytes");
        failures = metrics.counter("sentinel.archive.failures");
        writes = metrics.timer("sentinel.archive.write");
        writer = new Thread(this::run, "archive");
        writer.setDaemon(true);
        writer.start();
    }

    // ---- those that bring pages

    @Override
    public CompletionStage<Void> ready() {
        if (down == null) {
            return CompletableFuture.completedFuture(null);
        }
        var probe = new Waiting(List.of(), ref -> null);
        queue.add(probe);
        return probe.done.thenApply(nothing -> null);
    }

    @Override
    public CompletionStage<@Nullable String> keep(Capture page, boolean mayBeKept) {
        if (!mayBeKept) {
            refused.increment();
            return CompletableFuture.completedFuture(null);
        }
        var waiting = form(page);
        int bytes = Math.min(waiting.bytes(), limits.queueBytes());
        try {
            if (!room.tryAcquire(bytes, limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new OutageException(
                        "archive", OUTAGE_PAUSE, new IOException("nothing was written for " + limits.patience()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutageException("archive", OUTAGE_PAUSE, e);
        }
        queue.add(waiting);
        return waiting.done.whenComplete((ref, failure) -> room.release(bytes));
    }

    private Waiting form(Capture page) {
        String digest = WarcRecords.digest(page.body());
        String id = WarcRecords.newId();
        var original = recent.find(page.url(), digest, clock.instant());
        if (original.isPresent()) {
            var ref = original.get().ref();
            return new Waiting(
                    List.of(
                            WarcRecords.revisit(id, page, original.get()),
                            WarcRecords.metadata(id, page, page.note().withPayloadAt(ref))),
                    own -> {
                        revisits.increment();
                        return ref.toString();
                    });
        }
        String url = page.url();
        var fetchedAt = page.fetchedAt();
        return new Waiting(
                List.of(WarcRecords.response(id, page, digest), WarcRecords.metadata(id, page, page.note())), ref -> {
                    responses.increment();
                    recent.put(url, new Kept(digest, id, fetchedAt, ref));
                    return ref.toString();
                });
    }

    // ---- the one that writes

    private void run() {
        try {
            boolean more = true;
            while (more) {
                var group = new ArrayList<Waiting>();
                more = gather(group);
                if (!group.isEmpty()) {
                    write(group);
                }
            }
            file.close();
        } catch (InterruptedException | IOException e) {
            log.warn("archive_closing_failed store={}", store, e);
        }
    }

    /** False when none will come after these. */
    private boolean gather(List<Waiting> group) throws InterruptedException {
        long bytes = 0;
        long deadline = 0;
        for (var next = queue.take(); next != null; ) {
            if (next == Waiting.STOP) {
                return false;
            }
            group.add(next);
            bytes += next.bytes();
            if (bytes == 0 || !store.durableOnlyWhenClosed()) {
                next = bytes < limits.groupBytes() ? queue.poll() : null;
            } else {
                deadline = deadline == 0 ? System.nanoTime() + limits.linger().toNanos() : deadline;
                next = bytes < limits.groupBytes()
                        ? queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                        : null;
            }
        }
        return true;
    }

    private void write(List<Waiting> group) {
        long startedAt = System.nanoTime();
        try {
            var refs =
                    file.append(group.stream().map(waiting -> waiting.members).toList());
            if (down != null) {
                down = null;
                log.info("archive_writes_again store={}", store);
            }
            for (int i = 0; i < refs.size(); i++) {
                var waiting = group.get(i);
                bytes.increment(waiting.bytes());
                waiting.done.complete(waiting.whenWritten.apply(refs.get(i)));
            }
        } catch (Throwable e) { // even an Error must not leave pages waiting for ever
            if (down == null) {
                log.error("archive_failed store={} pages={}", store, group.size(), e);
            }
            down = e;
            failures.increment();
            file.abandon();
            var outage = new OutageException("archive", OUTAGE_PAUSE, e);
            group.forEach(waiting -> waiting.done.completeExceptionally(outage));
        } finally {
            writes.record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        queue.add(Waiting.STOP);
        try {
            writer.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
