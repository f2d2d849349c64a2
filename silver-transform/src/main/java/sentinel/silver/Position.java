package sentinel.silver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a row stands in the order of the fold: {@code (kafka_ts, kafka_partition, kafka_offset)}. Two rows of one URL at
 * the same position are one row that was written twice.
 */
record Position(Instant kafkaTs, int partition, long offset) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparing(Position::kafkaTs)
            .thenComparingInt(Position::partition)
            .thenComparingLong(Position::offset);

    Position {
        requireNonNull(kafkaTs, "kafka_ts");
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    boolean isAfter(Position other) {
        return compareTo(other) > 0;
    }
}
