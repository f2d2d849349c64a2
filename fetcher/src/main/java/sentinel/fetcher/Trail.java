package sentinel.fetcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * How far a fetch has come. Each step makes a new one.
 *
 * @param hops the URLs visited, in order
 * @param spent the time that servers took; waiting for a host's turn is not counted
 * @param refreshes how many of the hops a page itself asked for
 */
record Trail(List<HttpUrl> hops, Duration spent, int refreshes) {

    static final Trail START = new Trail(List.of(), Duration.ZERO, 0);

    Trail {
        hops = List.copyOf(hops);
    }

    Trail to(HttpUrl url) {
        var more = new ArrayList<>(hops);
        more.add(url);
        return new Trail(more, spent, refreshes);
    }

    Trail after(Duration time) {
        return new Trail(hops, spent.plus(time), refreshes);
    }

    Trail refreshed() {
        return new Trail(hops, spent, refreshes + 1);
    }

    int redirects() {
        return hops.size() - 1;
    }

    int visits(HttpUrl url) {
        return (int) hops.stream().filter(url::equals).count();
    }

    /** URLs between the first and the last. */
    List<String> between() {
        return hops.stream()
                .skip(1)
                .limit(Math.max(0, hops.size() - 2))
                .map(HttpUrl::toString)
                .toList();
    }
}
