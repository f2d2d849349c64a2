package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.FetchResult.Kind;
import sentinel.fixture.SetClock;
import sentinel.web.AllowedHosts;
import sentinel.web.CachedDns;
import sentinel.web.ForbiddenTargetException;
import sentinel.web.TargetGuard;

/** No link of a stranger leads into the operator's network, however it is written and whatever DNS says. */
class ForbiddenTargetsTest {

    private static final String PUBLIC = "93.184.216.34";
    private static final String PUBLIC_SIX = "2606:2800:220:1:248:1893:25c8:1946";

    /** Names that answer with addresses of our choice. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("loopback.example.com", List.of("127.0.0.1")),
            Map.entry("private.example.com", List.of("10.1.2.3")),
            Map.entry("mixed.example.com", List.of("93.184.216.34", "192.168.1.1")),
            Map.entry("metadata.example.com", List.of("169.254.169.254")),
            Map.entry("six.example.com", List.of("::1")),
            Map.entry("ula.example.com", List.of("fd12:3456::1")),
            Map.entry("mapped.example.com", List.of("::ffff:10.0.0.1")),
            Map.entry("nat64.example.com", List.of("64:ff9b::a00:1")),
            Map.entry("sixtofour.example.com", List.of("2002:a00:1::1")),
            Map.entry("cgnat.example.com", List.of("100.64.3.4")),
            Map.entry("zero.example.com", List.of("0.0.0.0")),
            Map.entry("multicast.example.com", List.of("224.0.0.251")),
            Map.entry("localhost", List.of("127.0.0.1", "::1")),
            Map.entry("localhost.", List.of("127.0.0.1")),
            Map.entry("documentation.example.com", List.of("192.0.2.7")),
            Map.entry("benchmark.example.com", List.of("198.19.255.255")),
            Map.entry("reserved.example.com", List.of("255.255.255.255")),
            Map.entry("sitelocal.example.com", List.of("fec0::1")),
            Map.entry("teredo.example.com", List.of("2001:0:4136:e378:8000:63bf:f5ff:fffe")),
            Map.entry("mixedsix.example.com", List.of("2606:2800:220:1:248:1893:25c8:1946", "::ffff:192.168.0.1")),
            Map.entry("metadata.goog", List.of(PUBLIC)),
            Map.entry("metadata.google.internal", List.of(PUBLIC)),
            Map.entry("xn--bcher-kva.example", List.of(PUBLIC)),
            Map.entry("public.example.com", List.of(PUBLIC)));

    private static final Dns FAKE_DNS = host -> {
        var texts = NAMES.get(host);
        if (texts == null) {
            throw new UnknownHostException(host);
        }
        var addresses = new ArrayList<InetAddress>();
        for (var text : texts) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses;
    };

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

    private static FetchResult fetch(PageFetcher pages, String url) throws Exception {
        return pages.fetch(url, true).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Stream<String> inside() {
        return Stream.of(
                        "http://127.0.0.1/",
                        "http://127.0.0.1:PORT/",
                        "http://127.1.2.3/",
                        "http://127.255.255.254/",
                        "http://localhost/",
                        "http://localhost:PORT/",
                        "http://LOCALHOST:PORT/",
                        "http://localhost./",
                        "http://0.0.0.0/",
                        "http://0.0.0.0:PORT/",
                        "http://0/",
                        "http://10.0.0.1/",
                        "http://10.255.255.255/",
                        "http://172.16.0.1/",
                        "http://172.31.255.255/",
                        "http://192.168.0.1/",
                        "http://192.168.255.255/",
                        "http://100.64.0.1/",
                        "http://100.127.255.255/",
                        "http://100.100.100.200/latest/meta-data/",
                        "http://169.254.169.254/latest/meta-data/",
                        "http://169.254.0.1/",
                        "http://192.0.0.192/",
                        "http://192.0.2.1/",
                        "http://198.18.0.1/",
                        "http://198.51.100.7/",
                        "http://203.0.113.9/",
                        "http://224.0.0.1/",
                        "http://239.255.255.250/",
                        "http://240.0.0.1/",
                        "http://255.255.255.255/",
                        "http://2130706433/",
                        "http://0x7f000001/",
                        "http://0x7f.0.0.1/",
                        "http://0x7f.1/",
                        "http://0177.0.0.1/",
                        "http://017700000001/",
                        "http://127.1/",
                        "http://127.0.1/",
                        "http://3232235521/",
                        "http://0xA9FEA9FE/",
                        "http://%31%32%37.0.0.1/",
                        "http://127。0。0。1/",
                        "http://１２７.0.0.1/",
                        "http://①②⑦.⓪.⓪.①/",
                        "http://[::1]/",
                        "http://[::1]:PORT/",
                        "http://[::]/",
                        "http://[0:0:0:0:0:0:0:1]/",
                        "http://[::ffff:127.0.0.1]/",
                        "http://[::ffff:7f00:1]/",
                        "http://[::ffff:169.254.169.254]/",
                        "http://[::127.0.0.1]/",
                        "http://[64:ff9b::7f00:1]/",
                        "http://[64:ff9b:1::1]/",
                        "http://[2002:7f00:1::]/",
                        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                        "http://[2001:db8::1]/",
                        "http://[fc00::1]/",
                        "http://[fd00:ec2::254]/latest/meta-data/",
                        "http://[fe80::1]/",
                        "http://[ff02::1]/",
                        "http://loopback.example.com/",
                        "http://private.example.com/",
                        "http://mixed.example.com/",
                        "http://metadata.example.com/",
                        "http://six.example.com/",
                        "http://ula.example.com/",
                        "http://mapped.example.com/",
                        "http://nat64.example.com/",
                        "http://sixtofour.example.com/",
                        "http://cgnat.example.com/",
                        "http://zero.example.com/",
                        "http://multicast.example.com/",
                        "http://user:secret@public.example.com/",
                        "http://public.example.com@127.0.0.1/",
                        "http://127.0.0.1#@public.example.com/",
                        "http://127.0.0.1\\@public.example.com/",
                        "http://public.example.com:22/",
                        "http://public.example.com:6379/",
                        "http://public.example.com:9092/",
                        "http://93.184.216.34:25/",
                        "file:///etc/passwd",
                        "ftp://public.example.com/file",
                        "gopher://127.0.0.1:6379/_FLUSHALL",
                        "jar:http://public.example.com/a.jar!/",
                        "data:text/html,<p>x",
                        "javascript:alert(1)",
                        "//127.0.0.1/",
                        "",
                        "http://127.0.0.1./",
                        "http://127.0.0.1.:PORT/",
                        "https://10.0.0.1/",
                        "http://192.88.99.1/",
                        "http://0x7f000001./",
                        "http://0x7f.0x0.0x0.0x1/",
                        "http://0300.0250.0.1/",
                        "http://[::ffff:0:127.0.0.1]/",
                        "http://[::ffff:100.64.0.1]/",
                        "http://[::10.0.0.1]/",
                        "http://[64:ff9b:1:ffff::10.0.0.1]/",
                        "http://[fec0::1]/",
                        "http://[feb0::1]/",
                        "http://[fd12:3456:789a::1]/",
                        "http://[2001:20::1]/",
                        "http://[3fff::1]/",
                        "http://[fe80::1%25eth0]/",
                        "http://metadata.google.internal/computeMetadata/v1/",
                        "http://METADATA.google.internal./",
                        "http://metadata.goog/",
                        "http://metadata/",
                        "http://instance-data/latest/",
                        "http://documentation.example.com/",
                        "http://benchmark.example.com/",
                        "http://reserved.example.com/",
                        "http://sitelocal.example.com/",
                        "http://teredo.example.com/",
                        "http://mixedsix.example.com/",
                        "http://MIXED.example.com/",
                        "http://127.0.0.1%2f@public.example.com/",
                        "https://public.example.com:6443/",
                        "http://public.example.com:0/",
                        "ws://public.example.com/",
                        "ldap://127.0.0.1/",
                        "dict://127.0.0.1:11211/stat")
                .map(url -> url.replace("PORT", Integer.toString(web.port())));
    }

    @ParameterizedTest
    @MethodSource("inside")
    void given_aLinkThatLeadsInside_when_fetched_then_itIsRefusedForGood(String url) throws Exception {
        WIRES.reached.clear();

        var result = fetch(strict, url);

        assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failed.errorClass().id()).isIn("forbidden_target", "bad_url");
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
            assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failed.errorClass().id()).isIn("forbidden_target", "bad_redirect", "too_many_redirects");
        });
        assertThat(WIRES.inside()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inside")
    void given_aRefreshThatLeadsInside_when_followed_then_itIsRefusedForGood(String url) throws Exception {
        WIRES.reached.clear();
        try (var page = (Fetched) fetch(strict, "http://public.example.com/")) {
            var result = strict.refresh(page, url).toCompletableFuture().get(20, TimeUnit.SECONDS);

            assertThat(result).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
                assertThat(failed.errorClass().id()).isIn("forbidden_target", "bad_redirect");
            });
        }
        assertThat(WIRES.inside()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inside")
    void given_aRobotsFileThatLeadsInside_when_fetched_then_itIsNotFollowed(String url) throws Exception {
        web.redirect("/robots.txt", 302, url);
        WIRES.reached.clear();
        try (var pages = new PageFetcher(config("false", true), FAKE_DNS, Clock.systemUTC(), SharedGap.NONE, WATCHED)) {
            var result = fetch(pages, "http://public.example.com/");
            if (result instanceof Failed failed) {
                assertThat(failed.errorClass()).hasToString("robots_unavailable");
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
        ((Fetched) result).close();
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
                                f.errorClass().id())
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
            ((Fetched) fetch(pages, "http://rebinding.example.com/")).close();
            assertThat(asked).hasValue(1);

            clock.forward(CachedDns.KEEP);
            assertThat(fetch(pages, "http://rebinding.example.com/")).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.errorClass()).hasToString("forbidden_target");
                assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
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
