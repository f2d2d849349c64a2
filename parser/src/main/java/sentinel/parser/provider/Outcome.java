package sentinel.parser.provider;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import sentinel.contract.topic.ErrorClass;

/** What a provider made of one page. */
public sealed interface Outcome {

    /** An answer of the right shape. */
    record Extracted(ClaimedFacts facts, Origin origin) implements Outcome {
        public Extracted {
            requireNonNull(facts, "facts");
            requireNonNull(origin, "origin");
        }
    }

    /**
     * No answer for this page; another time there may be one.
     *
     * @param reason for a person; no secrets, nothing of the page's text
     */
    record Failed(ErrorClass errorClass, String reason) implements Outcome {
        public Failed {
            requireNonNull(errorClass, "error class");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Answers came, were paid for, and are of no use. The same question mostly brings the same answer: it is not to be asked
     * often.
     *
     * @param reason for a person; no secrets, nothing of the page's text
     */
    record Unusable(ErrorClass errorClass, String reason) implements Outcome {
        public Unusable {
            requireNonNull(errorClass, "error class");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Who answered, and for how much. An answer out of the cache cost nothing.
     *
     * @param inputTokens of all calls for this page, failed ones too
     * @param costUsd by the configured prices
     */
    record Origin(
            String provider,
            String model,
            String promptVersion,
            int inputTokens,
            int outputTokens,
            BigDecimal costUsd) {
        public Origin {
            requireNonNull(provider, "provider");
            requireNonNull(model, "model");
            requireNonNull(promptVersion, "prompt version");
            requireNonNull(costUsd, "cost");
        }
    }
}
