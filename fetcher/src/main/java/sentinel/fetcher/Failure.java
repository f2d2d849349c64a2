package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.topic.FailureClass;
import sentinel.web.WebResult.NoAnswer;

/**
 * Why an announced URL brings no article.
 *
 * @param errorClass short and stable; a dead letter's {@code sentinel.error.class}
 * @param retryAfter what the server asked for, or null
 */
record Failure(Kind kind, FailureClass errorClass, String reason, @Nullable Duration retryAfter) {

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

    static Failure transiently(FailureClass errorClass, String reason) {
        return new Failure(Kind.TRANSIENT, errorClass, reason, null);
    }

    static Failure forGood(FailureClass errorClass, String reason) {
        return new Failure(Kind.PERMANENT, errorClass, reason, null);
    }

    /** The failure of a request for a page. */
    static Failure of(NoAnswer<?> none) {
        var e = none.cause();
        String reason = e.getClass().getSimpleName() + " at " + none.url().host() + ": " + e.getMessage();
        return switch (none.trouble()) {
            case FORBIDDEN -> forGood(ErrorClass.FORBIDDEN_TARGET, String.valueOf(e.getMessage()));
            case OVERSIZE -> forGood(ErrorClass.OVERSIZE, reason);
            case UNKNOWN_CODING -> forGood(ErrorClass.BAD_ENCODING, reason);
            case DAMAGED -> transiently(ErrorClass.DAMAGED_BODY, reason);
            case DNS -> transiently(ErrorClass.DNS, reason);
            case TIMEOUT -> transiently(ErrorClass.TIMEOUT, reason);
            case TLS -> transiently(ErrorClass.TLS, reason);
            case CONNECTION -> transiently(ErrorClass.CONNECTION, reason);
        };
    }
}
