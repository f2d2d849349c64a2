package sentinel.config;

import static java.util.Objects.requireNonNull;

/** A key or password. Its text form is stars, so that no log, error or topic can carry it by accident. */
public record Secret(String value) {
    public Secret {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "****";
    }
}
