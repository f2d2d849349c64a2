package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import sentinel.web.WebResult.NoAnswer;

/**
 * Why an announced URL brings no article.
 *
 * @param errorClass short and stable; a dead letter's {@code sentinel.error.class}
 * @param retryAfter what the server asked for, or null
 */
record Failure(Kind kind, String errorClass, String reason, Duration retryAfter) {

    /** Whether waiting may help. */
    enum Kind {
        TRANSIENT,
        PERMANENT
    }

    Failure {
        requireNonNull(kind, "kind");
        requireNonNull(errorClass, "error class");
        requireNonNull(reason, "reason");
    }

    static Failure transiently(String errorClass, String reason) {
        return new Failure(Kind.TRANSIENT, errorClass, reason, null);
    }

    static Failure forGood(String errorClass, String reason) {
        return new Failure(Kind.PERMANENT, errorClass, reason, null);
    }

    /** The failure of a request for a page. */
    static Failure of(NoAnswer<?> none) {
        var e = none.cause();
        String reason = e.getClass().getSimpleName() + " at " + none.url().host() + ": " + e.getMessage();
        return switch (none.trouble()) {
            case FORBIDDEN -> forGood("forbidden_target", String.valueOf(e.getMessage()));
            case OVERSIZE -> forGood("oversize", reason);
            case UNKNOWN_CODING -> forGood("bad_encoding", reason);
            case DAMAGED -> transiently("damaged_body", reason);
            case DNS -> transiently("dns", reason);
            case TIMEOUT -> transiently("timeout", reason);
            case TLS -> transiently("tls", reason);
            case CONNECTION -> transiently("connection", reason);
        };
    }
}
