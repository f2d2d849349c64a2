package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.TablePaths;

/** What HTTP asks of an API: problems, entity tags, compression, origins, headers, the dashboard beside it. */
class HttpTest {

    @TempDir
    static Path dir;

    private static SilverWriter silver;
    private static RunningApi api;

    @BeforeAll
    static void serve() throws IOException {
        silver = new SilverWriter(dir.resolve("silver")).create().insert(many(0, 60));
        var config = RunningApi.config(silver.path(), dir.resolve("index"));
        api = new RunningApi(new ApiConfig(
                config.tables(),
                config.index(),
                config.bind(),
                0,
                config.refresh(),
                config.silverPatience(),
                List.of("https://news.example", "http://localhost:5173")));
        api.awaitVersion(silver.version());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nonsense=1                          | nonsense        | one of body, company, copy_group, cursor
            Q=river                             | Q               | one of body
            source=twitter                      | source          | one of gdelt, rss
            source=GDELT                        | source          | one of gdelt, rss
            sentiment=happy                     | sentiment       | one of positive, neutral, negative, mixed
            sentiment=                          | sentiment       | one of positive
            sentiment=positive&sentiment=bad    | sentiment       | one of positive
            topic=                              | topic           | a name
            company=%20                         | company         | a name
            language=english                    | language        | ISO 639-1
            language=e1                         | language        | ISO 639-1
            freshness=new                       | freshness       | one of fresh, old, stale, unknown
            min_score=2                         | min_score       | a number from 0 to 1
            min_score=-0.1                      | min_score       | a number from 0 to 1
            max_score=high                      | max_score       | a number from 0 to 1
            max_score=NaN                       | max_score       | a number from 0 to 1
            max_score=                          | max_score       | a number from 0 to 1
            published_from=yesterday            | published_from  | a date such as
            published_to=2026-02-30             | published_to    | a date such as
            first_seen_from=2026-01-01T00:00:00 | first_seen_from | a date such as
            first_seen_to=1700000000            | first_seen_to   | a date such as
            first_seen_to=%2B999999999-01-01    | first_seen_to   | a date such as
            updated=yes                         | updated         | true or false
            updated=true&updated=false          | updated         | one value
            sort=newest                         | sort            | one of -first_seen_ts
            sort=relevance                      | sort            | q
            sort=relevance&q=%20                | sort            | q
            q=NOT%20profit                      | q               | without the operator NOT, which is not supported
            q=profit%20AND%20loss               | q               | write "AND" in quotes or and in lower case
            q=title:profit                      | q               | write "title:profit" in quotes
            limit=0                             | limit           | a whole number from 1 to 200
            limit=201                           | limit           | a whole number from 1 to 200
            limit=ten                           | limit           | a whole number from 1 to 200
            limit=99999999999                   | limit           | a whole number from 1 to 200
            limit=%2B5                          | limit           | a whole number from 1 to 200
            limit=%D9%A5                        | limit           | a whole number from 1 to 200
            min_words=-1                        | min_words       | a whole number from 0 to 2147483647
            min_words=2147483648                | min_words       | a whole number from 0 to 2147483647
            min_score=0.5d                      | min_score       | a number from 0 to 1
            min_score=0x1p-1                    | min_score       | a number from 0 to 1
            min_score=%D9%A0.5                  | min_score       | a number from 0 to 1
            published_to=%2B999999999-12-31     | published_to    | a date such as
            published_to=%D9%A2026-01-01        | published_to    | a date such as
            published_to=2026-01-01T25:00:00Z   | published_to    | a date such as
            min_score=0.6&max_score=0.5         | min_score       | not greater than max_score, which is 0.5
            min_words=2&max_words=1             | min_words       | not greater than max_words, which is 1
            published_from=2026-01-02&published_to=2026-01-01   | published_from  | before published_to, which is 2026-01-01
            first_seen_from=2026-01-02T00:00:00Z&first_seen_to=2026-01-02T00:00:00Z | first_seen_from | before first_seen_to
            limit=10&limit=20                   | limit           | one value
            facets=colour                       | facets          | source_name
            facets=topic,,person                | facets          | source_name
            facet_limit=0                       | facet_limit     | from 1 to 200
            fields=title,secret                 | fields          | some of id, url
            fields=folded_until                 | fields          | some of id, url
            body=1                              | body            | true or false
            cursor=abc                          | cursor          | a next_cursor
            cursor=                             | cursor          | a next_cursor
            cursor=%25%25                       | cursor          | a next_cursor
            """)
    void given_a_bad_parameter_when_listed_then_a_problem_names_it(String query, String parameter, String expected) {
        var response = api.get("/articles?" + query);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var problem = RunningApi.parse(response);
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("detail").asText()).startsWith(parameter);
        var error = problem.get("errors").get(0);
        assertThat(error.get("parameter").asText()).isEqualTo(parameter);
        assertThat(error.get("expected").asText()).contains(expected);
    }

    @Test
    void given_several_bad_parameters_when_listed_then_all_are_named() {
        var errors = RunningApi.parse(api.get("/articles?limit=0&sort=x&what=1&q=" + "x".repeat(501)))
                .get("errors");
        assertThat(errors.findValuesAsText("parameter")).containsExactlyInAnyOrder("limit", "sort", "what", "q");
    }

    @Test
    void given_a_cursor_when_the_query_is_another_then_a_problem() {
        String cursor =
                api.json("/articles?limit=5&language=en").get("next_cursor").asText();
        assertThat(api.get("/articles?limit=9&language=EN&facets=true&cursor=" + cursor)
                        .statusCode())
                .as("limit and facets may change, and EN is en")
                .isEqualTo(200);
        assertThat(api.get("/articles?limit=5&cursor=" + cursor).statusCode()).isEqualTo(400);
        assertThat(api.get("/articles?limit=5&language=en&sort=first_seen_ts&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/articles/0123456789abcdef,404",
        "/articles/x%2Fy,404",
        "/nothing,404",
        "/articles?q=%zz,400",
        "/articles/..%2f..%2fetc,404",
        "/articles/a;b=%00,404",
        "/costs?from=%2B999999999-12-31,400",
        "/stats?x=1,400"
    })
    void given_a_path_without_answer_when_asked_then_a_problem(String path, int status) throws IOException {
        // A socket, because clients refuse to send some of these.
        try (var socket = new java.net.Socket("127.0.0.1", api.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
            assertIsNamed(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /ARTICLES HTTP/9.9, 505", "G@T /articles HTTP/1.1, 400", "GET /articles?q=LONG HTTP/1.1, 414"})
    void given_a_request_that_is_none_when_sent_then_a_problem(String line, int status) throws IOException {
        try (var socket = new java.net.Socket("127.0.0.1", api.port())) {
            String text = line.replace("LONG", "x".repeat(20_000));
            socket.getOutputStream()
                    .write((text + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
            assertThat(answer).containsIgnoringCase("x-content-type-options: nosniff");
            assertIsNamed(answer);
        }
    }

    /** The header and the problem have the same name of the request. */
    private static void assertIsNamed(String answer) {
        var header = Pattern.compile("(?i)x-request-id: ([0-9a-f]{16})").matcher(answer);
        assertThat(header.find()).isTrue();
        assertThat(answer).contains("\"request_id\":\"" + header.group(1) + "\"");
    }

    @Test
    void given_another_method_when_sent_then_405() {
        var request = HttpRequest.newBuilder(api.uri("/articles"))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        var response = api.send(request);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void given_head_when_sent_then_headers_only() {
        var request = HttpRequest.newBuilder(api.uri("/articles"))
                .method("HEAD", BodyPublishers.noBody())
                .build();
        var response = api.send(request);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).isPresent();
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/articles", "/articles?limit=3&facets=true", "/stats", "/openapi.json", "/"})
    void given_an_entity_tag_when_nothing_changed_then_304(String path) {
        var first = api.get(path);
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(etag).matches("\"[0-9a-f]+\"");
        var second = api.get(path, "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).hasValue(etag);
        assertThat(api.get(path, "If-None-Match", "W/\"x\", W/" + etag).statusCode())
                .isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "*").statusCode()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void given_an_entity_tag_when_articles_changed_then_the_new_reply() throws IOException {
        String etag = api.get("/articles").headers().firstValue("ETag").orElseThrow();
        assertThat(api.get("/articles?limit=2", "If-None-Match", etag).statusCode())
                .isEqualTo(200);
        silver.insert(many(60, 1));
        api.awaitVersion(silver.version());
        var changed = api.get("/articles", "If-None-Match", etag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isPresent().isNotEqualTo(java.util.Optional.of(etag));
    }

    @Test
    void given_gzip_accepted_when_listed_then_compressed_under_its_own_tag() throws Exception {
        var request = HttpRequest.newBuilder(api.uri("/articles?limit=50"))
                .header("Accept-Encoding", "gzip")
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(response.headers().firstValue("Vary").orElseThrow()).contains("Accept-Encoding");
        var plain = api.get("/articles?limit=50");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
        }
        assertThat(response.headers().firstValue("ETag"))
                .isNotEqualTo(plain.headers().firstValue("ETag"));
    }

    @Test
    void given_origins_when_asked_from_a_page_then_only_configured_ones_may_read() {
        var allowed = api.get("/articles", "Origin", "https://news.example");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://news.example");
        assertThat(allowed.headers().firstValue("Vary").orElseThrow()).contains("Origin");
        assertThat(api.get("/articles?limit=0", "Origin", "https://news.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .as("problems can be read, too")
                .hasValue("https://news.example");
        assertThat(api.get("/articles", "Origin", "https://evil.example")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        var preflight = api.send(HttpRequest.newBuilder(api.uri("/articles"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://news.example")
                .header("Access-Control-Request-Method", "GET")
                .build());
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElseThrow())
                .contains("GET");
    }

    @Test
    void given_the_dashboard_when_pages_and_files_asked_for_then_served_with_their_headers() {
        for (String page : List.of("/", "/article/123", "/trends")) {
            var response = api.get(page, "Accept", "text/html,*/*");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("Dashboard of the tests");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'");
        }
        var script = api.get("/assets/index-1a2b3c4d.js");
        assertThat(script.body()).contains("export");
        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(api.get("/assets/missing.js").statusCode()).isEqualTo(404);
        assertThat(api.get("/trends", "Accept", "application/json").statusCode())
                .isEqualTo(404);
        assertThat(api.get("/assets/..%2f..%2fopenapi.json").statusCode()).isIn(400, 404);
    }

    @Test
    void given_no_dashboard_when_the_root_is_asked_for_then_says_where_the_api_is() {
        var config = RunningApi.config(silver.path(), dir.resolve("other-index"));
        try (var bare = new RunningApi(config, new Dashboard(ClassLoader.getPlatformClassLoader()))) {
            var root = bare.get("/", "Accept", "text/html");
            assertThat(root.statusCode()).isEqualTo(200);
            assertThat(root.body()).contains("/articles");
            assertThat(bare.get("/trends", "Accept", "text/html").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void given_any_reply_when_read_then_carries_the_security_headers() {
        for (String path : List.of("/articles", "/", "/articles?x=1", "/stats", "/nothing")) {
            var headers = api.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        }
    }

    @Test
    void given_requests_when_scraped_then_metrics_count_them_by_route_and_status() {
        api.get("/articles/" + article(1).id());
        api.get("/articles/none");
        String metrics = api.get("/metrics").body();
        assertThat(metrics)
                .containsPattern(
                        "sentinel_api_requests_seconds_count\\{route=\"/articles/\\{id}\",status=\"200\"} [1-9]");
        assertThat(metrics)
                .containsPattern(
                        "sentinel_api_requests_seconds_count\\{route=\"/articles/\\{id}\",status=\"404\"} [1-9]");
        assertThat(metrics).containsPattern("sentinel_api_silver_version [1-9]");
        assertThat(metrics).containsPattern("sentinel_api_articles 6[01]");
        assertThat(metrics).contains("sentinel_api_silver_lag_seconds 0");
        assertThat(metrics)
                .contains(
                        "sentinel_silver_lag_versions 0.0",
                        "sentinel_silver_lag_rows 0.0",
                        "sentinel_silver_lag_seconds 0.0",
                        "sentinel_silver_left_out_rows NaN");
    }

    @Test
    void given_health_when_asked_then_live_and_ready() {
        assertThat(api.get("/health/live").statusCode()).isEqualTo(200);
        var ready = api.json("/health/ready");
        assertThat(ready.get("status").asText()).isEqualTo("ready");
        assertThat(ready.get("checks").get("api.index").asText()).isEqualTo("up");
        assertThat(ready.get("checks").get("api.silver").asText()).isEqualTo("up");
        assertThat(ready.get("silver"))
                .hasToString("{\"lag_versions\":0,\"lag_rows\":0,\"lag_seconds\":0.0,\"left_out_rows\":null,"
                        + "\"left_out_reason\":null}");
    }

    @Test
    void given_a_busy_port_when_started_then_one_clear_message() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var config = RunningApi.config(silver.path(), dir.resolve("third-index"));
            var busy = new ApiConfig(
                    config.tables(),
                    config.index(),
                    config.bind(),
                    taken.getLocalPort(),
                    config.refresh(),
                    config.silverPatience(),
                    List.of());
            assertThatThrownBy(() -> new RunningApi(busy))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("SENTINEL_PORT")
                    .hasMessageContaining("" + taken.getLocalPort());
        }
    }

    @Test
    void given_an_environment_when_read_then_defaults_and_all_problems() {
        var config = Env.read(Map.of(), ApiConfig::from);
        assertThat(config)
                .isEqualTo(new ApiConfig(
                        new TablePaths(
                                "data/bronze/articles",
                                "data/bronze/sightings",
                                "data/bronze/llm_calls",
                                "data/silver/articles"),
                        Path.of("data/index"),
                        "127.0.0.1",
                        8080,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(45),
                        List.of()));
        assertThatThrownBy(
                        () -> Env.read(Map.of("SENTINEL_PORT", "99999", "SENTINEL_API_REFRESH", "0s"), ApiConfig::from))
                .hasMessageContaining("SENTINEL_PORT")
                .hasMessageContaining("SENTINEL_API_REFRESH");
    }

    @Test
    void given_the_contract_when_asked_for_then_served() {
        assertThat(api.json("/openapi.json")).isEqualTo(new Contract().document());
    }
}
