package sentinel.simulator.llm;

import java.time.Duration;

/**
 * How the stand-in batch endpoints behave. What the model says of each request follows from {@link LlmBehaviour}, and the
 * results come in any order.
 *
 * @param delay from a batch's creation to its end
 * @param expired share of requests that the batch's time was too short for; nobody pays for them
 * @param errored share of requests that end with an error of the server; nobody pays for them
 * @param troubled share of calls to the endpoints that are answered with 429 or 503; some of those with 503 have taken effect
 *     all the same
 */
public record BatchBehaviour(Duration delay, double expired, double errored, double troubled) {

    /** Answers at once, and everything. */
    public static final BatchBehaviour GOOD = new BatchBehaviour(Duration.ZERO, 0, 0, 0);

    public BatchBehaviour {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative");
        }
        for (double share : new double[] {expired, errored, troubled}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share of requests must be 0 to 1");
            }
        }
        if (expired + errored > 1.000_001) {
            throw new IllegalArgumentException(
                    "the shares of requests without an answer must not add up to more than 1");
        }
    }

    public BatchBehaviour withDelay(Duration delay) {
        return new BatchBehaviour(delay, expired, errored, troubled);
    }

    public BatchBehaviour withExpired(double expired) {
        return new BatchBehaviour(delay, expired, errored, troubled);
    }

    public BatchBehaviour withErrored(double errored) {
        return new BatchBehaviour(delay, expired, errored, troubled);
    }

    public BatchBehaviour withTroubled(double troubled) {
        return new BatchBehaviour(delay, expired, errored, troubled);
    }
}
