package sentinel.dlq;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is to be done with the messages of one topic. */
interface Rule {

    Step of(ConsumerRecord<byte[], byte[]> message, Instant now);

    /** Messages wait so long, from their time in the topic on. It must have LogAppendTime, so that its head is due first. */
    static Rule after(Duration delay, Rule then) {
        return (message, now) -> {
            var due = Instant.ofEpochMilli(message.timestamp()).plus(delay);
            return now.isBefore(due) ? new Step.WaitUntil(due) : then.of(message, now);
        };
    }

    /** What is to be done with one message. */
    sealed interface Step {

        /** It goes to another topic, now. */
        record MoveTo(String topic) implements Step {}

        /** It stays, and those behind it, until then. */
        record WaitUntil(Instant due) implements Step {}
    }
}
