package sentinel.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.config.ConfigException;

class HealthServerTest {

    private final Health health = new Health();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthServer server = new HealthServer(0, health, metrics);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void given_a_problem_that_comes_and_goes_when_asked_then_ready_says_so_and_live_stays() throws Exception {
        var problem = new AtomicReference<String>();
        health.check("b.redis", () -> Optional.ofNullable(problem.get()));
        health.check("a.kafka", Optional::empty);

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"status\":\"ready\",\"checks\":{\"a.kafka\":\"up\",\"b.redis\":\"up\"},\"warnings\":{}}");
        problem.set("no answer");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body())
                .isEqualTo(
                        "{\"status\":\"not ready\",\"checks\":{\"a.kafka\":\"up\",\"b.redis\":\"no answer\"},\"warnings\":{}}");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        problem.set(null);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void given_a_check_that_throws_when_asked_then_not_ready_and_the_others_are_told() throws Exception {
        health.check("broken", () -> {
            throw new IllegalStateException("bug");
        });
        health.check("other", Optional::empty);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("bug").contains("\"other\":\"up\"");
    }

    @Test
    void given_a_warning_when_asked_then_it_is_told_and_the_process_stays_ready() throws Exception {
        health.check("a", Optional::empty);
        health.warn("rss.feed", () -> Map.of("Harbour News", "no readable feed", "Mill Post", "status 404"));
        health.warn("broken", () -> {
            throw new IllegalStateException("bug");
        });

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"status\":\"ready\",\"checks\":{\"a\":\"up\"},\"warnings\":{"
                        + "\"broken\":\"the check failed: java.lang.IllegalStateException: bug\","
                        + "\"rss.feed: Harbour News\":\"no readable feed\",\"rss.feed: Mill Post\":\"status 404\"}}");
    }

    @Test
    void given_metrics_when_scraped_then_in_prometheus_text() throws Exception {
        metrics.counter("sentinel.stage.consumed", "stage", "fetcher").increment(3);
        var reply = get("/metrics");
        assertThat(reply.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(reply.body()).contains("sentinel_stage_consumed_total{stage=\"fetcher\"} 3.0");
    }

    @Test
    void given_a_head_request_when_asked_then_the_status_without_a_body() throws Exception {
        var request = HttpRequest.newBuilder(uri("/health/ready"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        var reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void given_another_path_when_asked_then_not_found() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    @Test
    void given_a_busy_port_when_started_then_a_problem_of_configuration() {
        assertThatThrownBy(() -> new HealthServer(server.port(), health, metrics))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_HEALTH_PORT is '" + server.port() + "'");
    }

    @Test
    void given_two_checks_of_one_name_when_added_then_refused() {
        health.check("a", Optional::empty);
        assertThatThrownBy(() -> health.check("a", Optional::empty)).hasMessageContaining("a");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
