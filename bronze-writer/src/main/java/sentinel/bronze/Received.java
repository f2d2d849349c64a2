package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A decoded message with its place in Kafka: what a row is made of.
 *
 * @param timestamp Kafka's, of the append where the topic says so
 */
record Received<M>(M message, int partition, long offset, Instant timestamp) {
    Received {
        requireNonNull(message, "message");
        requireNonNull(timestamp, "timestamp");
    }

    LocalDate ingestDate() {
        return ingestDate(timestamp);
    }

    /** The date that a row is filed under: of Kafka's timestamp, in UTC. */
    static LocalDate ingestDate(Instant timestamp) {
        return LocalDate.ofInstant(timestamp, ZoneOffset.UTC);
    }
}
