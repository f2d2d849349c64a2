package sentinel.parser.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.common.stage.OutageException;

/**
 * Whether a provider is worth asking. After an outage nobody asks until the pause is over; then one call does, and the
 * others wait for what it finds. A pause is what the provider asked for, else 5 s doubling to 5 min.
 */
final class Circuit {

    private static final Logger log = LoggerFactory.getLogger(Circuit.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration TRIAL_PAUSE = Duration.ofSeconds(1);

    private final String provider;
    private final Clock clock;
    private String what;
    private Instant openUntil;
    private Thread trial;
    private int outages;
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
            outages = 0;
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
    synchronized OutageException opened(String problem, Duration asked, Throwable cause) {
        var now = clock.instant();
        if (openUntil != null && now.isBefore(openUntil) && trial != Thread.currentThread()) {
            return new OutageException(what, Duration.between(now, openUntil), cause);
        }
        var pause = asked != null ? asked : backoff();
        outages++;
        openUntil = now.plus(pause);
        what = provider + " " + problem;
        String reason = cause == null ? "" : cause.getMessage();
        log.warn("provider_outage provider={} what={} pause={} cause={}", provider, problem, pause, reason);
        leave();
        return new OutageException(what, pause, cause);
    }

    private Duration backoff() {
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(outages, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    synchronized boolean isOpen() {
        return openUntil != null;
    }
}
