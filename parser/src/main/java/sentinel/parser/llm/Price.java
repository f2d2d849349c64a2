package sentinel.parser.llm;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs.
 *
 * @param input US dollars for a million tokens
 * @param cachedInput the same for tokens that the provider reads from its cache; null: as {@code input}
 * @param cacheWrite the same for tokens that the provider writes to its cache; null: as {@code input}
 * @param output the same for tokens of the answer
 * @param batchFactor the part of it that a call in a batch costs; null when it is not known
 * @param date when it was looked up; null where an operator gave it as a setting
 */
record Price(
        double input,
        @Nullable Double cachedInput,
        @Nullable Double cacheWrite,
        double output,
        @Nullable Double batchFactor,
        @Nullable LocalDate date) {

    static final Price FREE = new Price(0, 0);

    Price {
        if (!(input >= 0 && output >= 0)
                || (cachedInput != null && !(cachedInput >= 0))
                || (cacheWrite != null && !(cacheWrite >= 0))) {
            throw new IllegalArgumentException("a price cannot be negative");
        }
    }

    Price(double input, double output) {
        this(input, null, null, output, null, null);
    }

    /** What the same costs in a batch; the whole price where the part is not known. */
    Price inBatch() {
        if (batchFactor == null) {
            return this;
        }
        double factor = batchFactor;
        return new Price(
                input * factor,
                cachedInput == null ? null : Double.valueOf(cachedInput * factor),
                cacheWrite == null ? null : Double.valueOf(cacheWrite * factor),
                output * factor,
                batchFactor,
                date);
    }

    /** In billionths of a dollar. */
    long nanos(Usage usage) {
        int cached = usage.cachedInput();
        int written = usage.cacheWrite();
        double millionths = (usage.input() - cached - written) * input
                + cached * (cachedInput == null ? input : cachedInput)
                + written * (cacheWrite == null ? input : cacheWrite)
                + usage.output() * output;
        return Math.round(millionths * 1_000);
    }
}
