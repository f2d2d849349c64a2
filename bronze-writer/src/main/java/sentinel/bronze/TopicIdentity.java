package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.delta.AppendTable;

/**
 * Under which name a table keeps the last offset of a Kafka partition. Offsets mean something within one topic only, and
 * a topic of the same name may be another one (Kafka lost its data, or somebody deleted it), so the name holds the topic's
 * id, which Kafka never gives twice.
 *
 * <p>Tables written before ids were kept have the former name, {@code <topic>-<partition>}. Whether the topic is still the
 * one that those offsets are of, times tell: what a topic that was made later holds, it appended after the table's last
 * commit.
 */
final class TopicIdentity {

    private static final Logger log = LoggerFactory.getLogger(TopicIdentity.class);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);
    /** By so much may the clocks of Kafka and of the table's storage differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Admin admin;
    private final AppendTable table;

    /** @param admin stays the caller's */
    TopicIdentity(Admin admin, AppendTable table) {
        this.admin = requireNonNull(admin, "admin");
        this.table = requireNonNull(table, "table");
    }

    /** The name of a partition's offsets in the table ({@code appId}) and the last one there. */
    record Place(String appId, OptionalLong last) {}

    /**
     * Finds where the table is in a partition of the topic that has the name now.
     *
     * @throws RuntimeException Kafka or the table cannot be asked
     */
    Place of(TopicPartition partition, Consumer<byte[], byte[]> consumer) {
        String appId = partition + "@" + topicId(partition.topic());
        var last = table.lastOffset(appId);
        if (last.isEmpty()) {
            adopt(partition, appId, consumer);
            last = table.lastOffset(appId);
        }
        if (last.isEmpty()) {
            log.warn(
                    "topic_new_to_table table={} partition={} app_id={} action=read_from_start",
                    table.path(),
                    partition,
                    appId);
        }
        return new Place(appId, last);
    }

    private String topicId(String topic) {
        try {
            var topics = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(KAFKA_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return requireNonNull(topics.get(topic), "Kafka answers for every topic that it is asked about")
                    .topicId()
                    .toString();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask for the id of topic " + topic, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot ask for the id of topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for the id of topic " + topic, e);
        }
    }

    /** Takes over the offset under the former name, once and for one topic; nothing when there is none. */
    private void adopt(TopicPartition partition, String appId, Consumer<byte[], byte[]> consumer) {
        String former = partition.toString();
        String settled = former + "@";
        var last = table.lastOffset(former);
        if (last.isEmpty() || table.lastOffset(settled).isPresent()) {
            return;
        }
        boolean same = isOfTheTopic(last.getAsLong(), partition, consumer);
        if (same) {
            table.place(appId, last.getAsLong());
        }
        table.place(settled, 0);
        log.info("offset_adopted table={} partition={} last={} same_topic={}", table.path(), partition, last, same);
    }

    private boolean isOfTheTopic(long last, TopicPartition partition, Consumer<byte[], byte[]> consumer) {
        var ends = consumer.endOffsets(List.of(partition), KAFKA_TIMEOUT);
        long end = requireNonNull(ends.get(partition), "Kafka answers for every partition that it is asked about");
        if (end <= last) {
            return false;
        }
        long committed = table.committedBeforeOpened().plus(CLOCKS).toEpochMilli();
        var firstAfter = consumer.offsetsForTimes(Map.of(partition, committed), KAFKA_TIMEOUT)
                .get(partition);
        return firstAfter == null || firstAfter.offset() > last;
    }
}
