package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import sentinel.config.Env;
import sentinel.config.Secret;
import sentinel.embedded.EmbeddedRedis;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.TestServers;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;
import sentinel.service.run.Scope;

/** Instances of the fetcher that ask the same host, with a real Redis between them. */
class SharedGapTest {

    private static final String HOST = "news.example.com";
    private static final String PAGE = FakeWeb.article("Rain", "Nobody");
    private static final Dns DNS = name -> List.of(InetAddress.getByName("127.0.0.1"));

    private static final Duration LATER = Duration.ofHours(1);

    private final String prefix = "test-" + UUID.randomUUID();
    private final Scope scope = new Scope();
    private FakeWeb web;

    @BeforeEach
    void start() throws Exception {
        web = scope.add(new FakeWeb());
    }

    @AfterEach
    void stop() {
        scope.close();
    }

    /** A client of Redis and a fetcher that uses it, as one process has them. */
    private record Instance(OptionalRedis redis, PageFetcher pages) {}

    private Instance instance(String redisUrl, Duration gap, Duration pause) {
        var config = Env.read(
                Map.of(
                        "SENTINEL_ALLOW_PRIVATE_HOSTS", "127.0.0.0/8",
                        "SENTINEL_ROBOTS", "false", // files of the site are read beside the gap
                        "SENTINEL_HONOUR", "none",
                        "SENTINEL_HOST_GAP", gap.toMillis() + "ms"),
                FetcherConfig::from);
        var redis = scope.add(FetcherMain.redis(new RedisSettings(new Secret(redisUrl)), prefix, pause));
        var pages = scope.add(new PageFetcher(config, DNS, Clock.systemUTC(), new RedisGap(redis)));
        return new Instance(redis, pages);
    }

    private Instance instance(Duration gap) {
        return instance(TestServers.redisUrl(), gap, Duration.ofSeconds(5));
    }

    private String url(String path) {
        return "http://" + HOST + ":" + web.port() + path;
    }

    private CompletableFuture<FetchResult<WebPage>> fetch(Instance instance, String path) {
        web.page(path, PAGE);
        return instance.pages().page(url(path)).toCompletableFuture();
    }

    private static void awaitPages(List<CompletableFuture<FetchResult<WebPage>>> fetches) throws Exception {
        for (var fetch : fetches) {
            assertThat(fetch.get(60, TimeUnit.SECONDS)).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void given_twoInstances_when_theyAskOneHostAtOnce_then_everyTwoRequestsAreAGapApart() throws Exception {
        var gap = Duration.ofMillis(300);
        var instances = List.of(instance(gap), instance(gap));
        for (var instance : instances) {
            awaitPages(List.of(fetch(instance, "/first"))); // opens the connections: the first request takes longest
        }
        var fetches = new ArrayList<CompletableFuture<FetchResult<WebPage>>>();
        for (int i = 0; i < 5; i++) {
            for (var instance : instances) {
                fetches.add(fetch(instance, "/" + fetches.size()));
            }
        }
        awaitPages(fetches);

        var arrivals = web.arrivals().subList(2, 12);
        for (int i = 1; i < arrivals.size(); i++) {
            assertThat(Duration.ofNanos(arrivals.get(i) - arrivals.get(i - 1)))
                    .as("between request %d and the one before, which may have been late", i)
                    .isGreaterThanOrEqualTo(gap.dividedBy(2));
        }
        assertThat(Duration.ofNanos(arrivals.get(9) - arrivals.get(0)))
                .as("what one request is late, the next is early: the sum is not")
                .isGreaterThanOrEqualTo(gap.multipliedBy(9).minus(gap.dividedBy(2)));
        assertThat(web.arrivals()).hasSize(12);
        assertThat(instances)
                .allSatisfy(instance -> assertThat(instance.redis().isUp()).isTrue());
        assertThat(instances.stream().mapToLong(i -> i.pages().missedTurns()).sum())
                .isPositive();
    }

    @Test
    void given_redisIsKilledMeanwhile_when_itIsGone_then_fetchingGoesOnAndWhenItIsBackGapsAreShared(
            @TempDir Path directory) throws Exception {
        var gap = Duration.ofMillis(50);
        var redis = EmbeddedRedis.start(directory, 0);
        int port = URI.create(redis.url()).getPort();
        var one = instance(redis.url(), gap, Duration.ofMillis(100));
        var other = instance(redis.url(), gap, Duration.ofMillis(100));
        var fetches = new ArrayList<CompletableFuture<FetchResult<WebPage>>>();
        try (redis) {
            for (int i = 0; i < 20; i++) {
                fetches.add(fetch(one, "/one" + i));
                fetches.add(fetch(other, "/other" + i));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> web.arrivals().size() >= 4);
        }
        awaitPages(fetches);
        assertThat(one.redis().isUp()).isFalse();
        assertThat(web.hitsBelow("/one")).isEqualTo(20);
        assertThat(web.hitsBelow("/other")).isEqualTo(20);

        try (var again = EmbeddedRedis.start(directory, port);
                var client = RedisClient.create(again.url())) {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                awaitPages(List.of(fetch(one, "/again")));
                return one.redis().isUp();
            });
            new RedisGap(one.redis())
                    .take("other.example.com", LATER)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(client.exists(prefix + ":host:other.example.com")).isTrue();
        }
    }

