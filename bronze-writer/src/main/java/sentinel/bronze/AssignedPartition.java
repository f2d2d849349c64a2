package sentinel.bronze;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One Kafka partition on its way into the table: what waits, what is being written, where the table is. Used by the
 * polling thread only; all times are {@link System#nanoTime}.
 */
final class PartitionWriter {

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final TopicPartition partition;
    private final Limits limits;

    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long waitingSince;

    private String appId;
    private OptionalLong last = OptionalLong.empty();
    private Future<BatchWriter.Written> writing;
    private int writingMessages;
    private long writingBytes;
    private long takenBytes;

    private boolean placed;
    private long nextTry;
    private Duration backoff = FIRST_BACKOFF;

    PartitionWriter(TopicPartition partition, Limits limits, long now) {
        this.partition = partition;
        this.limits = limits;
        this.nextTry = now;
    }

    /**
     * When a batch is due.
     *
     * @param rows so many messages wait
     * @param bytes they have so many bytes
     * @param delay the first waits so long
     */
    record Limits(int rows, long bytes, Duration delay) {}

    TopicPartition partition() {
        return partition;
    }

    /** In logs and health. */
    String name() {
        return partition.toString();
    }

    /** The name of its offsets in the table, once it is placed. */
    String appId() {
        return appId;
    }

    /** Whether the consumer stands where the table is; else it must be placed there when {@link #mayTry}. */
    boolean placed() {
        return placed;
    }

    boolean mayTry(long now) {
        return now - nextTry >= 0;
    }

    /** The consumer stands right after the last offset that the table holds. */
    void place(TopicIdentity.Place inTable) {
        appId = inTable.appId();
        last = inTable.last();
        placed = true;
    }

    /**
     * Forgets what was read: it will be read again from where the table is, after a pause that grows.
     *
     * @return so many messages are forgotten
     */
    int failed(long now) {
        int forgotten = underWay();
        writing = null;
        waiting.clear();
        waitingBytes = 0;
        placed = false;
        nextTry = now + backoff.toNanos();
        var doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
        return forgotten;
    }

    /** Messages that were read and are not known to be in the table. */
    int underWay() {
        return waiting.size() + (writing == null ? 0 : writingMessages);
    }

    void add(List<ConsumerRecord<byte[], byte[]>> records, long now) {
        if (waiting.isEmpty()) {
            waitingSince = now;
        }
        for (var message : records) {
            waiting.add(message);
            waitingBytes += bytes(message);
        }
    }

    /** Whether the next batch is complete: then no more is fetched until it is taken. */
    boolean full() {
        return waiting.size() >= limits.rows() || waitingBytes >= limits.bytes();
    }

    /** Bytes of the messages that {@link #underWay} counts. */
    long bytesUnderWay() {
        return waitingBytes + (writing == null ? 0 : writingBytes);
    }

    boolean idle() {
        return waiting.isEmpty() && writing == null;
    }

    OptionalLong last() {
        return last;
    }

    Future<BatchWriter.Written> writing() {
        return writing;
    }

    /** How long until a batch is due, in nanoseconds; 0 when it is. Nothing waiting: as long as may be. */
    long dueIn(long now) {
        if (waiting.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return full() ? 0 : Math.max(0, waitingSince + limits.delay().toNanos() - now);
    }

    /** Takes the messages of one batch; {@link #started} follows. */
    Deque<ConsumerRecord<byte[], byte[]>> takeBatch(long now) {
        var batch = new ArrayDeque<ConsumerRecord<byte[], byte[]>>(Math.min(waiting.size(), limits.rows()));
        long batchBytes = 0;
        while (!waiting.isEmpty() && batch.size() < limits.rows() && batchBytes < limits.bytes()) {
            var message = waiting.remove();
            batch.add(message);
            batchBytes += bytes(message);
        }
        waitingBytes -= batchBytes;
        takenBytes = batchBytes;
        waitingSince = now;
        return batch;
    }

    void started(Future<BatchWriter.Written> write, int messages) {
        writing = write;
        writingMessages = messages;
        writingBytes = takenBytes;
    }

    void succeeded(BatchWriter.Written written) {
        writing = null;
        last = OptionalLong.of(written.last());
        backoff = FIRST_BACKOFF;
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> message) {
        return Math.max(0, message.serializedValueSize());
    }
}
