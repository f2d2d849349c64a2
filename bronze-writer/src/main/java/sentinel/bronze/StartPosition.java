package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.delta.AppendTable;

/** Puts the consumer right after the last offset that the table holds. Used by the polling thread only. */
final class StartPosition {

    private static final Logger log = LoggerFactory.getLogger(StartPosition.class);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final AppendTable table;
    private final TopicIdentity identity;

    StartPosition(Consumer<byte[], byte[]> consumer, AppendTable table, TopicIdentity identity) {
        this.consumer = requireNonNull(consumer, "consumer");
        this.table = requireNonNull(table, "table");
        this.identity = requireNonNull(identity, "identity");
    }

    /**
     * Finds the table's last offset of a partition, and seeks to the one after it.
     *
     * @throws RuntimeException Kafka or the table cannot be asked, or Kafka lost messages that the table holds
     */
    TopicIdentity.Place seek(TopicPartition partition) {
        var place = identity.of(partition, consumer);
        consumer.seek(partition, nextOffset(partition, place));
        return place;
    }

    private long nextOffset(TopicPartition partition, TopicIdentity.Place place) {
        var one = Set.of(partition);
        long first = offset(consumer.beginningOffsets(one, KAFKA_TIMEOUT), partition);
        if (place.last().isEmpty()) {
            return first;
        }
        long next = place.last().getAsLong() + 1;
        long end = offset(consumer.endOffsets(one, KAFKA_TIMEOUT), partition);
        if (next > end) {
            throw new IllegalStateException("table " + table.path() + " holds " + place.appId() + " up to offset "
                    + place.last().getAsLong() + ", but this same topic ends at " + end
                    + ": Kafka lost its end. Delete the topic: a new one is read from its start");
        }
        if (next < first) {
            log.error(
                    "messages_lost topic={} partition={} from={} to={} count={} reason=retention",
                    partition.topic(),
                    partition.partition(),
                    next,
                    first - 1,
                    first - next);
        }
        return Math.max(first, next);
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return requireNonNull(offsets.get(partition), "Kafka answers for every partition that it is asked about");
    }
}
