package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import sentinel.contract.message.LlmCall;

/** What came of one request of a batch, with its entry in the ledger. */
sealed interface BatchAnswer {

    LlmCall call();

    record Answered(AnswerCache.Answer answer, LlmCall call) implements BatchAnswer {
        public Answered {
            requireNonNull(answer, "answer");
            requireNonNull(call, "call");
        }
    }

    /**
     * There is no answer of use.
     *
     * @param reason for a person; no secrets, nothing of the page's text
     */
    record Unanswered(String reason, LlmCall call) implements BatchAnswer {
        public Unanswered {
            requireNonNull(reason, "reason");
            requireNonNull(call, "call");
        }

        /** The model was paid: the same request would most likely bring the same. */
        boolean isPaid() {
            return call.inputTokens() + call.outputTokens() > 0;
        }
    }
}
