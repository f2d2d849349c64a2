package sentinel.simulator.llm;

import java.time.Duration;

/**
 * How the stand-in models behave. Shares are in [0,1] and drawn one after the other in the order below, so together they
 * are at most 1; what remains is answered well.
 *
 * @param latency mean time before an answer; single ones take 50 % to 150 % of it
 * @param rateLimited share refused with 429 and {@code Retry-After: 1}
 * @param failing share answered with a 500
 * @param malformed share whose text is no JSON
 * @param invalid share whose JSON lacks the summary and has values that no schema allows
 * @param truncated share cut off in the middle, with the finish reason that says so
 * @param outage everything is answered with 503 (Anthropic: 529)
 * @param refuseKey everything is answered with 401
 * @param outOfQuota everything is answered as when the account's money is spent
 */
public record LlmBehaviour(
        Duration latency,
        double rateLimited,
        double failing,
        double malformed,
        double invalid,
        double truncated,
        boolean outage,
        boolean refuseKey,
        boolean outOfQuota) {

    /** Answers at once, and well. */
    public static final LlmBehaviour GOOD = new LlmBehaviour(Duration.ZERO, 0, 0, 0, 0, 0, false, false, false);

    public LlmBehaviour {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative");
        }
        double sum = 0;
        for (double share : new double[] {rateLimited, failing, malformed, invalid, truncated}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share of answers must be 0 to 1");
            }
            sum += share;
        }
        if (sum > 1.000_001) {
            throw new IllegalArgumentException("the shares of bad answers must not add up to more than 1");
        }
    }

    public LlmBehaviour withLatency(Duration latency) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withRateLimited(double rateLimited) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withFailing(double failing) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withMalformed(double malformed) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withInvalid(double invalid) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withTruncated(double truncated) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withOutage(boolean outage) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withRefuseKey(boolean refuseKey) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }

    public LlmBehaviour withOutOfQuota(boolean outOfQuota) {
        return new LlmBehaviour(
                latency, rateLimited, failing, malformed, invalid, truncated, outage, refuseKey, outOfQuota);
    }
}
