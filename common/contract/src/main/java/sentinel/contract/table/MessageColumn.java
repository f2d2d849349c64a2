package sentinel.contract.table;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table whose rows are messages.
 *
 * @param <M> the message
 */
public interface MessageColumn<M> extends TableColumn {

    /** How the writer takes the value from the message; null for a column that says where in Kafka the message was. */
    @Nullable
    Function<M, @Nullable Object> value();

    /** Whether the writer takes the value from the message; the others say where the message was. */
    default boolean isOfMessage() {
        return value() != null;
    }

    /** The value that a message gives this column; null for none. */
    default @Nullable Object of(M message) {
        return requireNonNull(value(), "the message has no value for this column")
                .apply(message);
    }
}
