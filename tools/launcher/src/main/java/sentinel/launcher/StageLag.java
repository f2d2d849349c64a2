package sentinel.launcher;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far behind each consumer group is, as the broker knows it. */
public final class StageLag {

    private StageLag() {}

    /**
     * Offsets between what each group committed and the end, over all its partitions. Transactions take offsets too, so it
     * is at least the number of messages.
     *
     * @param prefix of the groups asked about
     * @return sorted by group
     */
    public static Map<String, Long> byGroup(Admin admin, String prefix)
            throws ExecutionException, InterruptedException {
        var lag = new TreeMap<String, Long>();
        for (var group : admin.listGroups().all().get()) {
            if (!group.groupId().startsWith(prefix)) {
                continue;
            }
            var committed = admin.listConsumerGroupOffsets(Map.of(group.groupId(), new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(group.groupId())
                    .get();
            var ends = ends(admin, committed.keySet());
            lag.put(
                    group.groupId(),
                    committed.entrySet().stream()
                            .filter(entry -> entry.getValue() != null)
                            .mapToLong(entry -> Math.max(
                                    0,
                                    requireNonNull(
                                                    ends.get(entry.getKey()),
                                                    "Kafka answers for every partition that it is asked about")
                                            - entry.getValue().offset()))
                            .sum());
        }
        return lag;
    }

    /** The offset after the last message of each partition. */
    private static Map<TopicPartition, Long> ends(Admin admin, Iterable<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
