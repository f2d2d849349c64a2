package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages of one Kafka partition that were read and wait to be written, in their order. Used by the polling thread only;
 * all times are {@link System#nanoTime}.
 */
final class WaitingMessages {

    private final BatchLimits limits;
    private final Deque<ConsumerRecord<byte[], byte[]>> messages = new ArrayDeque<>();
    private long bytes;
    private long since;
    private long takenAt;

    /**
     * Messages that are written together.
     *
     * @param messages emptied by the write
     * @param count of the messages at first
     * @param bytes of the messages at first
     */
    record Batch(Queue<ConsumerRecord<byte[], byte[]>> messages, int count, long bytes) {
        Batch {
            requireNonNull(messages, "messages");
        }
    }

    /** As if the batch before had been taken long ago. */
    WaitingMessages(BatchLimits limits, long now) {
        this.limits = requireNonNull(limits, "limits");
        this.takenAt = now - limits.interval().toNanos();
    }

    void add(List<ConsumerRecord<byte[], byte[]>> records, long now) {
        if (messages.isEmpty()) {
            since = now;
        }
        for (var message : records) {
            messages.add(message);
            bytes += bytes(message);
        }
    }

    int count() {
        return messages.size();
    }

    long bytes() {
        return bytes;
    }

    /** Whether the next batch is complete: then no more is fetched until it is taken. */
    boolean isFull() {
        return messages.size() >= limits.rows() || bytes >= limits.bytes();
    }

    /** How long until a batch is due, in nanoseconds; 0 when it is. If no message waits: {@link Long#MAX_VALUE}. */
    long dueIn(long now) {
        if (messages.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (isFull()) {
            return 0;
        }
        long byDelay = since + limits.delay().toNanos() - now;
        long byInterval = takenAt + limits.interval().toNanos() - now;
        return Math.max(0, Math.max(byDelay, byInterval));
    }

    /** Takes the messages of one batch. */
    Batch take(long now) {
        var batch = new ArrayDeque<ConsumerRecord<byte[], byte[]>>(Math.min(messages.size(), limits.rows()));
        long batchBytes = 0;
        while (!messages.isEmpty() && batch.size() < limits.rows() && batchBytes < limits.bytes()) {
            var message = messages.remove();
            batch.add(message);
            batchBytes += bytes(message);
        }
        bytes -= batchBytes;
        since = now;
        takenAt = now;
        return new Batch(batch, batch.size(), batchBytes);
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> message) {
        return Math.max(0, message.serializedValueSize());
    }
}
