package sentinel.parser.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.service.stage.OutageException;

/**
 * Whether a provider is worth asking. After an outage nobody asks until the pause is over; then one call does, and the
 * others wait for what it finds. A pause is what the provider asked for (a second at least), else 5 s, doubling with
 * each outage of the same kind: to a minute where it ends by itself, and to five where a person must act (a key, money, a
 * model's name). An outage of one kind does not lengthen the pauses of another.
 */
final class Circuit {

    private static final Logger log = LoggerFactory.getLogger(Circuit.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_A_PERSON = Duration.ofMinutes(5);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration TRIAL_PAUSE = Duration.ofSeconds(1);

    private final String provider;
    private final Clock clock;
    private @Nullable Outage outage; // null while the circuit is closed
    private @Nullable Thread trial;
    private final Map<Kind, Integer> unasked = new EnumMap<>(Kind.class);
    private Instant succeededAt = Instant.MIN;

    /** Why nobody asks, and until when. */
    private record Outage(String what, Instant until) {}

    Circuit(String provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** @throws OutageException it is not worth asking now */
    synchronized void enter() {
        if (outage == null || trial == Thread.currentThread()) {
            return;
        }
        var now = clock.instant();
        if (now.isBefore(outage.until())) {
            throw new OutageException(outage.what(), Duration.between(now, outage.until()), null);
        }
        if (trial != null) {
            throw new OutageException(outage.what(), TRIAL_PAUSE, null);
        }
        trial = Thread.currentThread();
    }

    /**
     * The provider answered by its protocol, whatever the answer is worth. An answer to a question from before the outage
     * does not end it.
     */
    synchronized void succeeded() {
        succeededAt = clock.instant();
        if (outage == null || trial == Thread.currentThread()) {
            if (outage != null) {
                log.info("provider_back provider={}", provider);
            }
            outage = null;
            trial = null;
            unasked.clear();
        }
    }

    synchronized boolean succeededSince(Instant start) {
        return !succeededAt.isBefore(start);
    }

    /** The caller that was let through alone is done, with or without a finding. */
    synchronized void leave() {
        if (trial == Thread.currentThread()) {
            trial = null;
        }
    }

    /** Opens the circuit, and returns what to throw. Calls that were under way when it opened do not lengthen the pause. */
    synchronized OutageException opened(CallFailure failure) {
        var now = clock.instant();
        if (outage != null && now.isBefore(outage.until()) && trial != Thread.currentThread()) {
            return new OutageException(outage.what(), Duration.between(now, outage.until()), failure);
        }
        var pause = failure.retryAfter() != null ? atLeast(failure.retryAfter()) : backoff(failure.kind());
        String problem = problem(failure);
        String what = provider + " " + problem;
        outage = new Outage(what, now.plus(pause));
        log.warn(
                "provider_outage provider={} what=\"{}\" pause={} cause=\"{}\"",
                provider,
                problem,
                pause,
                failure.getMessage());
        leave();
        return new OutageException(what, pause, failure);
    }

    private static String problem(CallFailure failure) {
        return switch (failure.kind()) {
            case AUTHENTICATION -> "key";
            case QUOTA -> "quota";
            case RATE -> "rate limit";
            case NOT_FOUND -> "model or URL";
            case UNREACHABLE -> "connection";
            case OVERLOADED -> "overloaded";
            case UNWILLING, REFUSED, SERVER, TIMEOUT, GARBLED, INTERRUPTED -> failure.label();
        };
    }

    private static Duration atLeast(Duration asked) {
        return asked.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : asked;
    }

    private Duration backoff(Kind kind) {
        int before = unasked.merge(kind, 1, Integer::sum) - 1;
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before, 6));
        var longest =
                switch (kind) {
                    case AUTHENTICATION, QUOTA, NOT_FOUND -> LONGEST_FOR_A_PERSON;
                    case RATE, UNREACHABLE, OVERLOADED, UNWILLING, REFUSED, SERVER, TIMEOUT, GARBLED, INTERRUPTED ->
                        LONGEST_PAUSE;
                };
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    synchronized boolean isOpen() {
        return outage != null;
    }
}
