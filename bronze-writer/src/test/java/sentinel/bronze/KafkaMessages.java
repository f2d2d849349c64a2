package sentinel.bronze;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.config.KafkaSettings;
import sentinel.service.json.Json;
import sentinel.service.kafka.TopicCreator;

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

    /** Articles in one transaction. */
    void transaction(int from, int to) {
        try (var transactional = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "transactional.id",
                        kafka.topics().prefix()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            for (int n = from; n < to; n++) {
                transactional.send(new ProducerRecord<>(
                        kafka.topics().parsedArticles(), n % 3, bytes("key"), Json.encode(Articles.article(n))));
            }
            transactional.commitTransaction();
        }
    }

    /** Sets what Kafka holds as the writer's offset, in each partition of articles. No member may be there. */
    void setGroupOffsets(long offset) throws Exception {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        articlePartitions().forEach(p -> offsets.put(p, new OffsetAndMetadata(offset)));
        try (var admin = admin()) {
            // A static member stays in the group when it stops, until its session times out.
            if (admin.listGroups().all().get().stream()
                    .anyMatch(g -> g.groupId().equals(group()))) {
                admin.removeMembersFromConsumerGroup(group(), new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
            admin.alterConsumerGroupOffsets(group(), offsets).all().get();
        }
    }

    /** End of the topic of articles less what the writer told Kafka; all of it when it told nothing. */
    long lag() throws Exception {
        try (var admin = admin()) {
            var told = admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            var asked = new HashMap<TopicPartition, OffsetSpec>();
            articlePartitions().forEach(p -> asked.put(p, OffsetSpec.latest()));
            long lag = 0;
            for (var end : admin.listOffsets(asked).all().get().entrySet()) {
                var offset = told.get(end.getKey());
                lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
            }
            return lag;
        }
    }

    String topicId() throws Exception {
        var topic = kafka.topics().parsedArticles();
        try (var admin = admin()) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString();
        }
    }

    /** Another topic of the same name in the place of that of articles, empty. */
    void replaceTopic() throws Exception {
        var topic = kafka.topics().parsedArticles();
        try (var admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().ignoreExceptions().atMost(Duration.ofSeconds(30)).until(() -> {
                TopicCreator.createMissing(kafka.bootstrapServers(), kafka.topics());
                return true;
            });
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private String group() {
        return kafka.topics().prefix() + ".bronze-writer.articles";
    }

    private List<TopicPartition> articlePartitions() {
        return IntStream.range(0, 3)
                .mapToObj(p -> new TopicPartition(kafka.topics().parsedArticles(), p))
                .toList();
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
