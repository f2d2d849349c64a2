package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.config.Env;
import sentinel.fetcher.Failure.Kind;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fixture.FakeWeb;
import sentinel.service.run.Scope;

/** However a server stalls or lies, a fetch ends in time and holds nothing afterwards. All limits but the one looked at are a minute. */
class NetworkLimitsTest {

    private static final String PAGE = FakeWeb.article("Rain", "Nobody");
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Scope scope = new Scope();

    @AfterEach
    void stop() throws Exception {
        scope.close();
    }

    private PageFetcher fetcher(Dns dns, String... settings) {
        var env = new HashMap<>(Map.of(
                "SENTINEL_ALLOW_PRIVATE_HOSTS", "127.0.0.1,slow.example.com",
                "SENTINEL_ROBOTS", "false",
                "SENTINEL_HONOUR", "none",
                "SENTINEL_FETCH_CONNECT_TIMEOUT", "60s",
                "SENTINEL_FETCH_READ_TIMEOUT", "60s",
                "SENTINEL_FETCH_CALL_TIMEOUT", "60s",
                "SENTINEL_FETCH_DEADLINE", "60s"));
        for (int i = 0; i < settings.length; i += 2) {
            env.put(settings[i], settings[i + 1]);
        }
        return scope.add(new PageFetcher(Env.read(env, FetcherConfig::from), dns, Clock.systemUTC()));
    }

    private RawServer server(RawServer.Script script) throws IOException {
        return scope.add(new RawServer(script));
    }

    /** Fetches, and sees to it that the end comes soon and that the turn is given back. */
    private static FetchResult<WebPage> fetch(PageFetcher pages, String url) throws Exception {
        long startedAt = System.nanoTime();
        var result = pages.page(url).toCompletableFuture().get(50, TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(SOON);
        assertThat(pages.running()).isZero();
        assertThat(pages.waiting()).isZero();
        return result;
    }

    private static void assertFails(PageFetcher pages, String url, String errorClass) throws Exception {
        assertThat(fetch(pages, url)).isInstanceOfSatisfying(Failed.class, failed -> {
            var failure = failed.failure();
            assertThat(failure.errorClass().id()).as(failure.reason()).isEqualTo(errorClass);
            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        });
    }

    @Test
    void given_aServerThatAcceptsAndSaysNothing_when_fetched_then_theReadTimeoutEndsIt() throws Exception {
        var server = server((wire, target) -> wire.stall());

        assertFails(fetcher(Dns.SYSTEM, "SENTINEL_FETCH_READ_TIMEOUT", "300ms"), server.url("/a"), "timeout");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void given_headersThatDribble_when_fetched_then_theCallTimeoutEndsIt() throws Exception {
        var server = server((wire, target) -> wire.dribble("HTTP/1.1 200 OK\r\nX: " + "y".repeat(10_000), 50));

        assertFails(fetcher(Dns.SYSTEM, "SENTINEL_FETCH_CALL_TIMEOUT", "700ms"), server.url("/a"), "timeout");
    }

    @Test
    void given_aBodyThatDribbles_when_fetched_then_theCallTimeoutEndsIt() throws Exception {
        var server = server((wire, target) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000\r\n\r\n<p>");
            wire.dribble("word ".repeat(2_000), 50);
        });

        assertFails(fetcher(Dns.SYSTEM, "SENTINEL_FETCH_CALL_TIMEOUT", "700ms"), server.url("/a"), "timeout");
    }

    @Test
    void given_aBodyThatStopsInTheMiddle_when_fetched_then_theReadTimeoutEndsIt() throws Exception {
        var server = server((wire, target) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10000\r\n\r\n<p>");
            wire.stall();
        });

        assertFails(fetcher(Dns.SYSTEM, "SENTINEL_FETCH_READ_TIMEOUT", "300ms"), server.url("/a"), "timeout");
    }

    @Test
    void given_aChainOfSlowHops_when_fetched_then_theDeadlineOfTheWholeFetchEndsIt() throws Exception {
        var server = server((wire, target) -> {
            wire.pause(400);
            wire.send("HTTP/1.1 302 Found\r\nLocation: " + target + "x\r\nContent-Length: 0\r\n\r\n");
        });

        assertFails(fetcher(Dns.SYSTEM, "SENTINEL_FETCH_DEADLINE", "1500ms"), server.url("/a"), "timeout");
        assertThat(server.requests()).isBetween(2, 4);
    }

