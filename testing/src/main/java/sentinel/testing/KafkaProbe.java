package sentinel.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a test puts into topics, and what everybody else can see in them. */
public final class KafkaProbe implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int MAX_REQUEST_BYTES = 17 << 20;

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    public KafkaProbe(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.request.size", MAX_REQUEST_BYTES, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Sends and waits for the broker's word. */
    public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot send to " + record.topic(), e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Sends all, then waits for the broker's word on all of them. */
    public void send(List<ProducerRecord<byte[], byte[]>> records) {
        var sent = records.stream().map(producer::send).toList();
        for (var one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("cannot send", e.getCause());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    public RecordMetadata send(String topic, String key, String value) {
        return send(new ProducerRecord<>(topic, bytes(key), bytes(value)));
    }

    /**
     * All committed records of a topic, from its beginning to its end; in order within a partition. Waits until no
     * transaction is open there: a commit's markers reach the partitions a little after its producer hears of it.
     */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var deadline = Instant.now().plus(DEADLINE);
        while (!ends(topic, "read_committed").equals(ends(topic, "read_uncommitted"))) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("a transaction stays open on " + topic);
            }
        }
        return readNow(topic);
    }

    /** As {@link #read}, but only what is readable at this moment. For conditions that are tried again. */
    public List<ConsumerRecord<byte[], byte[]>> readNow(String topic) {
        try (var consumer = consumer("read_committed")) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many records are readable at this moment. */
    public int count(String topic) {
        return readNow(topic).size();
    }

    /** Values of {@link #read} as text; null where there is none. */
    public List<String> values(String topic) {
        return read(topic).stream().map(r -> text(r.value())).toList();
    }

    /** Committed offsets of a group by partition. */
    public Map<Integer, Long> committed(String group, String topic) {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(e -> e.getKey().topic().equals(topic))
                    .collect(Collectors.toMap(
                            e -> e.getKey().partition(), e -> e.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask for offsets of " + group, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Where each partition ends: the offset that the next record gets. */
    public Map<Integer, Long> ends(String topic) {
        return ends(topic, "read_uncommitted");
    }

    private Map<Integer, Long> ends(String topic, String isolation) {
        try (var consumer = consumer(isolation)) {
            return consumer.endOffsets(partitions(consumer, topic)).entrySet().stream()
                    .collect(Collectors.toMap(e -> e.getKey().partition(), Map.Entry::getValue));
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        isolation,
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
    }

    /** Takes a transactional id over from whoever holds it: their next commit is refused. */
    public void fence(String transactionalId) {
        var settings =
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "transactional.id", transactionalId);
        try (var usurper = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            usurper.initTransactions();
        }
    }

    /** Last header of that name as text, or null. */
    public static String header(ConsumerRecord<?, ?> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    /** UTF-8; null stays null. */
    public static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
