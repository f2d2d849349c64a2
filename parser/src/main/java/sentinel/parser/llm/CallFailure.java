package sentinel.parser.llm;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sentinel.contract.topic.ErrorClass;

/**
 * A call to a provider that brought no answer, classified where its cause was seen. Carries no header, no body and no
 * key; has no cause, since langchain4j would unwrap to it and causes quote requests.
 */
final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    enum Kind {
        /** The key is refused (401, 403). */
        AUTHENTICATION,
        /** The account has no money or no quota left (402, or 429 that says so). */
        QUOTA,
        /** Too many requests for now (429). */
        RATE,
        /** No such model or path (404): a mistake in the configuration. */
        NOT_FOUND,
        /** Nobody there: refused, unknown host, TLS. */
        UNREACHABLE,
        /** The provider has too many requests of everybody (529). */
        OVERLOADED,
        /** The provider, or its model, answers, and will not describe this article: a filter of content, a refusal. */
        UNWILLING,
        /** This request is refused (400, 413, 422, ...): for its article, or for us all. */
        REFUSED,
        /** 5xx. */
        SERVER,
        /** No complete answer in time. */
        TIMEOUT,
        /** Something else answers under this URL (an HTML page, say), or the connection broke. */
        GARBLED,
        /** We are stopping. */
        INTERRUPTED
    }

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;
    private final transient Usage paid;

    /** @param retryAfter what the provider asked for, or null */
    CallFailure(Kind kind, String what, @Nullable Duration retryAfter) {
        this(kind, what, retryAfter, Usage.NONE);
    }

    private CallFailure(Kind kind, String what, @Nullable Duration retryAfter, Usage paid) {
        super(what);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.paid = paid;
    }

    /** A model that will not answer has read the question, and is paid for it. */
    static CallFailure unwilling(String what, Usage paid) {
        return new CallFailure(Kind.UNWILLING, what, null, paid);
    }

    /** Of the metric and of an outage; short and stable. */
    String label() {
        return "llm_" + kind.name().toLowerCase(Locale.ROOT);
    }

    /** Of an entry of the ledger. */
    String outcome() {
        return kind == Kind.UNWILLING ? errorClass().id() : label();
    }

    /**
     * Of a page's dead letter.
     *
     * @throws IllegalStateException no page fails for this kind
     */
    ErrorClass errorClass() {
        return switch (kind) {
            case REFUSED, UNWILLING -> ErrorClass.LLM_REFUSED;
            case SERVER -> ErrorClass.LLM_SERVER;
            case TIMEOUT -> ErrorClass.LLM_TIMEOUT;
            case GARBLED -> ErrorClass.LLM_GARBLED;
            case AUTHENTICATION, QUOTA, RATE, NOT_FOUND, UNREACHABLE, OVERLOADED, INTERRUPTED ->
                throw new IllegalStateException(label() + " is not a page's failure");
        };
    }

    Kind kind() {
        return kind;
    }

    /** The provider has refused to do what was asked. After any other failure, it may have done it all the same. */
    boolean changedNothing() {
        return switch (kind) {
            case AUTHENTICATION, QUOTA, RATE, NOT_FOUND, UNWILLING, REFUSED -> true;
            case UNREACHABLE, OVERLOADED, SERVER, TIMEOUT, GARBLED, INTERRUPTED -> false;
        };
    }

    /** What the call cost although it brought nothing. */
    Usage paid() {
        return paid;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
