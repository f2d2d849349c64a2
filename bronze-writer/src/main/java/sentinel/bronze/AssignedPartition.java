package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The state of one Kafka partition that this writer reads: the messages that wait, the batch that is being written, and the
 * last offset in the table. Used by the polling thread only; all times are {@link System#nanoTime}.
 */
final class AssignedPartition {

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final TopicPartition partition;
    private final WaitingMessages waiting;

    private @Nullable String appId; // null before the first place()
    private OptionalLong last = OptionalLong.empty();
    private boolean placed;

    private @Nullable Future<BatchWriter.Written> writing; // null: none
    private int writingMessages;
    private long writingBytes;

    private long nextTry;
    private Duration backoff = FIRST_BACKOFF;

    AssignedPartition(TopicPartition partition, BatchLimits limits, long now) {
        this.partition = partition;
        this.waiting = new WaitingMessages(limits, now);
        this.nextTry = now;
    }

    TopicPartition partition() {
        return partition;
    }

    /** In logs and health. */
    String name() {
        return partition.toString();
    }

    WaitingMessages waiting() {
        return waiting;
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

    /** The name of its offsets in the table, once it is placed. */
    String appId() {
        return requireNonNull(appId, "the partition is not placed");
    }

    /** The last offset that the table holds; empty for none. */
    OptionalLong last() {
        return last;
    }

    /** A batch of {@link #waiting} is being written. */
    void started(Future<BatchWriter.Written> write, WaitingMessages.Batch batch) {
        writing = write;
        writingMessages = batch.count();
        writingBytes = batch.bytes();
    }

    /** The write that was started and whose result was not taken; null for none. */
    @Nullable
    Future<BatchWriter.Written> writing() {
        return writing;
    }

    void succeeded(BatchWriter.Written written) {
        writing = null;
        last = OptionalLong.of(written.last());
        backoff = FIRST_BACKOFF;
    }

    /**
     * Forgets what was read: it will be read again from where the table is, after a pause that grows.
     *
     * @return number of messages that are forgotten
     */
    int failed(long now) {
        int forgotten = underWay();
        writing = null;
        waiting.clear();
        placed = false;
        nextTry = now + backoff.toNanos();
        var doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
        return forgotten;
    }

    /** Number of messages that were read and are not known to be in the table. */
    int underWay() {
        return waiting.count() + (writing == null ? 0 : writingMessages);
    }

    /** Bytes of the messages that {@link #underWay} counts. */
    long bytesUnderWay() {
        return waiting.bytes() + (writing == null ? 0 : writingBytes);
    }
}
