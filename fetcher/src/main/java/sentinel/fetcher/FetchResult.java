package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What came of fetching one URL.
 *
 * @param <T> what was made of its page ({@link PageUse})
 */
sealed interface FetchResult<T> {

    /** There was a page, and this was made of it. */
    record Fetched<T>(T value) implements FetchResult<T> {
        public Fetched {
            requireNonNull(value, "value");
        }
    }

    /** There is no page. */
    record Failed<T>(Failure failure) implements FetchResult<T> {
        public Failed {
            requireNonNull(failure, "failure");
        }
    }

    /** The page is still as it was when it was last read. */
    record NotModified<T>(KnownPage page) implements FetchResult<T> {
        public NotModified {
            requireNonNull(page, "page");
        }
    }

    /**
     * Not tried: so many wait for this host that the URL should come back later.
     *
     * @param waiting how long the host's queue is, or how long the wait was before it was given up
     */
    record TurnTooFar<T>(String host, Duration waiting) implements FetchResult<T> {}
}
