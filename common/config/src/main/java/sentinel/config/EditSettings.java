package sentinel.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How edits of articles are read. The parser lets a page wait, and the dead-letter replay brings it back.
 *
 * @param quietPeriod how long a text that was edited waits for a newer one before a model reads it; zero: it does not wait
 */
public record EditSettings(Duration quietPeriod) {

    private static final Duration QUIET_PERIOD = Duration.ofMinutes(2);

    public EditSettings {
        requireNonNull(quietPeriod, "quiet period");
    }

    /** Reads {@code SENTINEL_QUIET_PERIOD}. */
    public static EditSettings from(Env env) {
        return new EditSettings(env.duration("SENTINEL_QUIET_PERIOD", QUIET_PERIOD));
    }
}
