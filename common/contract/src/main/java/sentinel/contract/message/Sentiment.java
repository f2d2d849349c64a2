package sentinel.contract.message;

import java.util.Locale;

/** The tone of an article towards its subject. */
public enum Sentiment {
    POSITIVE,
    NEUTRAL,
    NEGATIVE,
    MIXED;

    /** The name on the wire, in the tables and in replies: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
