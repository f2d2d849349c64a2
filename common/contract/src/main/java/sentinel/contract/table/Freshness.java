package sentinel.contract.table;

import java.util.Locale;

/** How old an article was when it was fetched. */
public enum Freshness {
    /** At most two days, or dated in the future. */
    FRESH,
    /** At most seven days. */
    OLD,
    /** Older. */
    STALE,
    /** The publication date is not known. */
    UNKNOWN;

    /** The name in the tables and in replies: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
