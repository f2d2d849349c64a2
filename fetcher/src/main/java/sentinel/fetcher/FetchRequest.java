package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A wish for one page.
 *
 * @param patient wait for the host's turn however long, instead of {@link FetchResult.TurnTooFar}
 * @param known the page as it was, if it is enough to hear that it did not change; or null
 */
record FetchRequest(String url, boolean patient, @Nullable KnownPage known) {

    FetchRequest {
        requireNonNull(url, "url");
    }

    /** What is known of the page at this very URL; null when nothing is. */
    @Nullable
    KnownPage known(HttpUrl at) {
        return known != null && known.finalUrl().equals(at.toString()) ? known : null;
    }
}
