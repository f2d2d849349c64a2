package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Status and headers of a response as received.
 *
 * @param protocol as ALPN names it: {@code http/1.1}, {@code h2}
 * @param reason the status line's words; empty where there are none (HTTP/2)
 * @param fields in the order received
 */
public record HttpHead(String protocol, int status, String reason, List<Field> fields) {

    public HttpHead {
        requireNonNull(protocol, "protocol");
        requireNonNull(reason, "reason");
        fields = List.copyOf(fields);
    }

    /** One header line. */
    public record Field(String name, String value) {
        public Field {
            requireNonNull(name, "name");
            requireNonNull(value, "value");
        }
    }

    /** The last line of this name; the case does not matter. */
    public Optional<String> last(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .reduce((earlier, later) -> later)
                .map(Field::value);
    }
}
