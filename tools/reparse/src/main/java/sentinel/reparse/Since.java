package sentinel.reparse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import sentinel.config.ConfigException;
import sentinel.config.Env;

/** Reads a time as a user writes it: a date (UTC), an instant, or how long ago. */
final class Since {

    private static final String NAME = "SINCE";

    private Since() {}

    /** Empty when it is none of these. */
    static Optional<Instant> read(String text, Instant now) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
            try {
                return Optional.of(
                        text.length() == 10
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : Instant.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(now.minus(Env.read(Map.of(NAME, text), env -> env.duration(NAME, Duration.ZERO))))
                    .filter(since -> !text.isBlank());
        } catch (ConfigException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