    @Test
    void given_aRedisThatNeverAnswers_when_pagesAreFetched_then_itIsWaitedForOnceAndNotLong() throws Exception {
        try (var mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            var instance = instance("redis://127.0.0.1:" + mute.getLocalPort(), Duration.ofMillis(1), LATER);
            long from = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                awaitPages(List.of(fetch(instance, "/" + i)));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(8));
            assertThat(instance.redis().isUp()).isFalse();
        }
    }

    @Test
    void given_aPauseThatOneInstanceWasAskedFor_when_anotherWantsThatHost_then_itKeepsThePause() throws Exception {
        var gap = Duration.ofMillis(50);
        var one = instance(gap);
        var other = instance(gap);
        web.status("/busy", 429, "Retry-After", "600");
        var refused = failed(one.pages().page(url("/busy")));
        assertThat(refused.errorClass()).hasToString("http_429");
        awaitHold();

        var turnedAway = failed(fetch(other, "/b"));

        assertThat(turnedAway.errorClass()).hasToString("host_on_hold");
        assertThat(turnedAway.retryAfter()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(web.hits("/b")).isZero();
    }

    @Test
    void given_aShortPause_when_anotherInstanceWantsThatHost_then_itWaitsForTheEndOfIt() throws Exception {
        var gap = Duration.ofMillis(50);
        var one = instance(gap);
        var other = instance(gap);
        web.status("/busy", 503, "Retry-After", "2");
        failed(one.pages().page(url("/busy")));
        awaitHold();

        awaitPages(List.of(fetch(other, "/b")));

        var arrivals = web.arrivals();
        assertThat(arrivals).hasSize(2);
        assertThat(Duration.ofNanos(arrivals.get(1) - arrivals.get(0)))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_950));
    }

    @Test
    void given_anOwnHost_when_itIsFetchedFrom_then_redisIsNotAsked() throws Exception {
        var instance = instance(Duration.ofSeconds(1));
        web.page("/a", PAGE);
        awaitPages(List.of(instance.pages().page(web.url("/a")).toCompletableFuture()));

        try (var client = RedisClient.create(TestServers.redisUrl())) {
            assertThat(client.keys(prefix + ":*")).isEmpty();
        }
    }

    private void awaitHold() {
        try (var client = RedisClient.create(TestServers.redisUrl())) {
            await().atMost(Duration.ofSeconds(10)).until(() -> "hold".equals(client.get(prefix + ":host:" + HOST)));
        }
    }

    private static Failure failed(CompletionStage<FetchResult<WebPage>> fetch) throws Exception {
        var result = fetch.toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed<WebPage>) result).failure();
    }
}
