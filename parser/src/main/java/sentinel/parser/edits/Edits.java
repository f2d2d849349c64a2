package sentinel.parser.edits;

import java.math.BigDecimal;
import sentinel.contract.message.PageFetched;
import sentinel.parser.provider.Outcome.Extracted;

/** Which texts of an article that changes a provider reads. */
public interface Edits {

    /** What is to be done with a page. A page that comes a second time, since its transaction failed, gets the same step. */
    Step next(PageFetched page);

    /**
     * Remembers what a model read in a page.
     *
     * @param costUsd of the calls that it took
     */
    void read(PageFetched page, Extracted extracted, BigDecimal costUsd);

    /** Every text is read at once. */
    static Edits allRead() {
        return new Edits() {
            @Override
            public Step next(PageFetched page) {
                return new Step.Read();
            }

            @Override
            public void read(PageFetched page, Extracted extracted, BigDecimal costUsd) {}
        };
    }
}
