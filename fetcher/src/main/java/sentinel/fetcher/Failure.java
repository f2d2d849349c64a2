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
 * @param goneStatus 404 or 410 where the site says that there is no such page, by a status or in words; else null
 */
record Failure(
        Kind kind,
        FailureClass errorClass,
        String reason,
        @Nullable Duration retryAfter,
        @Nullable Integer goneStatus) {

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

    Failure(Kind kind, FailureClass errorClass, String reason, @Nullable Duration retryAfter) {
        this(kind, errorClass, reason, retryAfter, null);
    }

    static Failure transiently(FailureClass errorClass, String reason) {
        return new Failure(Kind.TRANSIENT, errorClass, reason, null);
    }

    static Failure forGood(FailureClass errorClass, String reason) {
        return new Failure(Kind.PERMANENT, errorClass, reason, null);
    }

    /** The same, said to mean that there is no such page: 404, or no more: 410. */
    Failure gone(int status) {
        return new Failure(kind, errorClass, reason, retryAfter, status);
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
