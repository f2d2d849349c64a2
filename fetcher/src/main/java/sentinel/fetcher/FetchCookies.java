package sentinel.fetcher;

import java.util.ArrayList;
import java.util.List;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/** The cookies that sites set during one fetch: some send readers back to where they were, and expect a cookie then. */
final class FetchCookies implements CookieJar {

    private static final int MAX_COOKIES = 50;

    private final List<Cookie> cookies = new ArrayList<>();

    @Override
    public synchronized List<Cookie> loadForRequest(HttpUrl url) {
        return cookies.stream().filter(c -> c.matches(url)).toList();
    }

    @Override
    public synchronized void saveFromResponse(HttpUrl url, List<Cookie> fresh) {
        for (var cookie : fresh) {
            cookies.removeIf(c -> c.name().equals(cookie.name())
                    && c.domain().equals(cookie.domain())
                    && c.path().equals(cookie.path()));
            if (cookies.size() < MAX_COOKIES) {
                cookies.add(cookie);
            }
        }
    }
}
