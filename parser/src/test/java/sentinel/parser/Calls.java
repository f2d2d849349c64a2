package sentinel.parser;

import java.math.BigDecimal;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.LlmCallBuilder;

/** Entries of the ledger for tests. */
public final class Calls {

    private Calls() {}

    /** A call that read 100 tokens, wrote 10 and cost a tenth of a cent. */
    public static LlmCall call(String id, String outcome) {
        return LlmCallBuilder.builder()
                .schemaVersion(LlmCall.SCHEMA_VERSION)
                .callId(id)
                .normalizedUrl("news.example/story")
                .contentHash("h")
                .provider("openai")
                .model("m")
                .promptVersion("p")
                .rung(1)
                .inputTokens(100)
                .outputTokens(10)
                .costUsd(new BigDecimal("0.001"))
                .outcome(outcome)
                .calledAt(Pages.FETCHED)
                .build();
    }
}
