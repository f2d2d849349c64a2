package sentinel.producers.feeds;

import org.jspecify.annotations.Nullable;

/** The bytes are no feed that we can or want to read. */
public final class FeedFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, for metrics. */
    public enum Kind {
        /** Nothing at all. */
        EMPTY,
        /** A page for people: an error, a bot check, the site itself. */
        HTML,
        /** Something else, or a feed without anything that a feed has. */
        NO_FEED,
        /** A feed so broken that no item of it is complete. */
        BROKEN,
        /** It declares or uses entities of its own. */
        DOCTYPE,
        /** It is made to take time or memory. */
        HOSTILE
    }

    private final Kind kind;

    FeedFormatException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
