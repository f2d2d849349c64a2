package sentinel.common.stage;

import java.time.Duration;

/** Something of our own that every message needs is down: the stage pauses, and no message is blamed or moved. */
public final class OutageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final Duration pause;

    /**
     * @param what the thing that is down ({@code redis}, {@code openai quota}); a metric's label
     * @param pause how long to wait before the next try
     */
    public OutageException(String what, Duration pause, Throwable cause) {
        super(what + " is down; trying again in " + pause, cause);
        this.what = what;
        this.pause = pause;
    }

    public String what() {
        return what;
    }

    public Duration pause() {
        return pause;
    }
}
