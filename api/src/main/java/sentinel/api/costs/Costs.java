package sentinel.api.costs;

/**
 * Sums over calls.
 *
 * @param articles that were read: calls with an answer, and calls that were not needed
 * @param calls that were made
 * @param failed calls that brought no answer of use
 * @param unpriced calls to a model whose price is not known; they are not in {@code costUsd}
 * @param cached articles whose answer was in the cache
 * @param copied articles that share the answer of another one
 * @param savedUsd what the calls would have cost that were not needed
 */
public record Costs(
        long articles,
        long calls,
        long failed,
        long unpriced,
        long cached,
        long copied,
        long inputTokens,
        long cachedInputTokens,
        long cacheWriteTokens,
        long outputTokens,
        double costUsd,
        double savedUsd) {

    static final Costs NONE = new Costs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Costs plus(Costs other) {
        return new Costs(
                articles + other.articles,
                calls + other.calls,
                failed + other.failed,
                unpriced + other.unpriced,
                cached + other.cached,
                copied + other.copied,
                inputTokens + other.inputTokens,
                cachedInputTokens + other.cachedInputTokens,
                cacheWriteTokens + other.cacheWriteTokens,
                outputTokens + other.outputTokens,
                costUsd + other.costUsd,
                savedUsd + other.savedUsd);
    }
}
