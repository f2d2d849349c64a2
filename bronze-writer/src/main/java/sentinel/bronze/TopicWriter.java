package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.delta.AppendTable;
import sentinel.service.kafka.TopicWatch;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;

/**
 * Reads one topic and writes it to one table, each message once. The table alone says where to read on; offsets are
 * committed to Kafka after the table holds them, so that others see the lag, and are never read back. When a write
 * fails, its partition is read again from where the table is, after a pause, while the others go on.
 */
final class TopicWriter<M> implements Loop {

    private static final Logger log = LoggerFactory.getLogger(TopicWriter.class);

    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    /** How soon a finished write is noticed. */
    private static final Duration BUSY_POLL = Duration.ofMillis(5);

    private static final Duration OPEN_PAUSE = Duration.ofSeconds(2);
    /** Well below {@code max.poll.interval.ms}. A write that takes longer is fenced by the table. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

    private final String name;
    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final AppendTable table;
    private final StartPosition start;
    private final BatchWriter<M> batches;
    private final ExecutorService threads;
    private final BatchLimits limits;
    private final Supplier<TopicWatch> watch;
    private final Health health;
    private volatile @Nullable TopicWatch watched; // null before run()

    private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();
    private final WriterProblems problems = new WriterProblems();
    private final OffsetReport offsets;
    private final WriterMetrics metrics;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * @param name of the table, in metrics and health ({@code articles})
     * @param consumer of the topic; used by {@link #run} only
     * @param threads writes batches
     * @param watch of the topic, started by {@link #run} and closed there
     */
    TopicWriter(
            String name,
            String topic,
            Consumer<byte[], byte[]> consumer,
            AppendTable table,
            StartPosition start,
            BatchWriter<M> batches,
            ExecutorService threads,
            BatchLimits limits,
            Supplier<TopicWatch> watch,
            MeterRegistry registry,
            Health health) {
        this.name = "bronze-writer." + requireNonNull(name, "name");
        this.topic = requireNonNull(topic, "topic");
        this.consumer = requireNonNull(consumer, "consumer");
        this.table = requireNonNull(table, "table");
        this.start = requireNonNull(start, "start");
        this.batches = requireNonNull(batches, "batches");
        this.threads = requireNonNull(threads, "threads");
        this.limits = requireNonNull(limits, "limits");
        this.watch = requireNonNull(watch, "watch");
        this.health = requireNonNull(health, "health");
        this.offsets = new OffsetReport(consumer);
        this.metrics = WriterMetrics.of(name, registry);
        health.check(
                this.name, () -> problems.first().or(() -> watched == null ? Optional.empty() : watched.problem()));
    }

    @Override
    public void run() {
        if (!openTable()) {
            return;
        }
        try (var watching = watch.get()) {
            watched = watching;
            consumer.subscribe(List.of(topic), new Assignment());
            while (stop.getCount() > 0) {
                var records = consumer.poll(pollTime());
                long now = System.nanoTime();
                for (var partition : records.partitions()) {
                    var messages = records.records(partition);
                    metrics.consumed().increment(messages.size());
                    requireNonNull(partitions.get(partition), "only assigned partitions are polled")
                            .waiting()
                            .add(messages, now);
                }
                for (var partition : List.copyOf(partitions.values())) {
                    advance(partition);
                }
                pauseAndResume();
                offsets.report(partitions.values());
            }
        } catch (WakeupException e) {
            if (stop.getCount() > 0) {
                throw e;
            }
        } finally {
            partitions.values().forEach(this::finish);
        }
    }

