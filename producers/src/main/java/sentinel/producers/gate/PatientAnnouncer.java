package sentinel.producers.gate;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends messages until Kafka has all of them. */
final class PatientAnnouncer {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Announcer announcer;
    private final StopSignal stop;

    PatientAnnouncer(Announcer announcer, StopSignal stop) {
        this.announcer = announcer;
        this.stop = stop;
    }

    /**
     * Returns when Kafka has acknowledged every message; sends those again that it has not.
     *
     * @throws StopSignal.StoppedException the process stops meanwhile
     */
    void announce(List<ProducerRecord<String, byte[]>> messages) {
        var left = List.copyOf(messages);
        while (!left.isEmpty()) {
            left = announcer.send(left);
            if (!left.isEmpty()) {
                stop.pause(PAUSE);
            }
        }
    }
}
