package sentinel.api.silver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far Silver is behind Bronze. Null is unknown, and never stands for nothing.
 *
 * @param versions of Bronze that Silver does not hold
 * @param rows of articles in them
 * @param since when the oldest of these rows was committed; also null when there are none
 */
public record SilverLag(@Nullable Long versions, @Nullable Long rows, @Nullable Instant since) {

    /** Nothing is known of how far Silver is. */
    public static final SilverLag UNKNOWN = new SilverLag(null, null, null);

    /** Silver holds all of Bronze, or there is no Bronze. */
    public static final SilverLag NONE = new SilverLag(0L, 0L, null);

    /** Whether rows wait in Bronze, or may. */
    public boolean waits() {
        return rows == null || rows > 0;
    }

    /** Seconds that the oldest row has waited; 0 when none waits, null when that is unknown. */
    public @Nullable Double seconds(Instant now) {
        if (rows != null && rows == 0) {
            return 0.0;
        }
        return since == null ? null : Math.max(0, now.toEpochMilli() - since.toEpochMilli()) / 1000.0;
    }
}
