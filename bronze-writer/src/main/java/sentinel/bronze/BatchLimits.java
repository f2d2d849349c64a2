package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When the messages of a Kafka partition are written as one batch: when the first of these limits is reached.
 *
 * @param rows number of messages
 * @param bytes total size of the messages
 * @param delay how long the first message has waited
 */
record BatchLimits(int rows, long bytes, Duration delay) {
    BatchLimits {
        requireNonNull(delay, "delay");
    }
}
