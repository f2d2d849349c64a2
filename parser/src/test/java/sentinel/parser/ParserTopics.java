package sentinel.parser;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.PageFetched;
import sentinel.service.json.Json;

/** The parser's topics, seen from the services beside it. */
final class ParserTopics {

    private final KafkaSettings kafka;

    ParserTopics(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    void send(List<PageFetched> pages) {
        try (var producer = producer()) {
            for (var page : pages) {
                producer.send(new ProducerRecord<>(
                        kafka.topics().rawHtml(),
                        page.normalizedUrl().getBytes(StandardCharsets.UTF_8),
                        Json.encode(page)));
            }
        }
    }

    void sendRaw(String key, byte[] value) {
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(kafka.topics().rawHtml(), key.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    /** Sends what a dead letter holds to the parser again. */
    void again(ConsumerRecord<byte[], byte[]> letter) {
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(
                    kafka.topics().rawHtml(), null, letter.key(), letter.value(), letter.headers()));
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** All committed records of a topic once there are {@code n}, and any that come within half a second more. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int n) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList());
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            await().atMost(Duration.ofSeconds(120)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= n;
            });
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            return records;
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
