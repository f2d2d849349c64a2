package sentinel.producers.feeds;

/** The bytes are no feed that we can or want to read. */
public final class FeedFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    FeedFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
