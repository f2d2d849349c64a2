package sentinel.dlq;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is to be done with the messages of one topic. */
interface Rule {

    Step of(ConsumerRecord<byte[], byte[]> message, Instant now);

    /** What is to be done with one message. */
    sealed interface Step {

        /** It goes to another topic, now. */
        record MoveTo(String topic) implements Step {}

        /** It stays, and those behind it, until then. */
        record WaitUntil(Instant due) implements Step {}
    }
}
