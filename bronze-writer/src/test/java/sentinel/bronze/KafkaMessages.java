package sentinel.bronze;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.common.config.KafkaSettings;
import sentinel.common.message.Json;

/** Writes and reads topics directly. */
final class KafkaMessages implements AutoCloseable {

    private final KafkaSettings kafka;
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaMessages(KafkaSettings kafka) {
        this.kafka = kafka;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Articles {@code from} (included) to {@code to}, article n in partition n mod 3. */
    void articles(int from, int to) {
        for (int n = from; n < to; n++) {
            send(n % 3, Json.encode(Articles.article(n)));
        }
        producer.flush();
    }

    void sightings(int from, int to) {
        IntStream.range(from, to)
                .forEach(n -> producer.send(new ProducerRecord<>(
                        kafka.topics().sightings(), 0, bytes("k" + n), Json.encode(Articles.sighting(n)))));
        producer.flush();
    }

    /** Bytes as they are, on the topic of articles. */
    void send(int partition, byte[] value) {
        producer.send(new ProducerRecord<>(kafka.topics().parsedArticles(), partition, bytes("key"), value));
    }

    void flush() {
        producer.flush();
    }

    /** All that a partition holds now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int partition) {
        var one = new TopicPartition(topic, partition);
        var messages = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(one));
            consumer.seekToBeginning(List.of(one));
            long end = consumer.endOffsets(List.of(one)).get(one);
            while (consumer.position(one) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(messages::add);
            }
        }
        return messages;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
