package sentinel.parser.llm;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model costs.
 *
 * @param input US dollars for a million tokens
 * @param output the same for tokens of the answer
 */
record Price(double input, double output) {

    static final Price FREE = new Price(0, 0);

    /** Published list prices, without discounts for batches or cached prompts; the longest matching beginning counts. */
    private static final Map<String, Price> KNOWN = Map.ofEntries(
            Map.entry("gpt-4o", new Price(2.5, 10)),
            Map.entry("gpt-4o-mini", new Price(0.15, 0.6)),
            Map.entry("gpt-4.1", new Price(2, 8)),
            Map.entry("gpt-4.1-mini", new Price(0.4, 1.6)),
            Map.entry("gpt-4.1-nano", new Price(0.1, 0.4)),
            Map.entry("gpt-5", new Price(1.25, 10)),
            Map.entry("gpt-5-mini", new Price(0.25, 2)),
            Map.entry("gpt-5-nano", new Price(0.05, 0.4)),
            Map.entry("o4-mini", new Price(1.1, 4.4)),
            Map.entry("claude-haiku-4-5", new Price(1, 5)),
            Map.entry("claude-3-5-haiku", new Price(0.8, 4)),
            Map.entry("claude-3-haiku", new Price(0.25, 1.25)),
            Map.entry("claude-sonnet-4", new Price(3, 15)),
            Map.entry("claude-opus-4", new Price(15, 75)),
            Map.entry("claude-opus-4-5", new Price(5, 25)),
            Map.entry("deepseek-chat", new Price(0.28, 0.42)),
            Map.entry("deepseek-reasoner", new Price(0.28, 0.42)));

    Price {
        if (!(input >= 0 && output >= 0)) {
            throw new IllegalArgumentException("a price cannot be negative");
        }
    }

    static Optional<Price> known(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1); // "openai/gpt-4.1-mini" at a gateway
        return new TreeMap<>(KNOWN)
                .descendingMap().entrySet().stream() // longer names come after their beginnings
                        .filter(e -> name.startsWith(e.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /** In billionths of a dollar. */
    long nanos(long inputTokens, long outputTokens) {
        return Math.round((inputTokens * input + outputTokens * output) * 1_000);
    }

    static BigDecimal dollars(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP);
    }
}
