package sentinel.contract.message;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Checks every publication date, whether it comes from a feed, GDELT, a page or a model. Software often writes an
 * unset date as the year 1 (Go, .NET), as the epoch (Unix), or as another early default. No article on the web is
 * older than the web.
 */
public final class PublishDate {

    /** An earlier date means that the date is not set. */
    public static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /** Tomorrow, in every time zone: a clock that is read as UTC can be 14 hours ahead. */
    public static final Duration AHEAD = Duration.ofHours(38);

    private PublishDate() {}

    /**
     * The date itself, or null when it is unknown, not set, or after the day that follows {@code seenAt}.
     *
     * @param date as stated; may be null
     * @param seenAt when Sentinel read the date
     */
    public static @Nullable Instant plausible(@Nullable Instant date, Instant seenAt) {
        if (date == null || date.isBefore(EARLIEST) || date.isAfter(seenAt.plus(AHEAD))) {
            return null;
        }
        return date;
    }
}
