package sentinel.api.costs;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what costs are summed. */
public enum Dimension {
    DAY,
    PROVIDER,
    MODEL,
    SOURCE,
    RUNG;

    /** The name in parameters and replies: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dimension of this name. */
    public static Optional<Dimension> named(String id) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.id().equals(id))
                .findFirst();
    }
}
