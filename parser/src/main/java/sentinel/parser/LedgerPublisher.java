package sentinel.parser;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.LlmCall;
import sentinel.service.json.Json;

/** Puts entries into the ledger's topic that no verdict brings along. Connects when there are some. */
final class LedgerPublisher implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private @Nullable Producer<byte[], byte[]> producer; // null until there is something to publish

    LedgerPublisher(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * Returns when all entries are in the topic.
     *
     * @throws IllegalStateException some may not be
     */
    synchronized void publish(List<LlmCall> calls) {
        if (producer == null) {
            producer = connect();
        }
        var to = producer;
        List<? extends Future<?>> sent = calls.stream()
                .map(call -> to.send(new ProducerRecord<>(
                        kafka.topics().llmCalls(),
                        call.normalizedUrl().getBytes(StandardCharsets.UTF_8),
                        Json.encode(call))))
                .toList();
        to.flush();
        for (var entry : sent) {
            try {
                entry.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "an entry is not in " + kafka.topics().llmCalls(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopping", e);
            }
        }
    }

    private Producer<byte[], byte[]> connect() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "parser-ledger-" + kafka.instance(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
