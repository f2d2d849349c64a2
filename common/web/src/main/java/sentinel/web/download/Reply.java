package sentinel.web.download;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Headers;
import sentinel.web.Bytes;

/** What came of a request. */
public sealed interface Reply {

    /** How long the server wants to be left alone, if it said so. */
    Optional<Duration> retryAfter();

    /** Status 2xx with its whole body. {@code finalUrl} is where redirects led. */
    record Page(URI finalUrl, int status, Headers headers, Bytes body, Optional<Duration> retryAfter)
            implements Reply {}

    /** Status 304. */
    record NotModified(Headers headers, Optional<Duration> retryAfter) implements Reply {}

    /** No usable answer; {@code status} is 0 when there was none at all. */
    record Failed(int status, Kind kind, String reason, Optional<Duration> retryAfter) implements Reply {}

    /** Why there is no usable answer. */
    enum Kind {
        /** The network or the server's end of it: no connection, no answer in time, a broken one. */
        NO_ANSWER,
        /** The server answered with another status than was hoped for. */
        STATUS,
        /** A redirect leads to nowhere, to too many others, or where a stranger's link must not lead. */
        REDIRECT,
        /** More than we take. */
        TOO_LARGE,
        /** The body cannot be unpacked. */
        DAMAGED
    }
}
