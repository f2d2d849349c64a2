package sentinel.fetcher;

import java.util.concurrent.CompletionStage;

/**
 * What is done with a page. Its place among the fetches that may run at once is held until the stage is complete, so that
 * the number of bodies that wait for it is bounded.
 *
 * @param <T> what is made of the page
 */
@FunctionalInterface
interface PageUse<T> {

    CompletionStage<Seen<T>> see(WebPage page);

    /** What a page turned out to be. */
    sealed interface Seen<T> {

        /** The page that was wanted. */
        record Taken<T>(T value) implements Seen<T> {}

        /** A signpost: by {@code <meta http-equiv=refresh>} it sends its reader to another page, which is fetched instead. */
        record SentOn<T>(String target) implements Seen<T> {}
    }
}
