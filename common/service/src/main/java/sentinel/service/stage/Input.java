package sentinel.service.stage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message as a stage receives it.
 *
 * @param key as in the topic; may be null
 * @param value decoded
 * @param attempts failed attempts before this one (from {@code sentinel.attempts}); 0 the first time
 * @param timestamp the record's timestamp in Kafka
 */
public record Input<I>(
        String topic, int partition, long offset, @Nullable String key, I value, int attempts, Instant timestamp) {}
