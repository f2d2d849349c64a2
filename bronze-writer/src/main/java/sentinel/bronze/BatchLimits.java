package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When the messages of a Kafka partition are written as one batch: when they are so many rows or bytes, and else when the
 * first one has waited for {@code delay} and the batch before was taken {@code interval} ago. A message that comes alone
 * is written soon, and a stream of messages makes one batch in an interval. No message waits longer than the interval.
 *
 * @param rows number of messages
 * @param bytes total size of the messages
 * @param delay how long the first message waits for others, at least; at most {@code interval}
 * @param interval from one batch to the next, at least
 */
record BatchLimits(int rows, long bytes, Duration delay, Duration interval) {
    BatchLimits {
        requireNonNull(delay, "delay");
        requireNonNull(interval, "interval");
        if (delay.compareTo(interval) > 0) {
            throw new IllegalArgumentException("the delay must not exceed the interval");
        }
    }
}
