package sentinel.web;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A GET request of {@link WebClient}.
 *
 * @param headers beside {@code User-Agent} and {@code Accept-Encoding}, or instead of them
 * @param cookies that sites set on the way; null when none are kept
 * @param isOwn whether the operator chose the host of {@code url}, so that it may be a private one. Hosts that redirects
 *     lead to are guarded as always.
 */
public record WebRequest(HttpUrl url, Map<String, String> headers, @Nullable CookieJar cookies, boolean isOwn) {

    public WebRequest {
        requireNonNull(url, "url");
        headers = Map.copyOf(headers);
    }

    /** A request to a host that a stranger named. */
    public static WebRequest of(HttpUrl url, Map<String, String> headers) {
        return new WebRequest(url, headers, null, false);
    }

    WebRequest at(HttpUrl target) {
        return new WebRequest(target, headers, cookies, isOwn);
    }
}
