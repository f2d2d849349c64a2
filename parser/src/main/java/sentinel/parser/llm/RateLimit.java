package sentinel.parser.llm;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import sentinel.service.stage.OutageException;

/**
 * Requests and tokens a minute of one replica, as two buckets that fill evenly and hold ten seconds' worth at most (at
 * least one call). A caller waits its turn; a wait of more than two minutes is given back to the loop as a pause.
 */
final class RateLimit {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final String provider;
    private final Bucket requests;
    private final Bucket tokens;
    private final int tokensHeld;

    /** @param requestsPerMinute 0 for no limit, as {@code tokensPerMinute} */
    RateLimit(String provider, int requestsPerMinute, int tokensPerMinute, TimeMeter time) {
        this.provider = provider;
        this.requests = bucket(requestsPerMinute, time);
        this.tokens = bucket(tokensPerMinute, time);
        this.tokensHeld = held(tokensPerMinute);
    }

    private static Bucket bucket(int perMinute, TimeMeter time) {
        int rate = perMinute == 0 ? UNLIMITED : perMinute;
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(held(perMinute)).refillGreedy(rate, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    private static int held(int perMinute) {
        return perMinute == 0 ? UNLIMITED : Math.max(1, perMinute / 6);
    }

    /**
     * Waits until a call of about so many tokens may be made.
     *
     * @throws OutageException that would be too long
     */
    void acquire(int expectedTokens) throws InterruptedException {
        var wait = reserve(expectedTokens);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            throw new OutageException(provider + " rate limit", wait, null);
        }
        Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
    }

    /** The wait until both buckets hold the call, or are full where they cannot; nothing is taken when it is too long. */
    synchronized Duration reserve(int expectedTokens) {
        var wait = Duration.ofNanos(Math.max(wait(requests, 1), wait(tokens, Math.min(expectedTokens, tokensHeld))));
        if (wait.compareTo(LONGEST_WAIT) <= 0) {
            requests.consumeIgnoringRateLimits(1);
            tokens.consumeIgnoringRateLimits(expectedTokens);
        }
        return wait;
    }

    private static long wait(Bucket bucket, int n) {
        return bucket.estimateAbilityToConsume(n).getNanosToWaitForRefill();
    }

    /** The call took more or fewer tokens than expected. */
    void correct(int expectedTokens, int usedTokens) {
        if (usedTokens > expectedTokens) {
            tokens.consumeIgnoringRateLimits(usedTokens - expectedTokens);
        } else if (usedTokens < expectedTokens) {
            tokens.addTokens(expectedTokens - usedTokens);
        }
    }
}
