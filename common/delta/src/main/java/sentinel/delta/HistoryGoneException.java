package sentinel.delta;

/** A table's changes since a version cannot be read any more (vacuumed, log cleaned): only its whole content can. */
public final class HistoryGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HistoryGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
