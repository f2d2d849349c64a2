package sentinel.fetcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import sentinel.fetcher.Wishes.Mining;

/** One fetch on its way: the hops so far, the time spent on the wire, and the cookies that the sites set on the way. */
final class FetchTrail implements CookieJar {

    private static final int MAX_COOKIES = 50;

    private final KnownPage known;
    private final List<String> hops = new ArrayList<>();
    private final List<Cookie> cookies = new ArrayList<>();
    private long nanosSpent;
    private int refreshes;
    private Mining mining = Mining.UNSAID;

    /** @param known the page as it was, if it is enough to hear that it did not change; or null */
    FetchTrail(KnownPage known) {
        this.known = known;
    }

    /** What is known of the page at this very URL; null when nothing is. */
    KnownPage known(HttpUrl url) {
        return known != null && known.finalUrl().equals(url.toString()) ? known : null;
    }

    synchronized void visit(HttpUrl url) {
        hops.add(url.toString());
    }

    synchronized int redirects() {
        return hops.size() - 1;
    }

    synchronized int visits(HttpUrl url) {
        return (int) hops.stream().filter(url.toString()::equals).count();
    }

    /** URLs between the first and the last. */
    synchronized List<String> between() {
        return hops.size() <= 2 ? List.of() : List.copyOf(hops.subList(1, hops.size() - 1));
    }

    /** Waiting for a host's turn is not counted: only what servers take. */
    synchronized void spend(long nanos) {
        nanosSpent += nanos;
    }

    synchronized Duration left(Duration deadline) {
        return deadline.minusNanos(nanosSpent);
    }

    /** What the site's file says of the hop that is next. */
    synchronized void mining(Mining said) {
        mining = said;
    }

    synchronized Mining mining() {
        return mining;
    }

    /** Counts one refresh that a page asked for; false when it was one too many. */
    synchronized boolean mayRefresh(int max) {
        return ++refreshes <= max;
    }

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
