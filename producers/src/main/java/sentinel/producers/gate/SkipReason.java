package sentinel.producers.gate;

/** Why a record is not offered to the gate. */
public enum SkipReason {
    /** It names no http(s) URL. */
    NO_LINK,
    /** It is not laid out as its source promises. */
    MALFORMED,
    /** It is of a kind that names no web page (a broadcast, a printed text). */
    NOT_WEB,
    /** The operator does not want it: theme, domain or language. */
    FILTERED,
    /** The cap of its cycle was reached. */
    OVER_CAP
}
