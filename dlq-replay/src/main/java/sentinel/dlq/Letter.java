package sentinel.dlq;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.service.stage.FailureHeaders;

/**
 * What the headers of a dead letter say.
 *
 * @param attempts that failed; at least 1
 * @param notBefore a server asked for this wait; {@link Instant#MIN} when none did
 */
record Letter(boolean permanent, int attempts, Instant notBefore) {

    /** No server makes us wait longer than this after a failure. */
    static final Duration LONGEST_WAIT = Duration.ofHours(24);

    /** Empty when the headers are not ours, or damaged. */
    static Optional<Letter> read(Headers headers) {
        var kind = FailureHeaders.text(headers, ErrorHeaders.KIND).orElse("");
        int attempts = FailureHeaders.attempts(headers).orElse(0);
        boolean permanent = kind.equals(ErrorHeaders.PERMANENT);
        if (attempts < 1 || !(permanent || kind.equals(ErrorHeaders.TRANSIENT))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Letter(permanent, attempts, notBefore(headers)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant notBefore(Headers headers) {
        var asked = FailureHeaders.text(headers, ErrorHeaders.NOT_BEFORE);
        if (asked.isEmpty()) {
            return Instant.MIN;
        }
        var failedAt = Instant.parse(
                FailureHeaders.text(headers, ErrorHeaders.LAST_FAILURE_AT).orElse(""));
        var wanted = Instant.parse(asked.get());
        var longest = failedAt.plus(LONGEST_WAIT);
        return wanted.isBefore(longest) ? wanted : longest;
    }
}
