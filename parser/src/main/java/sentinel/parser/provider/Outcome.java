package sentinel.parser.provider;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
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

    /** Nothing to use: another provider may have an answer. */
    sealed interface NoAnswer extends Outcome {

        ErrorClass errorClass();

        /** For a person; no secrets, nothing of the page's text. */
        String reason();
    }

    /**
     * The provider, or its model, answers, and will not describe this article: a filter of content, a refusal. The same
     * question brings the same answer here; another provider may think otherwise.
     */
    record Refused(String reason) implements NoAnswer {
        public Refused {
            requireNonNull(reason, "reason");
        }

        @Override
        public ErrorClass errorClass() {
            return ErrorClass.LLM_REFUSED;
        }
    }

    /** No answer for this page; another time there may be one. */
    record Failed(ErrorClass errorClass, String reason) implements NoAnswer {
        public Failed {
            requireNonNull(errorClass, "error class");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Answers came, were paid for, and are of no use. The same question mostly brings the same answer: it is not to be asked
     * often.
     */
    record Unusable(ErrorClass errorClass, String reason) implements NoAnswer {
        public Unusable {
            requireNonNull(errorClass, "error class");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * Who answered, and what all calls for the page cost: those of providers that were asked before and had no answer, too.
     * An answer out of the cache cost nothing.
     *
     * @param inputTokens of all calls for this page, failed ones too
     * @param costUsd by the configured prices; of the same calls
     * @param rung place of the provider among those that are asked for a page, from 1
     * @param truncated the provider was shown only parts of the text
     * @param copyOf normalized URL of the article whose text this page copies; null when it copies none that is known
     */
    record Origin(
            String provider,
            String model,
            String promptVersion,
            int inputTokens,
            int outputTokens,
            BigDecimal costUsd,
            int rung,
            boolean truncated,
            @Nullable String copyOf) {
        public Origin {
            requireNonNull(provider, "provider");
            requireNonNull(model, "model");
            requireNonNull(promptVersion, "prompt version");
            requireNonNull(costUsd, "cost");
            if (rung < 1) {
                throw new IllegalArgumentException("rungs count from 1, not from " + rung);
            }
        }

        /** The same, of a provider at this place of a chain. */
        public Origin at(int place) {
            return new Origin(
                    provider, model, promptVersion, inputTokens, outputTokens, costUsd, place, truncated, copyOf);
        }

        /** The same, of a copy of this article. */
        public Origin copyOf(String normalizedUrl) {
            return new Origin(
                    provider, model, promptVersion, inputTokens, outputTokens, costUsd, rung, truncated, normalizedUrl);
        }
    }
}
