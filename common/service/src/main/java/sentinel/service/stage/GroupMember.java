package sentinel.service.stage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import sentinel.config.KafkaSettings;

/**
 * A replica of a stage in its consumer group. Its ids stay the same after a restart, so a killed process gets its
 * partitions back at once (KIP-345).
 *
 * @param name of the group, without the prefix
 */
public record GroupMember(KafkaSettings kafka, String name) {

    /** {@code group.id}. */
    public String groupId() {
        return kafka.topics().prefix() + "." + name;
    }

    /** {@code group.instance.id}, and of its producer {@code transactional.id}. */
    String id() {
        return groupId() + "-" + kafka.instance();
    }

    /** Settings of a consumer that reads committed messages and does not auto-commit. The map is modifiable. */
    public Map<String, Object> consumerSettings() {
        var settings = new HashMap<String, Object>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, id());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId());
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id());
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // How soon the others hear of a rebalance; 3 s by default.
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        // Partitions that stay keep their work in progress through a rebalance (KIP-429).
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }
}
