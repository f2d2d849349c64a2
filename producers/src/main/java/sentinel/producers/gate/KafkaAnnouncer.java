package sentinel.producers.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics;

/**
 * An idempotent producer, acknowledged by all in-sync replicas. After an error that leaves it in doubt a new one is made:
 * there is one way to recover.
 */
final class KafkaAnnouncer implements Announcer, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaAnnouncer.class);
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Map<String, Object> config;
    private @Nullable KafkaProducer<String, byte[]> producer; // null before the first use, and after a failure
    private boolean closed;
    private volatile @Nullable String problem;

    /** Connects when first used. */
    KafkaAnnouncer(KafkaSettings kafka, String clientId) {
        config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (int) DELIVERY.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY.toMillis(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.MAX_MESSAGE_BYTES);
    }

    @Override
    public List<ProducerRecord<String, byte[]>> send(List<ProducerRecord<String, byte[]>> messages) {
        var failed = new ArrayList<ProducerRecord<String, byte[]>>();
        Exception why = null;
        KafkaProducer<String, byte[]> used = null;
        try {
            used = current();
            var answers = new ArrayList<Future<RecordMetadata>>(messages.size());
            for (var message : messages) {
                answers.add(used.send(message));
            }
            used.flush();
            for (int i = 0; i < messages.size(); i++) {
                try {
                    answers.get(i).get();
                } catch (ExecutionException e) {
                    why = e;
                    failed.add(messages.get(i));
                }
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            throw new StopSignal.StoppedException();
        } catch (KafkaException | IllegalStateException e) { // the latter: closed meanwhile by another thread's failure
            why = e;
            failed.clear();
            failed.addAll(messages);
        }
        if (why != null) {
            discard(used);
            problem = "kafka does not accept messages: " + why.getMessage();
            log.warn("kafka_down unacknowledged={} reason=\"{}\"", failed.size(), why.getMessage());
        } else if (problem != null) {
            problem = null;
            log.info("kafka_up");
        }
        return List.copyOf(failed);
    }

    /** What went wrong last, until something goes right. For a health check. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private synchronized KafkaProducer<String, byte[]> current() {
        if (closed) {
            throw new StopSignal.StoppedException();
        }
        if (producer == null) {
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private synchronized void discard(@Nullable KafkaProducer<String, byte[]> broken) {
        if (broken != null && producer == broken) {
            broken.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(CLOSING);
            producer = null;
        }
    }
}
