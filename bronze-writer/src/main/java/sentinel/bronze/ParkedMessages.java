package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import sentinel.contract.topic.ErrorClass;
import sentinel.service.stage.DeadLetter;

/**
 * Keeps messages that can never become a row: the same key and bytes, with error headers, in a parked topic for a human.
 *
 * <p>Kafka and Delta share no transaction. A message is parked, and that acknowledged, before the table's offset moves
 * past it: a crash or a failed write between the two parks it a second time, and never loses it. Such twins have equal
 * origin headers.
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
    Future<RecordMetadata> park(ConsumerRecord<byte[], byte[]> message, ErrorClass errorClass, String reason) {
        var failure = new DeadLetter.Failure(errorClass, reason, true, clock.instant(), null);
        return producer.send(DeadLetter.of(message, topic, STAGE, failure));
    }
}
