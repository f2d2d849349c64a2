package sentinel.service.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import sentinel.contract.topic.Topics;

/**
 * Creates missing topics. It does not change existing topics, with one exception: earlier releases let Kafka delete
 * messages by age, whether they were read or not. That setting is removed, because {@link TopicWatch} deletes messages
 * instead. A retention that somebody else set stays.
 */
public final class TopicCreator {

    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
    private static final Duration KNOWN_POLL = Duration.ofMillis(20);

    private TopicCreator() {}

    /** Idempotent, and safe when several services call it at once. When it returns, every topic can be used. */
    public static void createMissing(String bootstrapServers, Topics topics) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var existing = admin.listTopics().names().get();
            var missing = topics.all().stream()
                    .filter(t -> !existing.contains(t.name()))
                    .map(t -> new NewTopic(t.name(), t.partitions(), (short) -1).configs(t.config()))
                    .toList();
            for (var created : admin.createTopics(missing).values().entrySet()) {
                try {
                    created.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException("cannot create topic " + created.getKey(), e.getCause());
                    }
                }
            }
            awaitKnown(admin, missing.stream().map(NewTopic::name).toList());
            keepUnread(
                    admin,
                    topics.all().stream()
                            .filter(t -> existing.contains(t.name()))
                            .toList());
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot list topics of " + bootstrapServers, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    private static void keepUnread(Admin admin, List<Topics.Spec> existing)
            throws ExecutionException, InterruptedException {
        var specs = existing.stream()
                .filter(topic -> topic.keptAfterRead() != null)
                .collect(Collectors.toMap(t -> new ConfigResource(ConfigResource.Type.TOPIC, t.name()), t -> t));
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        admin.describeConfigs(specs.keySet()).all().get().forEach((topic, config) -> {
            var spec = requireNonNull(specs.get(topic), "Kafka describes only the topics that it is asked about");
            var kept = requireNonNull(spec.keptAfterRead(), "other topics were left out above");
            var formerly = Long.toString(kept.toMillis());
            var age = config.get(Topics.RETENTION);
            if (age.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG && formerly.equals(age.value())) {
                var wanted = new ConfigEntry(Topics.RETENTION, spec.config().get(Topics.RETENTION));
                changes.put(topic, List.of(new AlterConfigOp(wanted, AlterConfigOp.OpType.SET)));
            }
        });
        if (!changes.isEmpty()) {
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    /**
     * The controller has made them, but the brokers hear of it, and lead them, a little later. A producer that has several
     * batches under way must not meet that moment: where the second is taken and the first was refused, the first is out
     * of order for ever.
     */
    private static void awaitKnown(Admin admin, List<String> names) throws InterruptedException {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (true) {
            try {
                var ends = new HashMap<TopicPartition, OffsetSpec>();
                admin.describeTopics(names).allTopicNames().get().forEach((name, topic) -> topic.partitions()
                        .forEach(p -> ends.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
                admin.listOffsets(ends).all().get(); // answered by the leaders, and tried again until there are any
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw new IllegalStateException("the new topics cannot be used: " + names, e.getCause());
                }
                Thread.sleep(KNOWN_POLL.toMillis());
            }
        }
    }
}
