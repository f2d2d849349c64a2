package sentinel.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server asks of those who come again: the {@code Retry-After} header (RFC 9110, 10.2.3), seconds or a date, and
 * OpenAI's {@code retry-after-ms}. Seconds with a fraction, which some APIs send, are taken too. No answer is longer than
 * the caller's cap: a server may ask for patience, not switch a client off.
 */
public final class RetryAfter {

    /** The cap for those who set none. */
    public static final Duration MAX = Duration.ofHours(24);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?");

    /** The current form and the two obsolete ones (RFC 9110, 5.6.7). */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    /** The wait, from zero to {@link #MAX}; empty when the header is absent or means nothing. */
    public static Optional<Duration> parse(@Nullable String header, Clock clock) {
        return parse(header, MAX, clock);
    }

    /**
     * The wait; empty when the header is absent or means nothing.
     *
     * @param cap what a longer wait becomes
     */
    public static Optional<Duration> parse(@Nullable String header, Duration cap, Clock clock) {
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(capped(times(Duration.ofSeconds(1), text), cap));
        }
        for (var format : DATES) {
            try {
                var at = ZonedDateTime.parse(text, format).toInstant();
                return Optional.of(capped(Duration.between(clock.instant(), at), cap));
            } catch (DateTimeException e) {
                // the next form, then
            }
        }
        return Optional.empty();
    }

    /**
     * The value of {@code retry-after-ms}, a number of milliseconds; empty when it is absent or means nothing.
     *
     * @param cap what a longer wait becomes
     */
    public static Optional<Duration> parseMillis(@Nullable String header, Duration cap) {
        return Optional.ofNullable(header)
                .map(String::strip)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> capped(times(Duration.ofMillis(1), text), cap));
    }

    private static Duration times(Duration unit, String number) {
        return Duration.ofNanos(new BigDecimal(number)
                .multiply(BigDecimal.valueOf(unit.toNanos()))
                .longValue());
    }

    private static Duration capped(Duration wait, Duration cap) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(cap) > 0 ? cap : wait;
    }
}
