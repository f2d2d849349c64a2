package sentinel.parser.provider;

import sentinel.contract.message.PageFetched;

/**
 * Reads the facts out of a page. Safe for use by many threads at once; a call blocks, within a bounded time.
 *
 * <p>What goes wrong with one page is an {@link Outcome}; what would go wrong with every page is a {@link
 * sentinel.service.stage.OutageException}.
 */
public interface Provider {

    /** As in {@code SENTINEL_PROVIDER}: {@code openai}, {@code local}, ... */
    String name();

    /**
     * Reads one page.
     *
     * @param failures how often this page failed before; 0 the first time
     * @param bill of this page; gets every paid call, and is the cost in the answer's origin
     * @throws sentinel.service.stage.OutageException this provider cannot work for now, whatever the page
     * @throws InterruptedException the service is stopping
     */
    Outcome extract(PageFetched page, int failures, Bill bill) throws InterruptedException;

    /** Reads a page that nobody was paid for yet. */
    default Outcome extract(PageFetched page, int failures) throws InterruptedException {
        return extract(page, failures, new Bill());
    }
}
