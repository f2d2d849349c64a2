package sentinel.contract.table;

import java.util.function.Function;

/**
 * A column of a table whose rows are messages.
 *
 * @param <M> the message
 */
public interface MessageColumn<M> extends TableColumn {

    /** How the writer takes the value from the message; null for a column that says where in Kafka the message was. */
    Function<M, Object> value();

    /** Whether the writer takes the value from the message; the others say where the message was. */
    default boolean isOfMessage() {
        return value() != null;
    }

    /** The value that a message gives this column; null for none. */
    default Object of(M message) {
        return value().apply(message);
    }
}
