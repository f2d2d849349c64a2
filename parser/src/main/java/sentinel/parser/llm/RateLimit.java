package sentinel.parser.llm;

import java.time.Duration;
import sentinel.service.stage.OutageException;

/**
 * Requests and tokens a minute, as two buckets that fill evenly and hold ten seconds' worth at most (at least one call).
 * A caller waits its turn; a wait of more than two minutes is given back to the loop as a pause.
 */
final class RateLimit {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final double NANOS_PER_MINUTE = 60e9;

    private final String provider;
    private final Bucket requests;
    private final Bucket tokens;

    /** @param requestsPerMinute 0 for no limit, as {@code tokensPerMinute} */
    RateLimit(String provider, int requestsPerMinute, int tokensPerMinute) {
        this.provider = provider;
        this.requests = new Bucket(requestsPerMinute);
        this.tokens = new Bucket(tokensPerMinute);
    }

    /**
     * Waits until a call of about so many tokens may be made.
     *
     * @throws OutageException that would be too long
     */
    void acquire(int expectedTokens) throws InterruptedException {
        long wait = reserve(expectedTokens, System.nanoTime());
        if (wait > LONGEST_WAIT.toNanos()) {
            throw new OutageException(provider + " rate limit", Duration.ofNanos(wait), null);
        }
        if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
    }

    /** The wait in nanoseconds; nothing is taken when it is too long. */
    synchronized long reserve(int expectedTokens, long now) {
        long wait = Math.max(requests.wait(1, now), tokens.wait(expectedTokens, now));
        if (wait <= LONGEST_WAIT.toNanos()) {
            requests.take(1);
            tokens.take(expectedTokens);
        }
        return wait;
    }

    /** The call took more or fewer tokens than expected. */
    synchronized void correct(int expectedTokens, int usedTokens) {
        tokens.take(usedTokens - expectedTokens);
    }

    private static final class Bucket {
        private final double perNano;
        private final double capacity;
        private double level;
        private long filledAt = System.nanoTime();

        Bucket(int perMinute) {
            this.perNano = perMinute / NANOS_PER_MINUTE;
            this.capacity = Math.max(1, perMinute / 6.0);
            this.level = capacity;
        }

        /** Until the bucket would hold {@code n}, or be full where it cannot hold that much. */
        long wait(double n, long now) {
            if (perNano == 0) {
                return 0;
            }
            level = Math.min(capacity, level + Math.max(0, now - filledAt) * perNano);
            filledAt = Math.max(filledAt, now);
            return (long) Math.max(0, (Math.min(n, capacity) - level) / perNano);
        }

        void take(double n) {
            level -= perNano == 0 ? 0 : n;
        }
    }
}
