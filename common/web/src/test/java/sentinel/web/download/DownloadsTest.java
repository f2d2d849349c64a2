package sentinel.web.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sentinel.fixture.FakeWeb;
import sentinel.web.AllowedHosts;
import sentinel.web.download.Reply.Kind;

class DownloadsTest {

    private final FakeWeb server = new FakeWeb();
    private final Downloads web = new Downloads(
            "Sentinel/test",
            Duration.ofSeconds(10),
            AllowedHosts.NONE,
            Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));

    @AfterEach
    void close() {
        web.close();
        server.close();
    }

    @Test
    void given_a_server_that_knows_ranges_when_the_tail_is_asked_for_then_only_it_is_sent() {
        server.route("/list", request -> FakeWeb.response(206)
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
        server.route("/list", FakeWeb.response(416));

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
        server.route("/a", FakeWeb.response(307, "Location", "b?x=1")).route("/b", request -> FakeWeb.response(200)
                .newBuilder()
                .body(request.getHeaders().get("If-None-Match"))
                .build());

        var reply = (Reply.Page) web.get(server.uri("/a"), Map.of("If-None-Match", "v"), 100);

        assertThat(reply.finalUrl()).isEqualTo(server.uri("/b?x=1"));
        assertThat(text(reply)).isEqualTo("v");
    }

    @Test
    void given_a_redirect_to_another_scheme_when_followed_then_it_leads_nowhere() {
        server.route("/a", FakeWeb.response(302, "Location", "file:///etc/hostname"));

        assertThat(web.get(server.uri("/a"), Map.of(), 100)).isInstanceOf(Reply.Failed.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "Sun, 01 Mar 2026 11:00:00 GMT | PT1H",
                "Sun, 01 Mar 2026 09:00:00 GMT | PT0S",
                "soon | "
            })
    void given_retry_after_when_refused_then_it_is_seconds_or_a_date(String header, Duration expected) {
        server.route("/busy", FakeWeb.response(503, "Retry-After", header));

        var reply = (Reply.Failed) web.get(server.uri("/busy"), Map.of(), 100);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter().orElse(null)).isEqualTo(expected);
    }

    static Stream<Arguments> packed() throws IOException {
        byte[] plain =
                "<rss>A feed, and nothing but a feed, with an \u00e9 in it</rss>".getBytes(StandardCharsets.UTF_8);
        byte[] marked = ("\uFEFF" + new String(plain, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                Arguments.of("gzip, told", "gzip", gzip(plain), plain),
                Arguments.of("gzip, not told", null, gzip(plain), plain),
                Arguments.of("gzip, told to be nothing", "identity", gzip(plain), plain),
                Arguments.of("gzip twice, told once", "gzip", gzip(gzip(plain)), plain),
                Arguments.of("nothing, told to be gzip", "gzip", plain, plain),
                Arguments.of("nothing, told to be deflate", "deflate", marked, marked),
                Arguments.of("nothing, told to be what is no coding", "utf-8", marked, marked),
                Arguments.of("deflate as zlib, told", "deflate", deflate(plain, false), plain),
                Arguments.of("deflate bare, told", "deflate", deflate(plain, true), plain),
                Arguments.of("deflate as zlib, not told", null, deflate(plain, false), plain));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packed")
    void given_a_body_however_packed_when_asked_for_then_it_is_unpacked(
            String name, String coding, byte[] body, byte[] expected) {
        server.route(
                "/feed",
                coding == null
                        ? FakeWeb.response("text/xml", body)
                        : FakeWeb.response("text/xml", body, "Content-Encoding", coding));

        var reply = (Reply.Page) web.get(server.uri("/feed"), Map.of(), 100_000);

        assertThat(reply.body().array()).isEqualTo(expected);
    }

    @Test
    void given_an_archive_under_a_false_header_when_asked_for_then_it_stays_packed() {
        byte[] zip = "PK\u0003\u0004 and the rest of the archive".getBytes(StandardCharsets.ISO_8859_1);
        server.route("/file.zip", FakeWeb.response("application/zip", zip, "Content-Encoding", "gzip"));

        var reply = (Reply.Page) web.get(server.uri("/file.zip"), Map.of(), 100_000);

        assertThat(reply.body().array()).isEqualTo(zip);
    }

    @Test
    void given_a_body_that_swells_or_is_damaged_when_asked_for_then_it_is_told_which() throws Exception {
        server.route("/bomb", FakeWeb.response("text/xml", gzip(new byte[200_000])));
        server.route(
                "/cut",
                FakeWeb.response(
                        "text/xml", Arrays.copyOf(gzip("x y z".repeat(99).getBytes()), 25)));

        assertThat(kind(web.get(server.uri("/bomb"), Map.of(), 100_000))).isEqualTo(Kind.TOO_LARGE);
        assertThat(kind(web.get(server.uri("/cut"), Map.of(), 100_000))).isEqualTo(Kind.DAMAGED);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:%d/b",
        "http://inner.example:%d/b",
        "http://feeds.example:1/b",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:%d/b",
        "http://2130706433:%d/b",
    })
    void given_a_redirect_to_a_private_place_when_followed_then_it_is_refused_with_the_reason(String target) {
        int port = server.uri("/").getPort();
        server.route("/a", FakeWeb.response(302, "Location", target.formatted(port)))
                .route("/b", FakeWeb.response(200));

        try (var guarded = named(AllowedHosts.NONE)) {
            var reply = guarded.get(URI.create("http://feeds.example:" + port + "/a"), Map.of(), 100);

            assertThat(kind(reply)).isEqualTo(Kind.REDIRECT);
            assertThat(((Reply.Failed) reply).reason()).contains("refused");
            assertThat(server.requests("/a")).hasSize(1);
            assertThat(server.requests("/b")).isEmpty();
        }
    }

    @Test
    void given_private_hosts_that_are_allowed_when_redirected_there_then_it_is_followed() {
        int port = server.uri("/").getPort();
        server.route("/a", FakeWeb.response(302, "Location", "http://inner.example:" + port + "/b"))
                .route("/b", FakeWeb.response(200));

        for (var setting : List.of("true", "inner.example", "127.0.0.0/8")) {
            try (var guarded = named(AllowedHosts.parse(setting))) {
                assertThat(guarded.get(URI.create("http://feeds.example:" + port + "/a"), Map.of(), 100))
                        .as(setting)
                        .isInstanceOf(Reply.Page.class);
            }
        }
    }

    /** Every name leads to this machine. */
    private static Downloads named(AllowedHosts allowed) {
        Dns dns = name -> List.of(InetAddress.getLoopbackAddress());
        return new Downloads("Sentinel/test", Duration.ofSeconds(10), allowed, dns, Clock.systemUTC());
    }

    private static Kind kind(Reply reply) {
        return ((Reply.Failed) reply).kind();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
        try (var deflate = new DeflaterOutputStream(out, deflater)) {
            deflate.write(bytes);
        }
        deflater.end();
        return out.toByteArray();
    }

    private static String text(Reply reply) {
        return new String(((Reply.Page) reply).body().array(), StandardCharsets.UTF_8);
    }
}
