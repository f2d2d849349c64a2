package sentinel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.fixture.FakeWeb;
import sentinel.web.WebClient.Limits;
import sentinel.web.WebResult.Answered;
import sentinel.web.WebResult.NoAnswer;

class WebClientTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeWeb web = new FakeWeb();
    private final WebClient client = client(AllowedHosts.EVERY_PRIVATE);

    /** Every name leads to this machine. */
    private static WebClient client(AllowedHosts allowed) {
        Dns dns = name -> List.of(InetAddress.getLoopbackAddress());
        var limits = new Limits(SOON, SOON, SOON, 4);
        return new WebClient("Sentinel/test", allowed, Set.of(80), limits, dns, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        client.close();
        web.close();
    }

    private WebRequest request(String path) {
        return WebRequest.of(HttpUrl.get(web.url(path)), Map.of());
    }

    private static String summary(HttpUrl url, Response response) throws IOException {
        return response.code() + " " + url.encodedPath();
    }

    private static <T> WebResult<T> await(CompletableFuture<WebResult<T>> result) throws Exception {
        return result.get(30, TimeUnit.SECONDS);
    }

    private static Trouble trouble(WebResult<String> result) {
        assertThat(result).isInstanceOf(NoAnswer.class);
        return ((NoAnswer<String>) result).trouble();
    }

    @Test
    void given_a_redirect_when_got_then_it_is_the_answer_and_not_followed() throws Exception {
        web.redirect("/a", 302, "/b");

        assertThat(await(client.get(request("/a"), SOON, WebClientTest::summary)))
                .isEqualTo(new Answered<>("302 /a"));
        assertThat(web.hits("/b")).isZero();
    }

    @Test
    void given_redirects_when_followed_then_the_first_answer_that_leads_no_further_is_read() throws Exception {
        web.redirect("/a", 301, "/b");
        web.redirect("/b", 307, "/c");
        web.page("/c", "<p>c");
        web.redirect("/nowhere", 302, "mailto:a@b.example");

        assertThat(await(client.follow(request("/a"), 2, SOON, WebClientTest::summary)))
                .isEqualTo(new Answered<>("200 /c"));
        assertThat(await(client.follow(request("/a"), 1, SOON, WebClientTest::summary)))
                .isEqualTo(new Answered<>("307 /b"));
        assertThat(await(client.follow(request("/nowhere"), 5, SOON, WebClientTest::summary)))
                .isEqualTo(new Answered<>("302 /nowhere"));
    }

    @ParameterizedTest
    @CsvSource({
        "300, /b, To",
        "300, , None",
        "301, /b, To",
        "302, , Nowhere",
        "303, ftp://a.example/, Nowhere",
        "304, /b, None",
        "305, /b, None",
        "308, /b, To",
        "200, /b, None",
        "404, /b, None"
    })
    void given_a_status_and_a_location_when_read_then_it_is_a_redirect_or_not(
            int status, String location, String expected) throws Exception {
        if (location == null) {
            web.status("/a", status);
        } else {
            web.redirect("/a", status, location);
        }

        var result = await(client.get(request("/a"), SOON, (url, response) -> Redirect.of(url, response)
                .getClass()
                .getSimpleName()));

        assertThat(result).isEqualTo(new Answered<>(expected));
    }

    @Test
    void given_a_private_host_when_requested_then_it_is_forbidden_unless_the_operator_chose_it() throws Exception {
        web.redirect("/inside", 302, "http://other.example:" + web.port() + "/a");
        web.page("/a", "<p>a");
        try (var strict = client(AllowedHosts.NONE)) {
            assertThat(trouble(await(strict.get(request("/a"), SOON, WebClientTest::summary))))
                    .isEqualTo(Trouble.FORBIDDEN);
            assertThat(web.hits("/a")).isZero();

            var own = new WebRequest(HttpUrl.get(web.url("/a")), Map.of(), null, true);
            assertThat(await(strict.get(own, SOON, WebClientTest::summary))).isEqualTo(new Answered<>("200 /a"));

            var leadsInside = new WebRequest(HttpUrl.get(web.url("/inside")), Map.of(), null, true);
            var refused = await(strict.follow(leadsInside, 5, SOON, WebClientTest::summary));
            assertThat(trouble(refused)).isEqualTo(Trouble.FORBIDDEN);
            assertThat(((NoAnswer<String>) refused).redirects()).isEqualTo(1);
            assertThat(((NoAnswer<String>) refused).url().host()).isEqualTo("other.example");
        }
    }

    @Test
    void given_a_server_that_does_not_answer_when_the_time_is_up_then_it_is_a_timeout() throws Exception {
        web.stall("/a");

        var result = await(client.get(request("/a"), Duration.ofMillis(300), WebClientTest::summary));

        assertThat(trouble(result)).isEqualTo(Trouble.TIMEOUT);
    }

    @Test
    void given_redirects_without_end_when_the_deadline_is_over_then_it_is_a_timeout() throws Exception {
        web.delay(Duration.ofMillis(200));
        web.redirect("/a", 302, "/a");

        var result = await(client.follow(request("/a"), 1_000, Duration.ofSeconds(1), WebClientTest::summary));

        assertThat(trouble(result)).isEqualTo(Trouble.TIMEOUT);
        assertThat(web.hits("/a")).isLessThanOrEqualTo(5);
    }

    @Test
    void given_requests_under_way_when_all_are_cancelled_then_each_ends_without_an_answer() throws Exception {
        web.stall("/a");
        var result = client.get(request("/a"), SOON, WebClientTest::summary);
        web.stall("/b");
        var other = client.follow(request("/b"), 5, SOON, WebClientTest::summary);

        client.cancelAll();

        assertThat(trouble(await(result))).isEqualTo(Trouble.CONNECTION);
        assertThat(trouble(await(other))).isEqualTo(Trouble.CONNECTION);
    }

    @Test
    void given_a_reading_with_a_bug_when_an_answer_comes_then_the_bug_is_shown() {
        web.page("/a", "<p>a");
        var result = client.<String>get(request("/a"), SOON, (url, response) -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("a bug");
    }

    @Test
    void given_a_request_when_sent_then_it_says_who_asks_and_what_it_can_read() throws Exception {
        web.page("/a", "<p>a");
        await(client.get(
                WebRequest.of(
                        HttpUrl.get(web.url("/a")), Map.of("Accept-Encoding", "identity", "Accept", "text/plain")),
                SOON,
                WebClientTest::summary));
        await(client.get(request("/b"), SOON, WebClientTest::summary));

        assertThat(web.last("/a").getHeaders().get("User-Agent")).isEqualTo("Sentinel/test");
        assertThat(web.last("/a").getHeaders().get("Accept")).isEqualTo("text/plain");
        assertThat(web.last("/a").getHeaders().values("Accept-Encoding")).containsExactly("identity");
        assertThat(web.last("/b").getHeaders().get("Accept-Encoding")).isEqualTo(BodyReader.ACCEPTED);
    }
}
