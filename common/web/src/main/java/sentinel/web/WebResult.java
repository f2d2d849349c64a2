package sentinel.web;

import java.io.IOException;
import okhttp3.HttpUrl;

/**
 * What came of a request.
 *
 * @param <T> what the caller reads from a response
 */
public sealed interface WebResult<T> {

    /** The server answered, with whatever status, and the response was read. */
    record Answered<T>(T value) implements WebResult<T> {}

    /**
     * There is no answer, or it could not be read.
     *
     * @param url of the request that failed, after redirects
     * @param redirects that were followed before it
     */
    record NoAnswer<T>(HttpUrl url, int redirects, IOException cause) implements WebResult<T> {

        public Trouble trouble() {
            return Trouble.of(cause);
        }
    }
}
