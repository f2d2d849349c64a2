package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Kafka how far the table is, so that others see the lag. This writer never reads these offsets back. Used by the
 * polling thread only.
 */
final class OffsetReport {

    private static final Logger log = LoggerFactory.getLogger(OffsetReport.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> reported = new HashMap<>();

    OffsetReport(Consumer<byte[], byte[]> consumer) {
        this.consumer = requireNonNull(consumer, "consumer");
    }

    /** Commits the offsets that have changed since the last call. */
    void report(Collection<AssignedPartition> partitions) {
        var news = new TreeMap<TopicPartition, OffsetAndMetadata>(Comparator.comparing(TopicPartition::partition));
        for (var partition : partitions) {
            offset(partition).ifPresent(offset -> {
                if (!offset.equals(reported.put(partition.partition(), offset))) {
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

    /** The partition is another consumer's now. */
    void forget(TopicPartition partition) {
        reported.remove(partition);
    }

    /** The position when all before it is in the table (it passes the markers of transactions), else after the last row. */
    private Optional<Long> offset(AssignedPartition partition) {
        if (!partition.placed()) {
            return Optional.empty();
        }
        if (partition.underWay() == 0 && partition.writing() == null) {
            return Optional.of(consumer.position(partition.partition()));
        }
        return partition.last().isPresent() ? Optional.of(partition.last().getAsLong() + 1) : Optional.empty();
    }
}
