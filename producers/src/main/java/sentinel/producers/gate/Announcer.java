package sentinel.producers.gate;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends messages and knows which of them arrived. */
@FunctionalInterface
interface Announcer {

    /**
     * Sends the messages and waits for the answers.
     *
     * @return those that were not acknowledged; some of them may have arrived all the same
     */
    List<ProducerRecord<String, byte[]>> send(List<ProducerRecord<String, byte[]>> messages);
}
