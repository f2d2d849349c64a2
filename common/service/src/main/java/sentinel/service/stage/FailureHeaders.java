package sentinel.service.stage;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import sentinel.contract.topic.ErrorHeaders;

/** Reads the {@link ErrorHeaders} of a dead letter. */
public final class FailureHeaders {

    private FailureHeaders() {}

    /** Failed attempts so far; empty when the header is missing, unreadable or negative. */
    public static OptionalInt attempts(Headers headers) {
        try {
            int attempts = Integer.parseInt(text(headers, ErrorHeaders.ATTEMPTS).orElse(""));
            return attempts < 0 ? OptionalInt.empty() : OptionalInt.of(attempts);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** A header's text; of the last one if it is repeated. */
    public static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
