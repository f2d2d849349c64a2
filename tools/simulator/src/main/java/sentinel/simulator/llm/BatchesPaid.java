package sentinel.simulator.llm;

/**
 * What the stand-in batch endpoints would be paid for.
 *
 * @param requests with an answer; one that was sent in two batches counts twice
 */
public record BatchesPaid(long requests, long inputTokens, long outputTokens) {

    static final BatchesPaid NOTHING = new BatchesPaid(0, 0, 0);

    BatchesPaid plus(int input, int output) {
        return new BatchesPaid(requests + 1, inputTokens + input, outputTokens + output);
    }
}
