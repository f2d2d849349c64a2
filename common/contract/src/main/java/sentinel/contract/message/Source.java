package sentinel.contract.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kind of discovery that found an article. The individual feed is {@code source_name}. */
public enum Source {
    GDELT,
    RSS;

    /** The name on the wire, in Redis keys and in the tables: lower case. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source of this id. */
    @JsonCreator
    public static Source of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
