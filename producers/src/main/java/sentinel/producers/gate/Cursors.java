package sentinel.producers.gate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.KafkaSettings;

/**
 * How far a source was read, in Kafka beside what was announced of it: a compacted topic, of which the newest value of a
 * key counts. What Redis forgets is still here, and what is lost here, with the announcements, is in Redis.
 */
public final class Cursors {

    private static final Logger log = LoggerFactory.getLogger(Cursors.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ANSWER_WITHIN = 10_000;

    private final KafkaSettings kafka;
    private final Consumer<List<ProducerRecord<String, byte[]>>> announcer;
    private final StopSignal stop;
    private volatile @Nullable String problem;

    Cursors(KafkaSettings kafka, Consumer<List<ProducerRecord<String, byte[]>>> announcer, StopSignal stop) {
        this.kafka = kafka;
        this.announcer = announcer;
        this.stop = stop;
    }

    /**
     * Writes a cursor; returns when Kafka has it.
     *
     * @throws StopSignal.StoppedException the process stops meanwhile
     */
    public void save(String key, byte[] value) {
        announcer.accept(List.of(new ProducerRecord<>(kafka.topics().cursors(), key, value)));
    }

    /**
     * Reads the newest cursor of a key; waits while Kafka is down. Reads all of the topic: for a start, not for each look.
     *
     * @throws StopSignal.StoppedException the process stops meanwhile
     */
    public Optional<byte[]> load(String key) {
        while (true) {
            try {
                var cursor = read(key);
                problem = null;
                return cursor;
            } catch (InterruptException e) {
                throw new StopSignal.StoppedException();
            } catch (KafkaException e) {
                problem = "the cursor cannot be read from kafka: " + e.getMessage();
                log.warn("cursor_unreadable key={} reason=\"{}\"", key, e.getMessage());
                stop.pause(PAUSE);
            }
        }
    }

    /** What went wrong last, until something goes right. For a health check. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private Optional<byte[]> read(String key) {
        var config = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_WITHIN);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(kafka.topics().cursors(), 0);
            consumer.assign(List.of(partition));
            long end = requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition),
                    "Kafka answers for every partition that it is asked about");
            consumer.seekToBeginning(List.of(partition));
            byte @Nullable [] newest = null;
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(POLL)) {
                    newest = key.equals(record.key()) ? record.value() : newest;
                }
                if (stop.raised()) {
                    throw new StopSignal.StoppedException();
                }
            }
            return Optional.ofNullable(newest);
        }
    }
}
