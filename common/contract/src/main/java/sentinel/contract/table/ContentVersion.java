package sentinel.contract.table;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an article's text, as Silver lists it. Bronze holds its text: in the partition of {@code kafkaTs}'s UTC day, the row
 * of {@code kafkaPartition} and {@code kafkaOffset}.
 *
 * @param version from 1
 * @param updatedTs {@code kafka_ts} of the first row that had this text
 * @param fetchTimestamp of the row that holds it, as {@code kafkaTs}, {@code kafkaPartition}, {@code kafkaOffset} and {@code title}
 * @param editClass what changed since the version before; null for the first version
 * @param wordsChanged share of the words of both versions that only one of them has, in [0,1]; null for the first version
 * @param isOscillation whether an earlier version had this text
 */
@RecordBuilder
public record ContentVersion(
        int version,
        String contentHash,
        Instant updatedTs,
        Instant fetchTimestamp,
        Instant kafkaTs,
        int kafkaPartition,
        long kafkaOffset,
        @Nullable String editClass,
        @Nullable Double wordsChanged,
        boolean isOscillation,
        @Nullable String title) {

    public ContentVersion {
        requireNonNull(contentHash, "content_hash");
        requireNonNull(updatedTs, "updated_ts");
        requireNonNull(fetchTimestamp, "fetch_timestamp");
        requireNonNull(kafkaTs, "kafka_ts");
    }
}
