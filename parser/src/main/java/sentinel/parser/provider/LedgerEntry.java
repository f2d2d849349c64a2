package sentinel.parser.provider;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.LlmCallBuilder;
import sentinel.contract.message.PageFetched;

/** Begins entries of the ledger. */
public final class LedgerEntry {

    private LedgerEntry() {}

    /**
     * An entry for a page with an id of its own, without tokens and cost.
     *
     * @param rung place of the provider among those that are asked for a page, from 1
     */
    public static LlmCallBuilder of(
            PageFetched page, String provider, String model, String promptVersion, int rung, Instant at) {
        return LlmCallBuilder.builder()
                .schemaVersion(LlmCall.SCHEMA_VERSION)
                .callId(UUID.randomUUID().toString())
                .normalizedUrl(page.normalizedUrl())
                .contentHash(page.contentHash())
                .source(page.source())
                .provider(provider)
                .model(model)
                .promptVersion(promptVersion)
                .rung(rung)
                .costUsd(BigDecimal.ZERO)
                .savedUsd(BigDecimal.ZERO)
                .calledAt(at);
    }

    /** The same for a page that was not asked about, since an answer of this origin is known. */
    public static LlmCallBuilder of(PageFetched page, Outcome.Origin known, Instant at) {
        return of(page, known.provider(), known.model(), known.promptVersion(), known.rung(), at);
    }
}
