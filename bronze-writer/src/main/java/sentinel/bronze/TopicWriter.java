package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
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
 *
 * <p>Counted: {@code sentinel.bronze.consumed} = {@code sentinel.bronze.written} + {@code sentinel.bronze.parked} + {@code sentinel.bronze.reread} + what is
 * under way.
 */
final class TopicWriter<M> implements Loop {

    private static final Logger log = LoggerFactory.getLogger(TopicWriter.class);

    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    /** How soon a finished write is noticed. */
    private static final Duration BUSY_POLL = Duration.ofMillis(5);

    private static final Duration OPEN_PAUSE = Duration.ofSeconds(2);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);
    /** Well below {@code max.poll.interval.ms}. A write that takes longer is fenced by the table. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

    private final String name;
    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final AppendTable table;
    private final TopicIdentity identity;
    private final BatchWriter<M> batches;
    private final ExecutorService threads;
    private final PartitionWriter.Limits limits;
    private final Supplier<TopicWatch> watch;
    private final Health health;
    private volatile TopicWatch watched;

    private final Map<TopicPartition, PartitionWriter> partitions = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<String, String> problems = new ConcurrentSkipListMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    private final Counter consumed;
    private final Counter written;
    private final Counter parked;
    private final Counter reread;
    private final Timer commits;

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
            TopicIdentity identity,
            BatchWriter<M> batches,
            ExecutorService threads,
            PartitionWriter.Limits limits,
            Supplier<TopicWatch> watch,
            MeterRegistry metrics,
            Health health) {
        this.name = "bronze-writer." + requireNonNull(name, "name");
        this.topic = requireNonNull(topic, "topic");
        this.consumer = requireNonNull(consumer, "consumer");
        this.table = requireNonNull(table, "table");
        this.identity = requireNonNull(identity, "identity");
        this.batches = requireNonNull(batches, "batches");
        this.threads = requireNonNull(threads, "threads");
        this.limits = requireNonNull(limits, "limits");
        this.watch = requireNonNull(watch, "watch");
        this.health = requireNonNull(health, "health");
        consumed = metrics.counter("sentinel.bronze.consumed", "table", name);
        written = metrics.counter("sentinel.bronze.written", "table", name);
        parked = metrics.counter("sentinel.bronze.parked", "table", name);
        reread = metrics.counter("sentinel.bronze.reread", "table", name);
        commits = Timer.builder("sentinel.bronze.commit")
                .tag("table", name)
                .publishPercentiles(0.5, 0.95)
                .percentilePrecision(2)
                .register(metrics);
        health.check(this.name, () -> problems.values().stream()
                .findFirst()
                .or(() -> watched == null ? Optional.empty() : watched.problem()));
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
                    consumed.increment(messages.size());
                    partitions.get(partition).add(messages, now);
                }
                for (var partition : List.copyOf(partitions.values())) {
                    advance(partition);
                }
                pauseAndResume();
                commitOffsets();
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
                problems.remove("table");
                return true;
            } catch (RuntimeException e) {
                report("table", "cannot open table " + table.path(), e);
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
            long idle = halted ? nanos : partition.dueIn(now);
            long wait = partition.writing() != null ? BUSY_POLL.toNanos() : idle;
            nanos = Math.min(nanos, wait);
        }
        return Duration.ofNanos(nanos);
    }

    /** Does what can be done for a partition without waiting. */
    private void advance(PartitionWriter partition) {
        long now = System.nanoTime();
        if (partition.writing() != null && partition.writing().isDone()) {
            finish(partition);
        }
        if (partition.writing() == null) {
            if (!partition.placed() && partition.mayTry(now)) {
                place(partition);
            }
            if (partition.placed()
                    && partition.dueIn(now) == 0
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
            if (crowded || !partition.placed() || partition.full()) {
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

    private void start(PartitionWriter partition, long now) {
        var batch = partition.takeBatch(now);
        int messages = batch.size();
        var last = partition.last();
        partition.started(
                threads.submit(() -> commits.recordCallable(() -> batches.write(partition.appId(), last, batch))),
                messages);
    }

    /** Takes the result of the partition's write, if there is one; waits for it if need be. */
    private void finish(PartitionWriter partition) {
        var writing = partition.writing();
        if (writing == null) {
            return;
        }
        try {
            var result = writing.get(LONGEST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
            written.increment(result.rows());
            parked.increment(result.parked());
            partition.succeeded(result);
            problems.remove(partition.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            fail(partition, "cannot write to " + table.path(), e.getCause());
        } catch (TimeoutException e) {
            fail(partition, "a write to " + table.path() + " takes longer than " + LONGEST_WRITE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a wish to stop
            stop.countDown();
        }
    }

    /** Puts the consumer where the table is. */
    private void place(PartitionWriter partition) {
        try {
            var place = identity.of(partition.partition(), consumer);
            consumer.seek(partition.partition(), nextOffset(partition, place));
            partition.place(place);
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            fail(partition, "cannot find where to read on", e);
        }
    }

    private long nextOffset(PartitionWriter partition, TopicIdentity.Place place) {
        var one = Set.of(partition.partition());
        long first = consumer.beginningOffsets(one, KAFKA_TIMEOUT).get(partition.partition());
        if (place.last().isEmpty()) {
            return first;
        }
        long next = place.last().getAsLong() + 1;
        long end = consumer.endOffsets(one, KAFKA_TIMEOUT).get(partition.partition());
        if (next > end) {
            throw new IllegalStateException("table " + table.path() + " holds " + place.appId() + " up to offset "
                    + place.last().getAsLong() + ", but this same topic ends at " + end
                    + ": Kafka lost its end. Delete the topic: a new one is read from its start");
        }
        if (next < first) {
            log.error(
                    "messages_lost topic={} partition={} from={} to={} count={} reason=retention",
                    topic,
                    partition.partition().partition(),
                    next,
                    first - 1,
                    first - next);
        }
        return Math.max(first, next);
    }

    private void fail(PartitionWriter partition, String what, Throwable cause) {
        report(partition.name(), what, cause);
        reread.increment(partition.failed(System.nanoTime()));
    }

    /** Logs a failure with its stack trace when it is new, in a line when it lasts. */
    private void report(String part, String what, Throwable cause) {
        String problem = what + ": " + cause;
        if (problem.equals(problems.put(part, problem))) {
            log.warn("still_failing part={} problem={}", part, problem);
        } else {
            log.error("failing part={} problem={}", part, problem, cause);
        }
    }

    /** Tells Kafka how far the table is. */
    private void commitOffsets() {
        var news = new TreeMap<TopicPartition, OffsetAndMetadata>(Comparator.comparing(TopicPartition::partition));
        for (var partition : partitions.values()) {
            offset(partition).ifPresent(offset -> {
                if (!Long.valueOf(offset).equals(committed.put(partition.partition(), offset))) {
                    news.put(partition.partition(), new OffsetAndMetadata(offset));
                }
            });
        }
        if (!news.isEmpty()) {
            consumer.commitAsync(news, (offsets, e) -> {
                if (e != null) {
                    log.debug("offsets_not_committed offsets={}", offsets, e); // for display only; the next one tells
                }
            });
        }
    }

    /** The position when all before it is in the table (it passes the markers of transactions), else after the last row. */
    private Optional<Long> offset(PartitionWriter partition) {
        if (!partition.placed()) {
            return Optional.empty();
        }
        if (partition.idle()) {
            return Optional.of(consumer.position(partition.partition()));
        }
        return partition.last().isPresent() ? Optional.of(partition.last().getAsLong() + 1) : Optional.empty();
    }

    /** Begins with the partitions that are given, and finishes those that are taken. */
    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> given) {
            log.info("assigned partitions={}", given);
            for (var partition : given) {
                var writer = new PartitionWriter(partition, limits, System.nanoTime());
                partitions.put(partition, writer);
                advance(writer);
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
            var writer = partitions.remove(partition);
            if (writer != null) {
                if (wait) {
                    finish(writer);
                }
                reread.increment(writer.underWay());
            }
            committed.remove(partition);
            problems.remove(partition.toString());
        }
    }
}