    @Override
    public void stop() {
        stop.countDown();
        consumer.wakeup();
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns false when asked to stop before the table could be opened. */
    private boolean openTable() {
        while (stop.getCount() > 0) {
            try {
                table.open();
                problems.solved("table");
                return true;
            } catch (RuntimeException e) {
                problems.report("table", "cannot open table " + table.path(), e);
            }
            try {
                if (stop.await(OPEN_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private Duration pollTime() {
        long now = System.nanoTime();
        long nanos = IDLE_POLL.toNanos();
        boolean halted = health.halted().isPresent();
        for (var partition : partitions.values()) {
            long idle = halted ? nanos : partition.waiting().dueIn(now);
            long wait = partition.writing() != null ? BUSY_POLL.toNanos() : idle;
            nanos = Math.min(nanos, wait);
        }
        return Duration.ofNanos(nanos);
    }

    /** Does what can be done for a partition without waiting. */
    private void advance(AssignedPartition partition) {
        long now = System.nanoTime();
        if (partition.writing() != null && partition.writing().isDone()) {
            finish(partition);
        }
        if (partition.writing() == null) {
            if (!partition.placed() && partition.mayTry(now)) {
                place(partition);
            }
            if (partition.placed()
                    && partition.waiting().dueIn(now) == 0
                    && health.halted().isEmpty()) {
                start(partition, now);
            }
        }
    }

    /** Fetches for the partitions that have room, and for none when all together hold too much. */
    private void pauseAndResume() {
        boolean crowded = isCrowded();
        for (var partition : partitions.values()) {
            var one = Set.of(partition.partition());
            if (crowded || !partition.placed() || partition.waiting().isFull()) {
                consumer.pause(one);
            } else {
                consumer.resume(one);
            }
        }
    }

    /**
     * Whether so much is held that one batch is complete, however it is spread, and another is being written: memory is
     * bounded by one batch more than there are partitions.
     */
    private boolean isCrowded() {
        long rows = 0;
        long bytes = 0;
        for (var partition : partitions.values()) {
            rows += partition.underWay();
            bytes += partition.bytesUnderWay();
        }
        long batches = partitions.size() + 1L;
        return rows >= batches * limits.rows() || bytes >= batches * limits.bytes();
    }

    private void start(AssignedPartition partition, long now) {
        var batch = partition.waiting().take(now);
        var appId = partition.appId();
        var last = partition.last();
        var write = threads.submit(
                () -> metrics.commits().recordCallable(() -> batches.write(appId, last, batch.messages())));
        partition.started(write, batch);
    }

    /** Takes the result of the partition's write, if there is one; waits for it if need be. */
    private void finish(AssignedPartition partition) {
        var writing = partition.writing();
        if (writing == null) {
            return;
        }
        try {
            var result = writing.get(LONGEST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
            metrics.written().increment(result.rows());
            metrics.parked().increment(result.parked());
            partition.succeeded(result);
            problems.solved(partition.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            fail(
                    partition,
                    "cannot write to " + table.path(),
                    requireNonNull(e.getCause(), "a write fails by a cause"));
        } catch (TimeoutException e) {
            fail(partition, "a write to " + table.path() + " takes longer than " + LONGEST_WRITE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a wish to stop
            stop.countDown();
        }
    }

    /** Puts the consumer where the table is. */
    private void place(AssignedPartition partition) {
        try {
            partition.place(start.seek(partition.partition()));
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            fail(partition, "cannot find where to read on", e);
        }
    }

    private void fail(AssignedPartition partition, String what, Throwable cause) {
        problems.report(partition.name(), what, cause);
        metrics.reread().increment(partition.failed(System.nanoTime()));
    }

    /** Begins with the partitions that are given, and finishes those that are taken. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> given) {
            log.info("assigned partitions={}", given);
            for (var partition : given) {
                var state = new AssignedPartition(partition, limits, System.nanoTime());
                partitions.put(partition, state);
                advance(state);
            }
            pauseAndResume();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> taken) {
            log.info("revoked partitions={}", taken);
            for (var partition : taken) {
                drop(partition, true);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> taken) {
            log.warn("lost partitions={}", taken);
            for (var partition : taken) {
                drop(partition, false);
            }
        }

        private void drop(TopicPartition partition, boolean wait) {
            var dropped = partitions.remove(partition);
            if (dropped != null) {
                if (wait) {
                    finish(dropped);
                }
                metrics.reread().increment(dropped.underWay());
            }
            offsets.forget(partition);
            problems.solved(partition.toString());
        }
    }
}
