package sentinel.service.stage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import sentinel.config.ShortDuration;

/** Something of our own that every message needs is unavailable. The stage pauses; no message is blamed or moved. */
public class OutageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final Duration pause;

    /**
     * @param what the thing that is down ({@code redis}, {@code openai quota}); a metric's label
     * @param pause how long to wait before the next try
     * @param cause why it is down; null when that was said before, or is in {@code what}
     */
    public OutageException(String what, Duration pause, @Nullable Throwable cause) {
        super(what + " is not available" + reason(cause) + "; trying again in " + ShortDuration.of(pause), cause);
        this.what = what;
        this.pause = pause;
    }

    public String what() {
        return what;
    }

    public Duration pause() {
        return pause;
    }

    /** What the nearest cause with words says, for the person who must act on it. */
    private static String reason(@Nullable Throwable cause) {
        for (var t = cause; t != null; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                return ": " + t.getMessage();
            }
        }
        return cause == null ? "" : ": " + cause.getClass().getSimpleName();
    }
}
