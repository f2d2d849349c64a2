package sentinel.parser.llm;

import java.time.Duration;

/**
 * How much is asked in batches, and how often their state.
 *
 * @param requests in one batch, at most
 * @param inFlight batches that are not collected, at most
 * @param bytes of one batch's requests, at most
 * @param poll pause between two looks at a batch at first; it grows
 * @param longestPoll what it grows to
 * @param settle after this time, a batch that the provider does not list was not created. Longer than {@code timeout}
 * @param timeout of one exchange with the provider, uploads and results included
 */
public record BatchSettings(
        int requests,
        int inFlight,
        long bytes,
        Duration poll,
        Duration longestPoll,
        Duration settle,
        Duration timeout) {

    public static final BatchSettings DEFAULT = new BatchSettings(
            1_000,
            4,
            100_000_000,
            Duration.ofSeconds(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5));

    /** Of OpenAI; Anthropic's is larger. */
    private static final int MOST_REQUESTS = 50_000;

    private static final long MOST_BYTES = 200_000_000;

    public BatchSettings {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new IllegalArgumentException("a batch has 1 to " + MOST_REQUESTS + " requests, not " + requests);
        }
        if (inFlight < 1) {
            throw new IllegalArgumentException("at least one batch must be in flight, not " + inFlight);
        }
        if (bytes < 1 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException("a batch has 1 to " + MOST_BYTES + " bytes, not " + bytes);
        }
    }

    /** The same with so many requests in a batch, and so many batches. */
    public BatchSettings with(int requests, int inFlight) {
        return new BatchSettings(requests, inFlight, bytes, poll, longestPoll, settle, timeout);
    }
}
