package sentinel.fetcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.Topics;
import sentinel.service.json.Json;

/** Sends pages to {@code raw_html} that do not come from an announcement: outside any transaction, each at least once. */
final class RawHtmlSender implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final String topic;
    private final Producer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @throws IOException nobody answers there, or the topic is missing */
    RawHtmlSender(KafkaSettings kafka) throws IOException {
        topic = kafka.topics().rawHtml();
        try {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            kafka.bootstrapServers(),
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.COMPRESSION_TYPE_CONFIG,
                            "lz4",
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            Topics.MAX_MESSAGE_BYTES,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            LONGEST_WAIT.toMillis()),
                    new StringSerializer(),
                    new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new IOException("cannot use Kafka at " + kafka.bootstrapServers() + ": " + reason(e), e);
        }
        try {
            producer.partitionsFor(topic);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new IOException("no topic " + topic + " at " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    private static String reason(Throwable e) {
        return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
    }

    /** @throws IllegalStateException an earlier one could not be sent */
    void send(PageFetched page) {
        throwFailure();
        var unused = producer.send(new ProducerRecord<>(topic, page.normalizedUrl(), Json.encode(page)), (sent, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /**
     * Returns when the broker has all of them.
     *
     * @throws IllegalStateException it has not
     */
    void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        if (failure.get() != null) {
            throw new IllegalStateException(
                    "cannot send to " + topic + ": " + failure.get().getMessage(), failure.get());
        }
    }

    @Override
    public void close() {
        producer.close(LONGEST_WAIT);
    }
}
