package sentinel.reparse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.topic.Topics;
import sentinel.service.json.Json;

/** Puts records and the entries of the ledger for their calls into Kafka, in one transaction. */
final class RecordPublisher implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final KafkaSettings kafka;
    private final Producer<byte[], byte[]> producer;

    private RecordPublisher(KafkaSettings kafka, Producer<byte[], byte[]> producer) {
        this.kafka = kafka;
        this.producer = producer;
    }

    /**
     * Ends what an earlier run left open. No two runs of one instance publish at the same time: the earlier one fails.
     *
     * @throws IOException nobody answers there, or a topic is missing
     */
    static RecordPublisher open(KafkaSettings kafka) throws IOException {
        requireNonNull(kafka, "kafka");
        Producer<byte[], byte[]> producer = null;
        try {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            kafka.bootstrapServers(),
                            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                            "reparse-" + kafka.instance(),
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            Topics.MAX_MESSAGE_BYTES,
                            ProducerConfig.COMPRESSION_TYPE_CONFIG,
                            "lz4",
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            LONGEST_WAIT.toMillis()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            producer.initTransactions();
            producer.partitionsFor(kafka.topics().parsedArticles());
            producer.partitionsFor(kafka.topics().llmCalls());
            return new RecordPublisher(kafka, producer);
        } catch (KafkaException e) {
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
            throw new IOException("cannot use Kafka at " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns when all of it is committed.
     *
     * @throws IOException nothing of it is, or that is not known
     */
    synchronized void publish(List<BronzeArticle> records, List<LlmCall> calls) throws IOException {
        try {
            producer.beginTransaction();
            records.forEach(record -> send(kafka.topics().parsedArticles(), record.normalizedUrl(), record));
            calls.forEach(call -> send(kafka.topics().llmCalls(), call.normalizedUrl(), call));
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw new IOException(
                    "Kafka at " + kafka.bootstrapServers() + ": " + e.getMessage()
                            + "; what was committed stays, run the command again for the rest",
                    e);
        }
    }

    private void send(String topic, String key, Object value) {
        var unused =
                producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), Json.encode(value)));
    }

    @Override
    public void close() {
        producer.close(LONGEST_WAIT);
    }
}
