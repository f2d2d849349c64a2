package sentinel.parser.edits;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import sentinel.contract.message.LlmCall;
import sentinel.parser.provider.Outcome.Extracted;

/** What is to be done with a page now. */
public sealed interface Step {

    /** A provider reads it. */
    record Read() implements Step {}

    /**
     * It gets a record without being read.
     *
     * @param earlier what was read in an earlier text of the article, without title, author and date; empty when nothing is known
     *     of one
     * @param later whether the page is to come again after the quiet period
     */
    record Keep(Optional<Extracted> earlier, boolean later) implements Step {
        public Keep {
            requireNonNull(earlier, "earlier");
        }
    }

    /**
     * Nothing: it has a record, and the article has a newer text.
     *
     * @param saved the entry for the ledger; empty when nobody knows what the call would have cost
     */
    record Skip(Optional<LlmCall> saved) implements Step {
        public Skip {
            requireNonNull(saved, "saved");
        }
    }
}
