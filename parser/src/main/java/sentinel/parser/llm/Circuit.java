package sentinel.parser.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
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
    private String what;
    private Instant openUntil;
    private Thread trial;
    private final Map<Kind, Integer> unasked = new EnumMap<>(Kind.class);
    private Instant succeededAt = Instant.MIN;

    Circuit(String provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** @throws OutageException it is not worth asking now */
    synchronized void enter() {
        if (openUntil == null || trial == Thread.currentThread()) {
            return;
        }
        var now = clock.instant();
        if (now.isBefore(openUntil)) {
            throw new OutageException(what, Duration.between(now, openUntil), null);
        }
        if (trial != null) {
            throw new OutageException(what, TRIAL_PAUSE, null);
        }
        trial = Thread.currentThread();
    }

    /**
     * The provider answered by its protocol, whatever the answer is worth. An answer to a question from before the outage
     * does not end it.
     */
    synchronized void succeeded() {
        succeededAt = clock.instant();
        if (openUntil == null || trial == Thread.currentThread()) {
            if (openUntil != null) {
                log.info("provider_back provider={}", provider);
            }
            openUntil = null;
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
        if (openUntil != null && now.isBefore(openUntil) && trial != Thread.currentThread()) {
            return new OutageException(what, Duration.between(now, openUntil), failure);
        }
        var pause = failure.retryAfter() != null ? atLeast(failure.retryAfter()) : backoff(failure.kind());
        openUntil = now.plus(pause);
        String problem = problem(failure);
        what = provider + " " + problem;
        log.warn(
                "provider_outage provider={} what={} pause={} cause={}",
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
            case REFUSED, SERVER, TIMEOUT, GARBLED, INTERRUPTED -> failure.label();
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
                    case RATE, UNREACHABLE, REFUSED, SERVER, TIMEOUT, GARBLED, INTERRUPTED -> LONGEST_PAUSE;
                };
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    synchronized boolean isOpen() {
        return openUntil != null;
    }
}
