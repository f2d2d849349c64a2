package sentinel.config;

import java.time.Duration;
import java.util.Locale;

/** Formats durations as settings and messages write them. */
public final class ShortDuration {

    private ShortDuration() {}

    /** {@code 5m}, {@code 4m59s}, {@code 24h}: whole seconds, at least one. */
    public static String of(Duration duration) {
        return Duration.ofSeconds(Math.max(1, duration.toSeconds()))
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT);
    }
}
