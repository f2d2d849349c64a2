package sentinel.parser.provider;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import sentinel.contract.message.LlmCall;

/** What all calls for one page were and cost, of every provider that was asked. For one thread at a time. */
public final class Bill {

    private int inputTokens;
    private int outputTokens;
    private BigDecimal costUsd = BigDecimal.ZERO;
    private final List<LlmCall> calls = new ArrayList<>();

    /** Adds an entry of the ledger that is no part of the page's own cost: a probe of a provider. */
    public void addProbe(LlmCall call) {
        calls.add(call);
    }

    /** Adds an entry of the ledger. */
    public void add(LlmCall call) {
        calls.add(call);
        inputTokens += call.inputTokens();
        outputTokens += call.outputTokens();
        costUsd = call.costUsd() == null ? costUsd : costUsd.add(call.costUsd());
    }

    void add(Bill other) {
        calls.addAll(other.calls);
        inputTokens += other.inputTokens;
        outputTokens += other.outputTokens;
        costUsd = costUsd.add(other.costUsd);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** All entries, in the order in which they were made. */
    public List<LlmCall> calls() {
        return List.copyOf(calls);
    }

    /**
     * Of an answer that this provider gave, with what it and the ones before it cost.
     *
     * @param truncated the provider was shown only parts of the text
     */
    public Outcome.Origin origin(String provider, String model, String promptVersion, boolean truncated) {
        return new Outcome.Origin(
                provider, model, promptVersion, inputTokens, outputTokens, dollars(), 1, truncated, null);
    }

    /** Of an answer that was given about another text, with what the calls for this page cost. */
    public Outcome.Origin origin(Outcome.Origin given) {
        return new Outcome.Origin(
                given.provider(),
                given.model(),
                given.promptVersion(),
                inputTokens,
                outputTokens,
                dollars(),
                given.rung(),
                given.truncated(),
                given.copyOf());
    }

    /** US dollars, of the calls whose price is known. */
    public BigDecimal costUsd() {
        return costUsd;
    }

    private BigDecimal dollars() {
        return costUsd.signum() == 0 ? BigDecimal.ZERO : costUsd.setScale(6, RoundingMode.HALF_UP);
    }
}
