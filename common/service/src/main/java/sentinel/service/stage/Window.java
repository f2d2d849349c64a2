package sentinel.service.stage;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was read and is not committed yet. Work may finish in any order; of each partition only the finished records
 * before the first unfinished one can be committed.
 *
 * <p>A record is first <em>waiting</em>, then <em>held</em> (begun, or finished and not committed). What is held is
 * limited in number and bytes. So that the records behind one slow record do not fill the window and keep the other
 * partitions out, one partition holds at most {@value #SHARE} times what is left free (dynamic thresholds, Choudhury
 * and Hahne 1998): alone it may have 4/5 of the window.
 */
final class Window {

    private static final int SHARE = 4;

    /**
     * How one record ended.
     *
     * @param errorClass of a message that failed; otherwise null
     * @param onceCommitted to be run after the transaction with these records
     */
    record Outcome(
            Kind kind,
            @Nullable String errorClass,
            List<ProducerRecord<byte[], byte[]>> records,
            long bytes,
            Runnable onceCommitted) {
        enum Kind {
            EMITTED,
            RETRIED,
            REJECTED
        }

        Outcome {
            records = List.copyOf(records);
        }

        Outcome(Kind kind, @Nullable String errorClass, List<ProducerRecord<byte[], byte[]>> records, long bytes) {
            this(kind, errorClass, records, bytes, () -> {});
        }

        /** The same, with more records. */
        Outcome with(List<ProducerRecord<byte[], byte[]>> more, Runnable alsoOnceCommitted) {
            var all = new ArrayList<>(records);
            all.addAll(more);
            long moreBytes = more.stream().mapToLong(DeadLetter::bytesOf).sum();
            return new Outcome(kind, errorClass, all, bytes + moreBytes, () -> {
                onceCommitted.run();
                alsoOnceCommitted.run();
            });
        }
    }

    /** One record and what is known of it. */
    static final class Slot {
        private final ConsumerRecord<byte[], byte[]> record;
        private final TopicPartition partition;
        private long bytes;
        private @Nullable Outcome outcome; // null while it is not finished
        private boolean dropped;

        private Slot(ConsumerRecord<byte[], byte[]> record, TopicPartition partition) {
            this.record = record;
            this.partition = partition;
            this.bytes = bytesOf(record.key()) + bytesOf(record.value());
        }

        ConsumerRecord<byte[], byte[]> record() {
            return record;
        }

        /** Of a record that is finished. */
        Outcome outcome() {
            return requireNonNull(outcome, "the record is not finished");
        }

        /** Whether its partition was taken away: what comes of it is nobody's business any more. */
        boolean dropped() {
            return dropped;
        }

        private static long bytesOf(byte @Nullable [] part) {
            return part == null ? 0 : part.length;
        }
    }

    /** Finished records of all partitions and the offsets after them: what one transaction carries. */
    record Batch(List<Slot> slots, Map<TopicPartition, OffsetAndMetadata> offsets) {
        boolean isEmpty() {
            return offsets.isEmpty();
        }
    }

    private static final class Partition {
        final Deque<Slot> held = new ArrayDeque<>();
        final Deque<Slot> waiting = new ArrayDeque<>();
        long heldBytes;
        /** After the last record read, and after the transaction markers behind it. */
        @Nullable
        OffsetAndMetadata next;

        @Nullable
        OffsetAndMetadata committed;
    }

    private final int maxRecords;
    private final long maxBytes;
    private final Map<TopicPartition, Partition> partitions = new LinkedHashMap<>();
    private final Deque<Slot> again = new ArrayDeque<>();
    private int held;
    private int finished;
    private long heldBytes;

