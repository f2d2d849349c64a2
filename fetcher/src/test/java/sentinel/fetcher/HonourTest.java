package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.config.Env;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fixture.FakeWeb;

/** What sites ask of robots is done, where the operator has not said otherwise. */
class HonourTest {

    private static FakeWeb web;
    private static PageFetcher polite;
    private static PageFetcher deaf;

    @BeforeAll
    static void start() throws Exception {
        web = new FakeWeb();
        web.bytes(
                "/.well-known/tdmrep.json",
                "application/json",
                """
                [{"location": "/mined/free/*", "tdm-reservation": 0},
                 {"location": "/mined/*.html$", "tdm-reservation": 1, "tdm-policy": "https://example.com/policy.json"},
                 {"location": 7, "tdm-reservation": 1}, {"location": "/", "unknown": true}]
                """
                        .getBytes(StandardCharsets.UTF_8));
        polite = fetcher("noindex,noarchive,tdm");
        deaf = fetcher("none");
    }

    @AfterAll
    static void stop() {
        polite.close();
        deaf.close();
        web.close();
    }

    private static PageFetcher fetcher(String honour) {
        var config = Env.read(
                Map.of(
                        "SENTINEL_ALLOW_PRIVATE_HOSTS",
                        "127.0.0.1",
                        "SENTINEL_USER_AGENT",
                        "SentinelBot/0.1 (+https://example.com/bot)",
                        "SENTINEL_HONOUR",
                        honour),
                FetcherConfig::from);
        return new PageFetcher(config, Dns.SYSTEM, Clock.systemUTC());
    }

    /** {@code kept}, {@code read} (not to be archived), or the class of the refusal. */
    private static String outcome(PageFetcher pages, String path) throws Exception {
        var result = pages.page(web.url(path)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        if (result instanceof Fetched<WebPage> page) {
            return page.value().mayArchive() ? "kept" : "read";
        }
        var failed = ((Failed<WebPage>) result).failure();
        assertThat(failed.kind()).isEqualTo(Failure.Kind.PERMANENT);
        assertThat(pages.running()).isZero();
        return failed.errorClass().id();
    }

    /** Path, headers ({@code name=value}, separated by bars), elements of the head, outcome. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/a; ; ; kept",
                "/a; X-Robots-Tag=noindex; ; noindex",
                "/a; X-Robots-Tag=NoIndex, nofollow; ; noindex",
                "/a; X-Robots-Tag=none; ; noindex",
                "/a; X-Robots-Tag=all; ; kept",
                "/a; X-Robots-Tag=nofollow, nosnippet; ; kept",
                "/a; X-Robots-Tag=googlebot: noindex; ; kept",
                "/a; X-Robots-Tag=googlebot: nofollow, noindex; ; kept",
                "/a; X-Robots-Tag=SentinelBot: noindex; ; noindex",
                "/a; X-Robots-Tag=googlebot: nofollow, sentinelbot: noindex; ; noindex",
                "/a; X-Robots-Tag=googlebot: noindex|X-Robots-Tag=noarchive; ; read",
                "/a; X-Robots-Tag=max-snippet:50, noarchive; ; read",
                "/a; X-Robots-Tag=unavailable_after: 25 Jun 2030 15:00:00 PST, noindex; ; noindex",
                "/a; X-Robots-Tag=noarchive; ; read",
                "/a; ; <meta name=robots content=noindex>; noindex",
                "/a; ; <META CONTENT='INDEX,NOARCHIVE' NAME='ROBOTS'>; read",
                "/a; ; <meta name=robots content='max-image-preview:large'>; kept",
                "/a; ; <meta name=googlebot content=noindex>; kept",
                "/a; ; <meta name=sentinelbot content='noindex, nofollow'>; noindex",
                "/a; ; <meta name=robots content=index><meta name=sentinelbot content=noarchive>; read",
                "/a; ; <!-- <meta name=robots content=noindex> -->; kept",
                "/a; ; <script>'<meta name=robots content=noindex>'</script>; kept",
                "/a; X-Robots-Tag=noarchive; <meta name=robots content=noindex>; noindex",
                "/a; tdm-reservation=1; ; tdm_reserved",
                "/a; TDM-Reservation=1|tdm-policy=https://example.com/p; ; tdm_reserved",
                "/a; tdm-reservation=0; ; kept",
                "/a; tdm-reservation=yes; ; kept",
                "/a; ; <meta name='tdm-reservation' content='1'>; tdm_reserved",
                "/a; ; <meta name='tdm-reservation' content='0'>; kept",
                "/a; tdm-reservation=1; <meta name='tdm-reservation' content='0'>; kept",
                "/a; tdm-reservation=0; <meta name='tdm-reservation' content='1'>; tdm_reserved",
                "/mined/a.html; ; ; tdm_reserved",
                "/mined/a.html?page=2; ; ; kept",
                "/mined/free/a.html; ; ; kept",
                "/mined/a.html; tdm-reservation=0; ; kept",
                "/mined/a.html; ; <meta name=tdm-reservation content=0>; kept",
                "/mined/a.html; X-Robots-Tag=noindex; ; noindex",
            })
    void given_aWish_when_fetched_then_itIsHonouredUnlessTheOperatorSaysOtherwise(
            String path, String headers, String head, String outcome) throws Exception {
        var served = new ArrayList<String>();
        for (var header : headers == null ? List.<String>of() : List.of(headers.split("\\|", -1))) {
            served.addAll(List.of(header.split("=", 2)));
        }
        String page = FakeWeb.article("Rain", "Nobody").replace("<head>", "<head>" + (head == null ? "" : head));
        web.bytes(path, "text/html", page.getBytes(StandardCharsets.UTF_8), served.toArray(String[]::new));

        assertThat(outcome(polite, path)).isEqualTo(outcome);
        assertThat(outcome(deaf, path)).isEqualTo("kept");
    }

    @Test
    void given_aWishInAWideEncoding_when_fetched_then_itIsHonoured() throws Exception {
        String page = FakeWeb.article("Rain", "Nobody").replace("<head>", "<head><meta name=robots content=noindex>");
        web.bytes("/wide", "text/html", ("\ufeff" + page).getBytes(StandardCharsets.UTF_16LE));

        assertThat(outcome(polite, "/wide")).isEqualTo("noindex");
    }

    @Test
    void given_noFileOfReservations_when_fetched_then_itIsAskedForOnceAndNotByTheDeaf() throws Exception {
        try (var other = new FakeWeb();
                var pages = fetcher("tdm");
                var careless = fetcher("noindex")) {
            for (int i = 0; i < 3; i++) {
                other.page("/" + i, FakeWeb.article("Rain", "Nobody"));
                for (var fetcher : List.of(pages, careless)) {
                    var result = fetcher.page(other.url("/" + i)).toCompletableFuture();
                    assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(Fetched.class);
                }
            }
            assertThat(other.hits("/.well-known/tdmrep.json")).isEqualTo(1);
        }
    }
}
