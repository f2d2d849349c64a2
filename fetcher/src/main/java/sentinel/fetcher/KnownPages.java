package sentinel.fetcher;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A memory of pages by the identity of the URL that they were announced by. It may forget, and must not err. */
interface KnownPages {

    /** Knows nothing: every page is read in full. */
    KnownPages NONE = new KnownPages() {
        @Override
        public CompletionStage<Optional<KnownPage>> find(String normalizedUrl) {
            return completedFuture(Optional.empty());
        }

        @Override
        public void remember(String normalizedUrl, KnownPage page) {
            // nothing is kept
        }

        @Override
        public void forget(String normalizedUrl) {
            // nothing was kept
        }
    };

    /** Never completes exceptionally. */
    CompletionStage<Optional<KnownPage>> find(String normalizedUrl);

    /** Does not wait for it. */
    void remember(String normalizedUrl, KnownPage page);

    /** Does not wait for it. */
    void forget(String normalizedUrl);
}
