package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sentinel.archive.HttpHead;
import sentinel.contract.topic.FailureClass;

/** What came of fetching one URL. */
sealed interface FetchResult {

    /**
     * A page. Its place among the fetches that may run at once is held until {@link #close}, so that bodies waiting for
     * extraction are bounded.
     */
    final class Fetched implements FetchResult, AutoCloseable {
        private final String finalUrl;
        private final List<String> redirects;
        private final int status;
        private final Map<String, String> headers;
        private final HttpHead head;
        private final byte[] body;
        private final boolean mayArchive;
        private final Instant fetchedAt;
        private final Failed refusal;
        private final FetchTrail trail;
        private final Runnable release;

        Fetched(
                String finalUrl,
                List<String> redirects,
                int status,
                Map<String, String> headers,
                HttpHead head,
                byte[] body,
                boolean mayArchive,
                Instant fetchedAt,
                Failed refusal,
                FetchTrail trail,
                Runnable release) {
            this.finalUrl = finalUrl;
            this.redirects = List.copyOf(redirects);
            this.status = status;
            this.headers = Map.copyOf(headers);
            this.head = head;
            this.body = body;
            this.mayArchive = mayArchive;
            this.fetchedAt = fetchedAt;
            this.refusal = refusal;
            this.trail = trail;
            this.release = release;
        }

        /** Where the redirects ended. */
        String finalUrl() {
            return finalUrl;
        }

        /** URLs between the first and the final one. */
        List<String> redirects() {
            return redirects;
        }

        int status() {
            return status;
        }

        /** Headers that matter, names in lower case. */
        Map<String, String> headers() {
            return headers;
        }

        /** Status and all headers as received. */
        HttpHead head() {
            return head;
        }

        /** Decompressed. Not to be changed. */
        byte[] body() {
            return body;
        }

        /** Whether its bytes may be kept: false when the site asks for {@code noarchive} and that is honoured. */
        boolean mayArchive() {
            return mayArchive;
        }

        /** When its last byte was there, to the millisecond. */
        Instant fetchedAt() {
            return fetchedAt;
        }

        /** Why the page may be followed where it leads but not be taken; null when it may. */
        Failed refusal() {
            return refusal;
        }

        /** How the fetch got here, for a refresh that the page itself asks for. */
        FetchTrail trail() {
            return trail;
        }

        @Override
        public void close() {
            release.run();
        }
    }

    /**
     * No page.
     *
     * @param retryAfter what the server asked for, or null
     */
    record Failed(Kind kind, FailureClass errorClass, String reason, Duration retryAfter) implements FetchResult {
        public Failed {
            requireNonNull(kind, "kind");
            requireNonNull(errorClass, "error class");
            requireNonNull(reason, "reason");
        }

        static Failed transiently(FailureClass errorClass, String reason) {
            return new Failed(Kind.TRANSIENT, errorClass, reason, null);
        }

        static Failed forGood(FailureClass errorClass, String reason) {
            return new Failed(Kind.PERMANENT, errorClass, reason, null);
        }
    }

    /** The page is still as it was when it was last read. */
    record NotModified(KnownPage page) implements FetchResult {
        public NotModified {
            requireNonNull(page, "page");
        }
    }

    /**
     * Not tried: so many wait for this host that it should come back later.
     *
     * @param waiting how long the host's queue is, or how long it took in vain
     */
    record TurnTooFar(String host, Duration waiting) implements FetchResult {}

    /** Whether waiting may help. */
    enum Kind {
        TRANSIENT,
        PERMANENT
    }
}
