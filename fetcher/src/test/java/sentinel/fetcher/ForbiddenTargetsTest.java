package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sentinel.fetcher.HostileLinks.FAKE_DNS;
import static sentinel.fetcher.HostileLinks.PUBLIC;
import static sentinel.fetcher.HostileLinks.PUBLIC_SIX;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.fetcher.Failure.Kind;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.PageUse.Seen;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.SetClock;
import sentinel.web.AllowedHosts;
import sentinel.web.CachedDns;
import sentinel.web.ForbiddenTargetException;
import sentinel.web.TargetGuard;
import sentinel.web.turns.SharedGap;

/** No link of a stranger leads into the operator's network, however it is written and whatever DNS says. */
class ForbiddenTargetsTest {

    /** Sockets that write down where they were to go. The public addresses lead to the fake web, the others nowhere. */
    private static final class Wires extends SocketFactory {
        private final List<String> reached = new CopyOnWriteArrayList<>();

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress target, int timeout) throws IOException {
                    String address = ((InetSocketAddress) target).getAddress().getHostAddress();
                    boolean isPublic = address.equals(PUBLIC) || target.equals(six());
                    reached.add(isPublic ? PUBLIC : target.toString());
                    if (!isPublic) {
                        throw new ConnectException("a connection to " + target);
                    }
                    super.connect(new InetSocketAddress("127.0.0.1", web.port()), timeout);
                }
            };
        }

        private static InetSocketAddress six() throws UnknownHostException {
            return new InetSocketAddress(InetAddress.getByName(PUBLIC_SIX), 80);
        }

        /** Where connections went, but for the fake web. */
        private List<String> inside() {
            return reached.stream().filter(address -> !address.equals(PUBLIC)).toList();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }

    private static final Wires WIRES = new Wires();

    private static final OkHttpClient WATCHED =
            new OkHttpClient.Builder().socketFactory(WIRES).build();

    private static FakeWeb web;

    private static PageFetcher strict;

    @BeforeAll
    static void start() throws Exception {
        web = new FakeWeb();
        web.page("/", FakeWeb.article("Inside", "Nobody"));
        strict = new PageFetcher(config("false", false), FAKE_DNS, Clock.systemUTC(), SharedGap.NONE, WATCHED);
    }

    @AfterAll
    static void stop() {
        strict.close();
        web.close();
    }

    private static FetcherConfig config(String allowed, boolean robots) {
        return Env.read(
                Map.of(
                        "SENTINEL_ALLOW_PRIVATE_HOSTS", allowed,
                        "SENTINEL_HOST_GAP", "0s",
                        "SENTINEL_HONOUR", "none",
                        "SENTINEL_ROBOTS", Boolean.toString(robots),
                        "SENTINEL_FETCH_CONNECT_TIMEOUT", "2s"),
                FetcherConfig::from);
    }

    private static PageFetcher fetcher(String allowed) {
        return new PageFetcher(config(allowed, false), FAKE_DNS, Clock.systemUTC());
    }

    private static FetchResult<WebPage> fetch(PageFetcher pages, String url) throws Exception {
        return pages.page(url).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Stream<String> inside() {
        return HostileLinks.inside(web.port());
    }

    @ParameterizedTest
    @MethodSource("inside")
    void given_aLinkThatLeadsInside_when_fetched_then_itIsRefusedForGood(String url) throws Exception {
        WIRES.reached.clear();

        var result = fetch(strict, url);

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failed.failure().errorClass().id()).isIn("forbidden_target", "bad_url");
        });
        assertThat(WIRES.reached).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inside")
    void given_aRedirectThatLeadsInside_when_followed_then_itIsRefusedForGood(String url) throws Exception {
        web.redirect("/moved", 302, url);
        WIRES.reached.clear();

        var result = fetch(strict, "http://public.example.com/moved");

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failed.failure().errorClass().id())
                    .isIn("forbidden_target", "bad_redirect", "too_many_redirects");
        });
        assertThat(WIRES.inside()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inside")
    void given_aRefreshThatLeadsInside_when_followed_then_itIsRefusedForGood(String url) throws Exception {
        WIRES.reached.clear();
        var request = new FetchRequest("http://public.example.com/", true, null);
        PageUse<WebPage> use = page -> CompletableFuture.completedFuture(new Seen.SentOn<>(url));
        var result = strict.fetch(request, use).toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failed.failure().errorClass().id()).isIn("forbidden_target", "bad_redirect");
        });
        assertThat(WIRES.inside()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inside")
    void given_aRobotsFileThatLeadsInside_when_fetched_then_itIsNotFollowed(String url) throws Exception {
        web.redirect("/robots.txt", 302, url);
        WIRES.reached.clear();
        try (var pages = new PageFetcher(config("false", true), FAKE_DNS, Clock.systemUTC(), SharedGap.NONE, WATCHED)) {
            var result = fetch(pages, "http://public.example.com/");
            if (result instanceof Failed<WebPage> failed) {
                assertThat(failed.failure().errorClass()).hasToString("robots_unavailable");
            }
        }
        assertThat(WIRES.inside()).isEmpty();
        assertThat(WIRES.reached).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://public.example.com/",
                "http://public.example.com:80/",
                "http://public.example.com:8080/",
                "http://PUBLIC.Example.com/",
                "http://bücher.example/",
                "http://" + PUBLIC + "/",
                "http://[" + PUBLIC_SIX + "]/",
                "  http://public.example.com/#top",
            })
    void given_aLinkThatLeadsOutside_when_fetched_then_itPasses(String url) throws Exception {
        WIRES.reached.clear();

        var result = fetch(strict, url);

        assertThat(result).isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @CsvSource({
        "true, http://127.0.0.1:PORT/, true",
        "true, http://localhost:PORT/, true",
        "true, http://loopback.example.com:PORT/, true",
        "true, http://169.254.169.254/, false",
        "true, http://0.0.0.0:PORT/, false",
        "true, http://[fe80::1]/, false",
        "true, http://metadata.example.com/, false",
        "127.0.0.1, http://127.0.0.1:PORT/, true",
        "127.0.0.0/8, http://127.0.0.1:PORT/, true",
        "127.0.0.1:PORT, http://127.0.0.1:PORT/, true",
        "127.0.0.1:1, http://127.0.0.1:PORT/, false",
        "localhost, http://localhost:PORT/, true",
        "localhost, http://127.0.0.1:PORT/, false",
        "localhost:PORT, http://localhost:PORT/, true",
        "localhost:1, http://localhost:PORT/, false",
        "loopback.example.com, http://loopback.example.com:PORT/, true",
        "loopback.example.com, http://private.example.com/, false",
        "127.0.0.1, http://10.0.0.1/, false",
        "127.0.0.1, http://metadata.example.com/, false"
    })
    void given_hostsOfTheOperator_when_fetched_then_onlyTheseAreReached(String allowed, String url, boolean reached)
            throws Exception {
        String port = Integer.toString(web.port());
        try (var pages = fetcher(allowed.replace("PORT", port))) {
            var result = fetch(pages, url.replace("PORT", port));
            if (reached) {
                assertThat(result).isInstanceOf(Fetched.class);
            } else {
                assertThat(result).isInstanceOfSatisfying(Failed.class, f -> assertThat(
                                f.failure().errorClass())
                        .hasToString("forbidden_target"));
            }
        }
    }

    /** A name whose address is public the first time it is looked up, and loopback from then on. */
    private static Dns rebinding(AtomicInteger asked) {
        return host -> List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? PUBLIC : "127.0.0.1"));
    }

    @Test
    void given_aNameThatAnswersPrivateTheSecondTime_when_connecting_then_itIsRefused() {
        var guard = new TargetGuard(AllowedHosts.NONE, Set.of(80), rebinding(new AtomicInteger()));
        var client = WATCHED.newBuilder().dns(guard).addInterceptor(guard).build();
        var call = client.newCall(
                new Request.Builder().url("http://rebinding.example.com/").build());
        WIRES.reached.clear();

        assertThatThrownBy(call::execute).isInstanceOf(ForbiddenTargetException.class);
        assertThat(WIRES.reached).isEmpty();
    }

    @Test
    void given_aNameThatChangesItsMind_when_fetched_then_onlyTheAddressThatWasCheckedIsReached() throws Exception {
        var asked = new AtomicInteger();
        var clock = new SetClock(Instant.parse("2026-01-02T03:04:05Z"));
        WIRES.reached.clear();
        try (var pages = new PageFetcher(config("false", false), rebinding(asked), clock, SharedGap.NONE, WATCHED)) {
            assertThat(fetch(pages, "http://rebinding.example.com/")).isInstanceOf(Fetched.class);
            assertThat(asked).hasValue(1);

            clock.forward(CachedDns.KEEP);
            assertThat(fetch(pages, "http://rebinding.example.com/")).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure().errorClass()).hasToString("forbidden_target");
                assertThat(failed.failure().kind()).isEqualTo(Kind.PERMANENT);
            });
        }
        assertThat(WIRES.inside()).isEmpty();
    }

    @Test
    void given_aListThatNamesNonsense_when_read_then_theEntryIsNamed() {
        assertThatThrownBy(() -> fetcher("localhost, http://x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_ALLOW_PRIVATE_HOSTS")
                .hasMessageContaining("http://x");
    }
}
