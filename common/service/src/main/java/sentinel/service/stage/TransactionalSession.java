package sentinel.service.stage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics;

/**
 * One consumer and one transactional producer with a common lifetime. Output records and consumed offsets are
 * committed in the same transaction, or not at all. After any exception the session is unusable: close it and open
 * another one, which starts from the committed offsets and fences unfinished work of the old one (KIP-98, KIP-447).
 *
 * <p>Not thread-safe, except for {@link #wakeup}.
 */
public final class TransactionalSession implements AutoCloseable {

    /** A transaction is open for milliseconds; after this long the broker ends one whose owner is gone. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration MAX_BLOCK = Duration.ofSeconds(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_POLL_RECORDS = 500;

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Metric heartbeat;
    private @Nullable Long assignedAt; // nanoTime; null: not yet
    private boolean open = true;
    private long commits;

    private TransactionalSession(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.consumer = consumer;
        this.producer = producer;
        this.heartbeat = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Connects, and fences any earlier session of the same name and instance.
     *
     * @param name of the consumer group, without the prefix
     */
    public static TransactionalSession open(KafkaSettings kafka, String name) {
        var member = new GroupMember(kafka, name);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(producerSettings(member));
        try {
            producer.initTransactions();
            var settings = member.consumerSettings();
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
            var bytes = new ByteArrayDeserializer();
            return new TransactionalSession(new KafkaConsumer<>(settings, bytes, bytes), producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private static Map<String, Object> producerSettings(GroupMember member) {
        return Map.ofEntries(
                Map.entry(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, member.kafka().bootstrapServers()),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, member.id()),
                Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, member.id()),
                Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis()),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) MAX_BLOCK.toMillis() / 2),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) MAX_BLOCK.toMillis()),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis()),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
    }

    /**
     * Joins the group. The listener is called from within {@link #poll} and {@link #close}. While partitions are being
     * revoked, it may still {@link #commit}, if {@link #isOpen}.
     */
    public void subscribe(String topic, ConsumerRebalanceListener listener) {
        requireNonNull(listener, "listener");
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assignedAt = System.nanoTime();
                listener.onPartitionsAssigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                listener.onPartitionsRevoked(partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                listener.onPartitionsLost(partitions);
            }
        });
    }

    /** Records of the partitions that are not paused; none after {@code timeout}, or at once after {@link #wakeup}. */
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return consumer.poll(timeout);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    /** Interrupts a running or the next {@link #poll}. The only method that other threads may call. */
    public void wakeup() {
        consumer.wakeup();
    }

    /** Pauses these of the assigned partitions, and resumes all others. Unassigned partitions are ignored. */
    public void pauseOnly(Set<TopicPartition> partitions) {
        var paused = consumer.paused();
        var held = consumer.assignment();
        consumer.resume(paused.stream().filter(p -> !partitions.contains(p)).toList());
        consumer.pause(partitions.stream()
                .filter(p -> held.contains(p) && !paused.contains(p))
                .toList());
    }

    /** Moves the position of an assigned partition: its next record is the one at {@code offset}. */
    public void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
    }

    /** Offsets between the position and the end, of all assigned partitions; empty while one of them is unknown. */
    public OptionalLong lag() {
        if (!isAssigned()) {
            return OptionalLong.empty();
        }
        long sum = 0;
        for (var partition : consumer.assignment()) {
            var lag = consumer.currentLag(partition);
            if (lag.isEmpty()) {
                return lag;
            }
            sum += lag.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /**
     * Sends the records and commits the offsets in one transaction, and waits until it is committed.
     *
     * @return false when the group is being rebalanced: nothing was written, and the session is usable. After the next
     *     polls, the same can be tried again for the partitions that are still assigned
     * @throws KafkaException a failure; it is undecided whether the transaction was committed
     */
    public boolean commit(
            Collection<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> offsets) {
        producer.beginTransaction();
        try {
            for (var record : records) {
                var unused = producer.send(record); // commitTransaction waits for it, and throws what befell it
            }
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        } catch (CommitFailedException e) {
            producer.abortTransaction();
            return false;
        }
        producer.commitTransaction();
        commits++;
        return true;
    }

    /** Whether the group has assigned partitions to this session. */
    public boolean isAssigned() {
        return assignedAt != null;
    }

    /**
     * Time since the last heartbeat to the group's coordinator or, before the first heartbeat, since the assignment; zero
     * while joining. It grows when no broker can be reached, also before the first heartbeat.
     */
    public Duration sinceHeartbeat() {
        if (heartbeat.metricValue() instanceof Number seconds && seconds.doubleValue() >= 0) {
            return Duration.ofSeconds(seconds.longValue());
        }
        return assignedAt == null
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - assignedAt).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether closing has not started. */
    public boolean isOpen() {
        return open;
    }

    /** Transactions committed so far. */
    public long commits() {
        return commits;
    }

    /** Does not commit anything more. The group keeps this instance's place for the session timeout. */
    @Override
    public void close() {
        open = false;
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } finally {
            producer.close(CLOSE_TIMEOUT);
        }
    }
}
