package sentinel.parser.llm;

import java.math.BigDecimal;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome.Origin;

/** Answers that are known of texts that no model was asked about. */
@FunctionalInterface
public interface KnownAnswers {

    /**
     * Keeps an answer, so that the text is not asked about later either.
     *
     * @param contentHash of the text
     * @param origin who gave the answer, about another text
     * @param costUsd of the calls that it took
     */
    void keep(String contentHash, Origin origin, ClaimedFacts facts, BigDecimal costUsd);
}