    @Test
    void given_aServerThatTakesNoConnection_when_fetched_then_theConnectTimeoutEndsIt() throws Exception {
        var full = scope.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        for (int i = 0; i < 4; i++) { // as many as wait to be accepted; nobody does
            var waiting = scope.add(new Socket());
            try {
                waiting.connect(full.getLocalSocketAddress(), 200);
            } catch (IOException e) {
                break;
            }
        }

        assertFails(
                fetcher(Dns.SYSTEM, "SENTINEL_FETCH_CONNECT_TIMEOUT", "300ms"),
                "http://127.0.0.1:" + full.getLocalPort() + "/a",
                "timeout");
    }

    @Test
    void given_aHandshakeThatStalls_when_fetched_then_itIsEnded() throws Exception {
        var silent = scope.add(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));

        assertFails(
                fetcher(Dns.SYSTEM, "SENTINEL_FETCH_READ_TIMEOUT", "300ms"),
                "https://127.0.0.1:" + silent.getLocalPort() + "/a",
                "timeout");
    }

    @Test
    void given_dnsThatDoesNotAnswer_when_fetched_then_theConnectTimeoutEndsIt() throws Exception {
        var never = new CountDownLatch(1);
        scope.add(never::countDown);
        Dns stalled = host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };

        assertFails(fetcher(stalled, "SENTINEL_FETCH_CONNECT_TIMEOUT", "300ms"), "http://slow.example.com/a", "dns");
    }

    @Test
    void given_aRobotsFileBehindSlowRedirects_when_fetched_then_allItsHopsTogetherAreBounded() throws Exception {
        var server = server((wire, target) -> {
            wire.pause(400);
            wire.send("HTTP/1.1 302 Found\r\nLocation: " + target + "x\r\nContent-Length: 0\r\n\r\n");
        });
        var pages = fetcher(Dns.SYSTEM, "SENTINEL_ROBOTS", "true", "SENTINEL_FETCH_CALL_TIMEOUT", "1s");

        assertFails(pages, server.url("/a"), "robots_unavailable");
        assertThat(server.requests()).isBetween(2, 3);
    }

    @Test
    void given_aLengthThatIsTooLong_when_fetched_then_theBodyIsNotTakenForWhole() throws Exception {
        var server = server((wire, target) -> {
            wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n" + PAGE);
            wire.hangUp();
        });

        assertFails(fetcher(Dns.SYSTEM), server.url("/a"), "connection");
    }

    @Test
    void given_aLengthThatIsTooShort_when_fetchedAgain_then_theRestIsNotTakenForTheNextAnswer() throws Exception {
        var server = server((wire, target) -> wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
                + (target.equals("/short") ? 20 : PAGE.length()) + "\r\n\r\n" + PAGE));
        var pages = fetcher(Dns.SYSTEM);

        assertThat(body(fetch(pages, server.url("/short")))).hasSize(20);
        var next = fetch(pages, server.url("/whole"));
        for (int i = 0; i < 3 && next instanceof Failed; i++) { // the spoilt connection may fail one fetch, no more
            next = fetch(pages, server.url("/whole"));
        }
        assertThat(new String(body(next), StandardCharsets.UTF_8)).isEqualTo(PAGE);
    }

    private static byte[] body(FetchResult<WebPage> result) {
        assertThat(result).isInstanceOf(Fetched.class);
        return ((Fetched<WebPage>) result).value().body().array();
    }

    @Test
    void given_aServerThatSpeaksNoHttp_when_fetched_then_itIsAFailureOfTheConnection() throws Exception {
        for (var nonsense : List.of("SSH-2.0-OpenSSH_9.6\r\n\r\n", "\u0000\u0001\u0002", "")) {
            var server = server((wire, target) -> {
                wire.send(nonsense);
                wire.hangUp();
            });
            assertFails(fetcher(Dns.SYSTEM), server.url("/a"), "connection");
        }
    }

    @Test
    void given_headersWithoutEnd_when_fetched_then_theyAreNotHeld() throws Exception {
        var server = server((wire, target) -> {
            wire.send("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 100_000; i++) {
                wire.send("X-" + i + ": " + "y".repeat(100) + "\r\n");
            }
        });

        assertFails(fetcher(Dns.SYSTEM), server.url("/a"), "connection");
    }
}
