package sentinel.parser.llm;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.LlmCallBuilder;

/**
 * Tokens of one call.
 *
 * @param input of the whole question, those of the provider's cache included
 * @param cachedInput of these, how many the provider read from its cache
 * @param cacheWrite of these, how many the provider wrote to its cache
 * @param output of the answer, thoughts included
 */
record Usage(int input, int cachedInput, int cacheWrite, int output) {

    static final Usage NONE = uncached(0, 0);

    static Usage uncached(int input, int output) {
        return new Usage(input, 0, 0, output);
    }

    int total() {
        return input + output;
    }

    /** In billionths of a dollar; 0 when the price is not known. */
    long nanos(@Nullable Price price) {
        return price == null ? 0 : price.nanos(this);
    }

    /** The entry of the ledger with these tokens and their cost, which is null when the price is not known. */
    LlmCallBuilder in(LlmCallBuilder entry, @Nullable Price price) {
        return entry.inputTokens(input)
                .cachedInputTokens(cachedInput)
                .cacheWriteTokens(cacheWrite)
                .outputTokens(output)
                .costUsd(price == null ? null : BigDecimal.valueOf(nanos(price), 9));
    }
}
