package sentinel.common.stage;

/** Headers of a dead letter; values are UTF-8 text. Those that describe the first failure are set once and kept. */
public final class ErrorHeaders {
    /** First failure: short and stable class ({@code http_503}). */
    public static final String CLASS = "sentinel.error.class";
    /** First failure: one line for a person. */
    public static final String MESSAGE = "sentinel.error.message";
    /** Stage that failed: {@code fetch} or {@code parse}. */
    public static final String STAGE = "sentinel.error.stage";
    /** {@code transient} (goes round the tiers) or {@code permanent} (is parked at once). Of the newest failure. */
    public static final String KIND = "sentinel.error.kind";
    /** Failed attempts so far, decimal. */
    public static final String ATTEMPTS = "sentinel.attempts";
    /** ISO-8601. */
    public static final String FIRST_FAILURE_AT = "sentinel.first-failure-at";
    /** ISO-8601. */
    public static final String LAST_FAILURE_AT = "sentinel.last-failure-at";
    /** ISO-8601; a server asked for this wait ({@code Retry-After}). May be absent. */
    public static final String NOT_BEFORE = "sentinel.not-before";
    /** Topic where the message failed first. */
    public static final String ORIGIN_TOPIC = "sentinel.origin.topic";
    /** Partition where the message failed first. */
    public static final String ORIGIN_PARTITION = "sentinel.origin.partition";
    /** Offset where the message failed first. */
    public static final String ORIGIN_OFFSET = "sentinel.origin.offset";

    public static final String TRANSIENT = "transient";
    public static final String PERMANENT = "permanent";

    private ErrorHeaders() {}
}
