package sentinel.web;

import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Where a response leads (RFC 9110, 15.4). */
public sealed interface Redirect {

    /** No honest URL is longer; what leads to a longer one may be. */
    int LONGEST_URL = 8_000;

    /** The response is the answer itself. */
    record None() implements Redirect {}

    /** It leads to another URL. */
    record To(HttpUrl target) implements Redirect {}

    /**
     * It is a redirect, but names no http or https URL of at most {@value #LONGEST_URL} characters.
     *
     * @param location the header, or null
     */
    record Nowhere(@Nullable String location) implements Redirect {}

    /**
     * Reads status and {@code Location}.
     *
     * @param url of the request
     */
    static Redirect of(HttpUrl url, Response response) {
        int multipleChoices = 300;
        String location = response.header("Location");
        boolean isChoice = response.code() == multipleChoices && location != null; // RFC 9110: it may do without
        if (!isChoice && !Set.of(301, 302, 303, 307, 308).contains(response.code())) {
            return new None();
        }
        var target = location == null || location.length() > LONGEST_URL ? null : url.resolve(location.strip());
        return target == null ? new Nowhere(location) : new To(target);
    }
}
