package sentinel.launcher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the messages of a topic by reading them. Offsets do not tell: transactions take some, and old messages are
 * deleted.
 *
 * @param messages as many at least
 * @param complete these are all; else the time ran out
 */
record ParkedLetters(long messages, boolean complete) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** @param limit the most time that it may take, once the broker answers */
    static ParkedLetters count(String bootstrapServers, String topic, Duration limit) {
        int timeout = (int) limit.toMillis();
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout);
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, partitions, limit);
        }
    }

    private static ParkedLetters read(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Duration limit) {
        var ends = consumer.endOffsets(partitions);
        long deadline = System.nanoTime() + limit.toNanos();
        long messages = 0;
        while (partitions.stream()
                .anyMatch(p -> consumer.position(p)
                        < requireNonNull(ends.get(p), "Kafka answers for every partition that it is asked about"))) {
            if (System.nanoTime() - deadline > 0) {
                return new ParkedLetters(messages, false);
            }
            messages += consumer.poll(POLL).count();
        }
        return new ParkedLetters(messages, true);
    }

    @Override
    public String toString() {
        return (complete ? "" : "more than ") + "%,d".formatted(messages);
    }
}
