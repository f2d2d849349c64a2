package sentinel.silver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * Where a row stands in the order of the fold: {@code (fetch_timestamp, kafka_ts, kafka_partition, kafka_offset)}. A text
 * is as new as its fetch: a dead letter that is parsed again later, or a record of a broker whose clock stepped back, does
 * not come after a text that was fetched after it. Two rows of one URL at the same position are one row that was written
 * twice.
 *
 * @param fetchedAt the row's {@code fetch_timestamp}, its {@code kafka_ts} where the row has none; to the millisecond, as the
 *     archive keeps it: a page that is read again from there is the same fetch, and its newer reading comes after the older
 */
record Position(Instant fetchedAt, Instant kafkaTs, int partition, long offset) implements Comparable<Position> {

    private static final Comparator<Position> ORDER = Comparator.comparing(Position::fetchedAt)
            .thenComparing(Position::kafkaTs)
            .thenComparingInt(Position::partition)
            .thenComparingLong(Position::offset);

    Position {
        fetchedAt = fetchedAt.truncatedTo(ChronoUnit.MILLIS);
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
