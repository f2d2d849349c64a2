package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.Env;
import sentinel.fetcher.Failure.Kind;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.PageUse.Seen;
import sentinel.fixture.FakeWeb;

class PageFetcherTest {

    private static final String PAGE = FakeWeb.article("Rain", "Nobody");
    private FakeWeb web;
    private PageFetcher pages;

    @BeforeEach
    void start() throws Exception {
        web = new FakeWeb();
        var config = Env.read(
                Map.of(
                        "SENTINEL_ALLOW_PRIVATE_HOSTS", "127.0.0.1",
                        "SENTINEL_CONTACT", "mailto:news@example.com",
                        "SENTINEL_FETCH_READ_TIMEOUT", "20s",
                        "SENTINEL_FETCH_CALL_TIMEOUT", "1s"),
                FetcherConfig::from);
        pages = new PageFetcher(config, Dns.SYSTEM, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        pages.close();
        web.close();
    }

    private FetchResult<WebPage> fetch(String path) throws Exception {
        return pages.page(web.url(path)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static WebPage fetched(FetchResult<WebPage> result) {
        assertThat(result).isInstanceOf(Fetched.class);
        return ((Fetched<WebPage>) result).value();
    }

    private static Failure failed(FetchResult<WebPage> result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed<WebPage>) result).failure();
    }

    @Test
    void given_aHostThatAsksForAPause_when_fetchedAgain_then_itIsNotAskedBeforeThat() throws Exception {
        web.status("/a", 429, "Retry-After", "600");
        web.page("/b", PAGE);

        var first = failed(fetch("/a"));
        assertThat(first.errorClass()).hasToString("http_429");
        assertThat(first.retryAfter()).isEqualTo(Duration.ofMinutes(10));

        var second = failed(fetch("/b"));
        assertThat(second.errorClass()).hasToString("host_on_hold");
        assertThat(second.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(second.retryAfter()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(web.hits("/b")).isZero();
    }

    @Test
    void given_aCompressedPage_when_fetched_then_itIsReadable() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(PAGE.getBytes(StandardCharsets.UTF_8));
        }
        web.bytes("/a", "text/html", packed.toByteArray(), "Content-Encoding", "gzip", "ETag", "\"1\"");

        var page = fetched(fetch("/a"));
        assertThat(page.body().array()).isEqualTo(PAGE.getBytes(StandardCharsets.UTF_8));
        assertThat(page.header("ETag")).isEqualTo("\"1\"");
        assertThat(page.header("Content-Type")).isEqualTo("text/html");
        assertThat(page.redirects()).isEmpty();
        assertThat(pages.running()).isZero();
    }

    @Test
    void given_bytesThatLieAboutTheirType_when_fetched_then_theBytesDecide() throws Exception {
        web.bytes("/plain", "text/plain", PAGE.getBytes(StandardCharsets.UTF_8));
        web.bytes("/none", null, PAGE.getBytes(StandardCharsets.UTF_8));
        web.bytes("/pdf", "text/html", "%PDF-1.7 ...".getBytes(StandardCharsets.UTF_8));
        web.bytes("/json", "text/html", "{\"error\": 1}".getBytes(StandardCharsets.UTF_8));
        web.bytes("/text", "text/plain", "just words".getBytes(StandardCharsets.UTF_8));
        web.bytes("/film", "video/mp4", new byte[100]);

        fetched(fetch("/plain"));
        fetched(fetch("/none"));
        for (var path : new String[] {"/pdf", "/json", "/text", "/film"}) {
            assertThat(failed(fetch(path)).errorClass()).as(path).hasToString("not_html");
        }
    }

    @Test
    void given_tenRedirects_when_fetched_then_theyAreFollowedAndElevenAreNot() throws Exception {
        for (int i = 0; i < 11; i++) {
            web.redirect("/r" + i, 302, "/r" + (i + 1));
        }
        web.page("/r11", PAGE);

        assertThat(failed(fetch("/r0")).errorClass()).hasToString("too_many_redirects");
        var page = fetched(fetch("/r1"));
        assertThat(page.redirects()).hasSize(9).startsWith(web.url("/r2")).endsWith(web.url("/r10"));
    }

    @Test
    void given_pagesThatSendTheReaderInCircles_when_fetched_then_thatEnds() throws Exception {
        web.redirect("/a", 302, "/b");
        web.redirect("/b", 302, "/a");
        web.redirect("/self", 302, "");

        assertThat(failed(fetch("/a")).errorClass()).hasToString("too_many_redirects");
        assertThat(web.hits("/a")).isEqualTo(3);
        assertThat(failed(fetch("/self")).errorClass()).hasToString("too_many_redirects");
        assertThat(pages.running()).isZero();
    }

    @Test
    void given_aSiteThatSetsACookieAndSendsTheReaderBack_when_fetched_then_thePageIsReached() throws Exception {
        web.status("/a", 302, "Location", "/consent");
        web.status("/consent", 302, "Location", "/a?ok", "Set-Cookie", "seen=1; Path=/");
        web.page("/a?ok", PAGE);

        fetched(fetch("/a"));
        assertThat(web.last("/a?ok").getHeaders().get("Cookie")).isEqualTo("seen=1");
    }

    @ParameterizedTest
    @CsvSource({
        "there, /news/there",
        "../there, /there",
        "/there?x=1, /there?x=1",
        "?x=1, /news/here?x=1",
        "' /there ', /there",
        "//127.0.0.1:PORT/there, /there",
        "HTTP://127.0.0.1:PORT/there#part, /there",
        "/the re, /the%20re",
        "/thère, /th%C3%A8re",
        "./a/../there, /news/there",
        "\\there, /there"
    })
    void given_aLocation_when_followed_then_itIsReadAsBrowsersDo(String location, String path) throws Exception {
        web.redirect("/news/here", 302, location.replace("PORT", "" + web.port()));
        web.page(path, PAGE);

        var page = fetched(fetch("/news/here"));
        assertThat(page.finalUrl()).isEqualTo(web.url(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "mailto:a@b.example", "http://a b/", "javascript:alert(1)", "LONG"})
    void given_aLocationThatIsNone_when_followed_then_itIsRefusedForGood(String location) throws Exception {
        web.redirect("/a", 301, location.replace("LONG", "/" + "x".repeat(9_000)));

        var failure = failed(fetch("/a"));
        assertThat(failure.errorClass()).hasToString("bad_redirect");
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failure.reason()).hasSizeLessThan(300);
    }

    @Test
    void given_aStatusThatIsNoRedirect_when_itHasALocation_then_itIsNotFollowed() throws Exception {
        web.status("/a", 304, "Location", "/b");
        web.status("/created", 201, "Location", "/b", "Content-Type", "text/html");
        web.page("/b", PAGE);

        assertThat(failed(fetch("/a")).errorClass()).hasToString("http_304");
        var page = fetched(fetch("/created"));
        assertThat(page.finalUrl()).isEqualTo(web.url("/created"));
        assertThat(web.hits("/b")).isZero();
    }

    @Test
    void given_pagesThatRefresh_when_followed_then_theyAreRecordedAndTwoAreEnough() throws Exception {
        for (int i = 0; i < 4; i++) {
            web.page("/p" + i, PAGE);
        }

        var page = fetched(refreshed(2));
        assertThat(page.redirects()).containsExactly(web.url("/p1"));
        assertThat(page.finalUrl()).isEqualTo(web.url("/p2"));
        assertThat(failed(refreshed(3)).errorClass()).hasToString("too_many_redirects");
        assertThat(web.hits("/p3")).isZero();
        assertThat(pages.running()).isZero();
    }

    /** Fetches a page that sends its reader on to the next one, and so on, up to the page of this number. */
    private FetchResult<WebPage> refreshed(int last) throws Exception {
        var request = new FetchRequest(web.url("/p0"), true, null);
        PageUse<WebPage> use = page -> {
            assertThat(pages.running()).as("the place is held").isEqualTo(1);
            int number = Integer.parseInt(page.finalUrl().replace(web.url("/p"), ""));
            return CompletableFuture.completedFuture(
                    number == last ? new Seen.Taken<>(page) : new Seen.SentOn<>(web.url("/p" + (number + 1))));
        };
        return pages.fetch(request, use).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void given_aUseThatFails_when_thePageIsThere_then_itsPlaceIsFreeAndTheBugIsShown() throws Exception {
        web.page("/a", PAGE);
        var request = new FetchRequest(web.url("/a"), true, null);
        var fetch = pages.<WebPage>fetch(request, page -> {
                    throw new IllegalStateException("a bug");
                })
                .toCompletableFuture();

        assertThatThrownBy(() -> fetch.get(20, TimeUnit.SECONDS)).hasRootCauseMessage("a bug");
        assertThat(pages.running()).isZero();
    }

    @Test
    void given_aRequest_when_itIsSent_then_itSaysWhoAsks() throws Exception {
        web.page("/a", PAGE);
        fetched(fetch("/a"));

        for (var path : List.of("/a", "/robots.txt", "/.well-known/tdmrep.json")) {
            assertThat(web.last(path).getHeaders().get("User-Agent"))
                    .as(path)
                    .isEqualTo("SentinelBot/0.1 (self-hosted news monitor; +mailto:news@example.com)");
        }
    }

    @Test
    void given_aBodyThatIsDamaged_when_fetched_then_itIsWorthAnotherTry() throws Exception {
        web.bytes("/a", "text/html", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3}, "Content-Encoding", "gzip");

        assertThat(failed(fetch("/a")).errorClass()).hasToString("damaged_body");
        assertThat(failed(fetch("/a")).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void given_aServerThatSendsForEver_when_fetched_then_theCallIsEnded() throws Exception {
        web.drip("/a");

        assertThat(failed(fetch("/a")).errorClass()).hasToString("timeout");
        assertThat(pages.running()).isZero();
    }

    @Test
    void given_nobodyListening_when_fetched_then_itIsWorthAnotherTry() throws Exception {
        web.close();

        assertThat(failed(fetch("/a")).kind()).isEqualTo(Kind.TRANSIENT);
    }
}
