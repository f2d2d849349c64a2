package sentinel.fetcher;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sites allow (RFC 9309). A missing file (4xx) allows all; one that cannot be had (5xx, no connection) forbids all
 * for a while; an answer is kept for a day. Fetched once an origin however many ask at once.
 */
final class Robots {

    private static final Logger log = LoggerFactory.getLogger(Robots.class);

    /** RFC 9309, 2.4: no longer than a day. */
    private static final Duration KEEP = Duration.ofHours(24);

    private static final Duration KEEP_FAILURE = Duration.ofMinutes(5);
    private static final Duration KEEP_UNREACHABLE = Duration.ofMinutes(1);
    private static final int MAX_BYTES = 500 * 1024;
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ORIGINS = 20_000;
    private static final Duration MAX_CRAWL_DELAY = Duration.ofSeconds(30);
    private static final BaseRobotRules ALLOW_ALL = new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);

    /** The site's answer for one URL. */
    sealed interface Answer {
        /** @param crawlDelay the gap that the site asks for, capped at 30 s; zero when it does not */
        record Allowed(Duration crawlDelay) implements Answer {}

        record Disallowed() implements Answer {}

        /** @param retryIn until the file is tried again */
        record Unknown(String reason, Duration retryIn) implements Answer {}
    }

    private record Entry(BaseRobotRules rules, String failure, Instant until) {}

    private final OkHttpClient client;
    private final boolean enabled;
    private final String userAgent;
    private final List<String> names;
    private final Clock clock;
    private final BodyReader reader = new BodyReader(MAX_BYTES, MAX_BYTES, Integer.MAX_VALUE);

    private final Map<String, CompletableFuture<Entry>> origins = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Entry>> eldest) {
            return size() > MAX_ORIGINS;
        }
    };

    /**
     * @param client guards its targets, follows no redirects
     * @param userAgent its product token is the name that robots.txt files know us by
     */
    Robots(OkHttpClient client, boolean enabled, String userAgent, Clock clock) {
        this.client = client;
        this.enabled = enabled;
        this.userAgent = userAgent;
        this.names = List.of(productToken(userAgent));
        this.clock = clock;
    }

    /** {@code SentinelBot/0.1 (...)} is {@code sentinelbot} (RFC 9309, 2.2.1). */
    static String productToken(String userAgent) {
        return userAgent.strip().split("[/\\s]", 2)[0].toLowerCase(Locale.ROOT);
    }

    CompletableFuture<Answer> ask(HttpUrl url) {
        if (!enabled) {
            return CompletableFuture.completedFuture(new Answer.Allowed(Duration.ZERO));
        }
        return entry(url).thenApply(entry -> {
            if (entry.rules() == null) {
                return new Answer.Unknown(entry.failure(), Duration.between(clock.instant(), entry.until()));
            }
            if (!entry.rules().isAllowed(url.toString())) {
                return new Answer.Disallowed();
            }
            long millis = Math.max(0, entry.rules().getCrawlDelay()); // unset is negative
            return new Answer.Allowed(Duration.ofMillis(Math.min(millis, MAX_CRAWL_DELAY.toMillis())));
        });
    }

    private CompletableFuture<Entry> entry(HttpUrl url) {
        String origin = url.scheme() + "://" + url.host() + ":" + url.port();
        CompletableFuture<Entry> fresh;
        synchronized (origins) {
            var known = origins.get(origin);
            if (known != null && !(known.isDone() && known.join().until().isBefore(clock.instant()))) {
                return known;
            }
            fresh = new CompletableFuture<>();
            origins.put(origin, fresh);
        }
        var unused = fetch(url.resolve("/robots.txt"), 0)
                .exceptionally(e -> unreachable(cause(e)))
                .thenAccept(entry -> {
                    if (entry.failure() != null) {
                        log.info("robots_unavailable origin={} reason={}", origin, entry.failure());
                    }
                    fresh.complete(entry);
                });
        return fresh;
    }

    private CompletableFuture<Entry> fetch(HttpUrl url, int redirects) {
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", userAgent)
                .header("Accept", "text/plain,*/*;q=0.5")
                .header("Accept-Encoding", BodyReader.ACCEPTED)
                .build();
        var answer = new CompletableFuture<CompletableFuture<Entry>>();
        client.newCall(request).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call call, Response response) {
                try (response) {
                    answer.complete(read(url, response, redirects));
                } catch (IOException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            }
        });
        return answer.thenCompose(entry -> entry);
    }

    private CompletableFuture<Entry> read(HttpUrl url, Response response, int redirects) throws IOException {
        int status = response.code();
        if (status >= 300 && status < 400) {
            var target = url.resolve(response.header("Location", ""));
            // RFC 9309, 2.3.1.2: after five redirects the file counts as missing
            return target == null || redirects == MAX_REDIRECTS
                    ? CompletableFuture.completedFuture(known(ALLOW_ALL))
                    : fetch(target, redirects + 1);
        }
        if (status >= 500 || status == 429) {
            return CompletableFuture.completedFuture(failed("robots.txt answers " + status));
        }
        if (status >= 400) {
            return CompletableFuture.completedFuture(known(ALLOW_ALL));
        }
        byte[] body = reader.readStart(response.body().byteStream(), response.header("Content-Encoding"));
        return CompletableFuture.completedFuture(known(
                new SimpleRobotRulesParser(Long.MAX_VALUE, 0).parseContent(url.toString(), body, "text/plain", names)));
    }

    private Entry known(BaseRobotRules rules) {
        return new Entry(rules, null, clock.instant().plus(KEEP));
    }

    private Entry failed(String reason) {
        return new Entry(null, reason, clock.instant().plus(KEEP_FAILURE));
    }

    private Entry unreachable(Throwable e) {
        if (e instanceof ForbiddenTargetException) {
            return known(ALLOW_ALL); // the page itself is refused by the same guard, and for the right reason
        }
        String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        return new Entry(null, reason, clock.instant().plus(KEEP_UNREACHABLE));
    }

    private static Throwable cause(Throwable e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }
}
