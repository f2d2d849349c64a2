package sentinel.producers.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.producers.TestWeb;

class WebTest {

    private final TestWeb server = new TestWeb();
    private final Web web = new Web(
            "Sentinel/test",
            Duration.ofSeconds(10),
            Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    @Test
    void given_a_server_that_knows_ranges_when_the_tail_is_asked_for_then_only_it_is_sent() {
        server.route("/list", request -> TestWeb.status(206)
                .newBuilder()
                .body(request.getHeaders().get("Range"))
                .build());

        assertThat(text(web.getTail(server.uri("/list"), 1000, 10_000))).isEqualTo("bytes=-1000");
    }

    @Test
    void given_a_server_that_knows_no_ranges_when_the_tail_is_asked_for_then_the_rest_is_read_and_dropped() {
        server.route("/list", ("x".repeat(5_000_000) + "the end").getBytes(StandardCharsets.UTF_8));

        assertThat(text(web.getTail(server.uri("/list"), 7, 10_000_000))).isEqualTo("the end");
        assertThat(text(web.getTail(server.uri("/list"), 6_000_000, 10_000_000)))
                .hasSize(5_000_007);
        assertThat(web.getTail(server.uri("/list"), 7, 1_000_000)).isInstanceOf(Reply.Failed.class);
    }

    @Test
    void given_an_empty_file_when_the_tail_is_asked_for_then_it_is_empty() {
        server.route("/list", TestWeb.status(416));

        assertThat(text(web.getTail(server.uri("/list"), 7, 100))).isEmpty();
    }

    @Test
    void given_a_body_at_its_bound_when_asked_for_then_one_byte_more_is_too_much() {
        server.route("/page", new byte[100_000]);

        assertThat(web.get(server.uri("/page"), Map.of(), 100_000)).isInstanceOf(Reply.Page.class);
        assertThat(web.get(server.uri("/page"), Map.of(), 99_999)).isInstanceOf(Reply.Failed.class);
    }

    @Test
    void given_redirects_when_followed_then_the_final_address_is_told_and_the_headers_go_along() {
        server.route("/a", TestWeb.status(307, "Location", "b?x=1")).route("/b", request -> TestWeb.status(200)
                .newBuilder()
                .body(request.getHeaders().get("If-None-Match"))
                .build());

        var reply = (Reply.Page) web.get(server.uri("/a"), Map.of("If-None-Match", "v"), 100);

        assertThat(reply.finalUrl()).isEqualTo(server.uri("/b?x=1"));
        assertThat(text(reply)).isEqualTo("v");
    }

    @Test
    void given_a_redirect_to_another_scheme_when_followed_then_it_leads_nowhere() {
        server.route("/a", TestWeb.status(302, "Location", "file:///etc/hostname"));

        assertThat(web.get(server.uri("/a"), Map.of(), 100)).isInstanceOf(Reply.Failed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"120 | PT2M", "Sun, 01 Mar 2026 11:00:00 GMT | PT1H", "Sun, 01 Mar 2026 09:00:00 GMT | ", "soon | "
            })
    void given_retry_after_when_refused_then_it_is_seconds_or_a_date(String header, Duration expected) {
        server.route("/busy", TestWeb.status(503, "Retry-After", header));

        var reply = (Reply.Failed) web.get(server.uri("/busy"), Map.of(), 100);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter().orElse(null)).isEqualTo(expected);
    }

    private static String text(Reply reply) {
        return new String(((Reply.Page) reply).body().toArray(), StandardCharsets.UTF_8);
    }
}
