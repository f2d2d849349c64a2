package sentinel.bronze;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import sentinel.common.stage.ErrorHeaders;

/**
 * Keeps messages that can never become a row: the same key and bytes, with error headers, in a parked topic for a human.
 *
 * <p>Kafka and Delta share no transaction. A message is parked, and that acknowledged, before the table's offset moves
 * past it: a crash between the two parks it a second time, and never loses it. Such twins have equal origin headers.
 */
final class ParkedMessages {

    private static final String STAGE = "bronze";

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Clock clock;

    ParkedMessages(Producer<byte[], byte[]> producer, String topic, Clock clock) {
        this.producer = requireNonNull(producer, "producer");
        this.topic = requireNonNull(topic, "topic");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Sends the message; it is safe once the future is done without error. Thread-safe. */
    Future<RecordMetadata> park(ConsumerRecord<byte[], byte[]> message, String errorClass, String reason) {
        var parked = new ProducerRecord<>(topic, message.key(), message.value());
        message.headers().forEach(parked.headers()::add);
        String now = clock.instant().toString();
        var headers = parked.headers();
        setOnce(headers, ErrorHeaders.CLASS, errorClass);
        setOnce(headers, ErrorHeaders.MESSAGE, reason);
        setOnce(headers, ErrorHeaders.STAGE, STAGE);
        setOnce(headers, ErrorHeaders.FIRST_FAILURE_AT, now);
        setOnce(headers, ErrorHeaders.ORIGIN_TOPIC, message.topic());
        setOnce(headers, ErrorHeaders.ORIGIN_PARTITION, Integer.toString(message.partition()));
        setOnce(headers, ErrorHeaders.ORIGIN_OFFSET, Long.toString(message.offset()));
        set(headers, ErrorHeaders.KIND, ErrorHeaders.PERMANENT);
        set(headers, ErrorHeaders.ATTEMPTS, "1");
        set(headers, ErrorHeaders.LAST_FAILURE_AT, now);
        return producer.send(parked);
    }

    private static void setOnce(Headers headers, String name, String value) {
        if (headers.lastHeader(name) == null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }
}
