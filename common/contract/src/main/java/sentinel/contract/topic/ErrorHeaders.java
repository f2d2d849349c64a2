package sentinel.contract.topic;

import java.util.List;

/** Headers of a dead letter. Values are UTF-8 text. Headers that describe the first failure are set once and kept. */
public final class ErrorHeaders {
    /** First failure: the id of a {@link FailureClass}; an older release may have written one that is not known today. */
    public static final String CLASS = "sentinel.error.class";
    /** First failure: one line for a person. */
    public static final String MESSAGE = "sentinel.error.message";
    /** Stage that failed: {@code fetch} or {@code parse}. */
    public static final String STAGE = "sentinel.error.stage";
    /** Kind of the newest failure: {@code transient} (retried) or {@code permanent} (parked at once). */
    public static final String KIND = "sentinel.error.kind";
    /** Failed attempts so far, decimal. */
    public static final String ATTEMPTS = "sentinel.attempts";
    /** ISO-8601. */
    public static final String FIRST_FAILURE_AT = "sentinel.first-failure-at";
    /** ISO-8601. */
    public static final String LAST_FAILURE_AT = "sentinel.last-failure-at";
    /** ISO-8601; no attempt before this time, as a server requested ({@code Retry-After}). May be absent. */
    public static final String NOT_BEFORE = "sentinel.not-before";
    /** Topic where the message failed first. */
    public static final String ORIGIN_TOPIC = "sentinel.origin.topic";
    /** Partition where the message failed first. */
    public static final String ORIGIN_PARTITION = "sentinel.origin.partition";
    /** Offset where the message failed first. */
    public static final String ORIGIN_OFFSET = "sentinel.origin.offset";

    /** ISO-8601; when a person sent the message to its stage again, which removes the headers of earlier failures. */
    public static final String RESENT_AT = "sentinel.resent-at";

    /** All headers that describe a failure. */
    public static final List<String> FAILURE = List.of(
            CLASS,
            MESSAGE,
            STAGE,
            KIND,
            ATTEMPTS,
            FIRST_FAILURE_AT,
            LAST_FAILURE_AT,
            NOT_BEFORE,
            ORIGIN_TOPIC,
            ORIGIN_PARTITION,
            ORIGIN_OFFSET);

    public static final String TRANSIENT = "transient";
    public static final String PERMANENT = "permanent";

    private ErrorHeaders() {}
}
