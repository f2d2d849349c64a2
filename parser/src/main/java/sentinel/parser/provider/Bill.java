package sentinel.parser.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What all calls for one page have cost, of every provider that was asked. For one thread at a time. */
public final class Bill {

    private int inputTokens;
    private int outputTokens;
    private long nanos;

    /** @param costNanos billionths of a US dollar */
    public void add(int input, int output, long costNanos) {
        inputTokens += input;
        outputTokens += output;
        nanos += costNanos;
    }

    void add(Bill other) {
        add(other.inputTokens, other.outputTokens, other.nanos);
    }

    boolean isEmpty() {
        return inputTokens == 0 && outputTokens == 0 && nanos == 0;
    }

    /**
     * Of an answer that this provider gave, with what it and the ones before it cost.
     *
     * @param truncated the provider was shown only parts of the text
     */
    public Outcome.Origin origin(String provider, String model, String promptVersion, boolean truncated) {
        return new Outcome.Origin(
                provider, model, promptVersion, inputTokens, outputTokens, dollars(), 1, truncated);
    }

    private BigDecimal dollars() {
        return nanos == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.HALF_UP);
    }
}
