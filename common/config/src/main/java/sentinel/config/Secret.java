package sentinel.config;

import static java.util.Objects.requireNonNull;

/** A key or password. Its text form is stars, so that logs, errors and topics cannot show it by accident. */
public record Secret(String value) {
    public Secret {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "****";
    }
}