    Window(int maxRecords, long maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    void add(ConsumerRecords<byte[], byte[]> records) {
        records.nextOffsets().forEach((topicPartition, next) -> {
            var partition = partitions.computeIfAbsent(topicPartition, p -> new Partition());
            records.records(topicPartition).forEach(r -> partition.waiting.add(new Slot(r, topicPartition)));
            partition.next = next;
        });
    }

    /** The next record to begin, now held; null when there is none or no room. Partitions take turns. */
    @Nullable
    Slot next() {
        while (!again.isEmpty()) {
            var slot = again.poll(); // has kept its place
            if (!slot.dropped) {
                return slot;
            }
        }
        for (var entry : partitions.entrySet()) {
            var partition = entry.getValue();
            var slot = partition.waiting.peek();
            if (slot != null && hasRoomFor(slot, partition)) {
                partition.waiting.remove();
                partition.held.add(slot);
                held++;
                addBytes(partition, slot.bytes);
                partitions.remove(entry.getKey()); // to the end of the turns
                partitions.put(entry.getKey(), partition);
                return slot;
            }
        }
        return null;
    }

    private boolean hasRoomFor(Slot slot, Partition partition) {
        if (held == 0) {
            return true; // one record is let in whatever its size
        }
        return partition.held.size() < SHARE * (maxRecords - held)
                && heldBytes + slot.bytes <= maxBytes
                && partition.heldBytes < SHARE * (maxBytes - heldBytes);
    }

    /** A record that was begun is to be begun once more, before any other. */
    void again(Slot slot) {
        if (!slot.dropped) {
            again.add(slot);
        }
    }

    void finish(Slot slot, Outcome outcome) {
        if (!slot.dropped) {
            slot.outcome = outcome;
            finished++;
            slot.bytes += outcome.bytes();
            addBytes(held(slot.partition), outcome.bytes());
        }
    }

    /** What can be committed, up to so many records and bytes to write (but one record's at least). Changes nothing. */
    Batch committable(Collection<TopicPartition> of, int maxRecordsToWrite, long maxBytesToWrite) {
        var slots = new ArrayList<Slot>();
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        int records = 0;
        long bytes = 0;
        for (var topicPartition : of) {
            var partition = partitions.get(topicPartition);
            if (partition == null) {
                continue;
            }
            int taken = 0;
            for (var slot : partition.held) {
                if (slot.outcome == null) {
                    break;
                }
                int more = Math.max(1, slot.outcome.records().size());
                if (!slots.isEmpty()
                        && (records + more > maxRecordsToWrite || bytes + slot.outcome.bytes() > maxBytesToWrite)) {
                    return new Batch(slots, offsets);
                }
                records += more;
                bytes += slot.outcome.bytes();
                slots.add(slot);
                taken++;
                offsets.put(
                        topicPartition, new OffsetAndMetadata(slot.record.offset() + 1, slot.record.leaderEpoch(), ""));
            }
            boolean nothingLeft = taken == partition.held.size() && partition.waiting.isEmpty();
            if (nothingLeft && partition.next != null && !partition.next.equals(partition.committed)) {
                offsets.put(topicPartition, partition.next);
            }
        }
        return new Batch(slots, offsets);
    }

    void committed(Batch batch) {
        for (var slot : batch.slots()) {
            var partition = held(slot.partition);
            partition.held.remove();
            held--;
            finished--;
            addBytes(partition, -slot.bytes);
        }
        batch.offsets().forEach((topicPartition, offset) -> held(topicPartition).committed = offset);
    }

    /** Forgets partitions that are not ours any more. */
    void drop(Collection<TopicPartition> lost) {
        for (var topicPartition : lost) {
            var partition = partitions.remove(topicPartition);
            if (partition != null) {
                held -= partition.held.size();
                heldBytes -= partition.heldBytes;
                for (var slot : partition.held) {
                    slot.dropped = true;
                    finished -= slot.outcome == null ? 0 : 1;
                }
            }
        }
    }

    /** Partitions with records that could not begin yet: no more of them is to be read. */
    Set<TopicPartition> backedUp() {
        var full = new HashSet<TopicPartition>();
        partitions.forEach((topicPartition, partition) -> {
            if (!partition.waiting.isEmpty()) {
                full.add(topicPartition);
            }
        });
        return full;
    }

    /** Whether records had to wait for room when last asked for the next. */
    boolean isFull() {
        return partitions.values().stream().anyMatch(p -> !p.waiting.isEmpty());
    }

    /** Records begun and not finished. */
    int inFlight() {
        return held - finished;
    }

    /** Records read and not committed. */
    int size() {
        return held
                + partitions.values().stream().mapToInt(p -> p.waiting.size()).sum();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Those that anything was read of. A snapshot. */
    List<TopicPartition> partitions() {
        return List.copyOf(partitions.keySet());
    }

    private Partition held(TopicPartition topicPartition) {
        return requireNonNull(partitions.get(topicPartition), "a partition is dropped with all that is held of it");
    }

    private void addBytes(Partition partition, long bytes) {
        partition.heldBytes += bytes;
        heldBytes += bytes;
    }
}
