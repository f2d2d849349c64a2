package sentinel.parser.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tone of an article towards what it tells of. */
public enum Sentiment {
    POSITIVE,
    NEUTRAL,
    NEGATIVE,
    MIXED;

    /** The name in answers and tables: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Sentiment> of(String id) {
        return Arrays.stream(values()).filter(s -> s.id().equals(id)).findFirst();
    }
}
