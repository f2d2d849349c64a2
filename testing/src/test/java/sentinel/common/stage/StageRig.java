package sentinel.common.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.common.config.KafkaSettings;
import sentinel.common.run.Health;
import sentinel.common.run.Loop;
import sentinel.common.topic.Topics.DeadLetterStage;
import sentinel.testing.TestServers;

/** Topics of its own, messages in, records out, and loops that end with the test. Messages are JSON strings. */
final class StageRig implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(30);

    final KafkaSettings kafka;
    final String input;
    final String output;
    final String deadLetters;
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final Health health = new Health();
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Running> running = new ArrayList<>();

    private record Running(Loop loop, Thread thread, List<Throwable> failures) {}

    StageRig() {
        kafka = TestServers.kafka();
        input = kafka.topics().urls();
        output = kafka.topics().rawHtml();
        deadLetters = kafka.topics().deadLetters(DeadLetterStage.FETCH);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 17 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    StageLoop.Settings settings() {
        return StageLoop.Settings.of(kafka, "fetcher", input, DeadLetterStage.FETCH);
    }

    StageLoop<String> loop(Stage<String> stage) {
        return loop(settings(), stage);
    }

    StageLoop<String> loop(StageLoop.Settings settings, Stage<String> stage) {
        return new StageLoop<>(settings, String.class, stage, metrics, health);
    }

    /** Emits {@code value} under {@code key} to the output topic. */
    Verdict emit(Input<String> in) {
        return Verdict.Emit.of(new Verdict.Output(output, in.key(), bytes(in.value())));
    }

    Loop start(Loop loop) {
        var failures = new ArrayList<Throwable>();
        var thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                },
                "loop-under-test");
        thread.start();
        running.add(new Running(loop, thread, failures));
        return loop;
    }

    /** Stops the loop and waits for its end. */
    void stop(Loop loop) {
        var its = running.stream().filter(r -> r.loop() == loop).findFirst().orElseThrow();
        loop.stop();
        join(its);
        assertThat(its.failures()).isEmpty();
    }

    /** Waits until the loop died of itself. */
    Throwable awaitDeath(Loop loop) {
        var its = running.stream().filter(r -> r.loop() == loop).findFirst().orElseThrow();
        join(its);
        return its.failures().get(0);
    }

    private static void join(Running its) {
        try {
            its.thread().join(DEADLINE.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(its.thread().isAlive()).as("the loop ended").isFalse();
    }

    void send(int partition, String key, byte[] value) {
        send(new ProducerRecord<>(input, partition, bytes(key), value));
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code count} messages, key = value, round the partitions. */
    List<String> sendNumbered(String prefix, int count) {
        var sent = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            String text = prefix + i;
            producer.send(new ProducerRecord<>(input, i % 6, bytes(text), json(text)));
            sent.add(text);
        }
        producer.flush();
        return sent;
    }

    /** All committed records of a topic, from its beginning to where it ends now. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "group.id",
                UUID.randomUUID().toString(),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
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

    List<String> values(String topic) {
        return read(topic).stream()
                .map(r -> r.value() == null ? null : new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Committed offsets of the group by partition. */
    Map<Integer, Long> committed() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin
                    .listConsumerGroupOffsets(settings().groupId())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(e -> e.getKey().topic().equals(input))
                    .collect(Collectors.toMap(
                            e -> e.getKey().partition(), e -> e.getValue().offset()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitOutputs(int count) {
        await().atMost(DEADLINE).until(() -> read(output).size() >= count);
    }

    /** Waits until so many messages were carried to an end, by the metric. */
    void awaitConsumed(long count) {
        await().atMost(DEADLINE).until(() -> count("consumed") >= count);
    }

    /** Sum of a counter over its tags. */
    long count(String name) {
        return (long) metrics.find("sentinel.stage." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] json(String text) {
        return bytes('"' + text + '"');
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        return ErrorHeaders.text(record.headers(), name).orElse(null);
    }

    @Override
    public void close() {
        running.forEach(r -> r.loop().stop());
        running.forEach(StageRig::join);
        producer.close();
    }
}
