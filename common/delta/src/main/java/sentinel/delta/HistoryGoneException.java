package sentinel.delta;

import org.jspecify.annotations.Nullable;

/**
 * The changes of a table since a version are no longer available (vacuumed, log cleaned). Only its whole content can
 * be read.
 */
public final class HistoryGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryGoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
