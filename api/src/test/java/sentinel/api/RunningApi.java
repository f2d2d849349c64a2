package sentinel.api;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sentinel.config.TablePaths;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** The API as its own main would run it, on any port, and a client for it. */
final class RunningApi implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Scope scope = new Scope();
    private final ServiceContext context =
            new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
    private final ApiMain.Wired wired;
    private final Thread thread;

    RunningApi(ApiConfig config) {
        this(config, new Dashboard(RunningApi.class.getClassLoader()));
    }

    RunningApi(ApiConfig config, Dashboard dashboard) {
        try {
            this.wired = ApiMain.wire(config, context, Clock.systemUTC(), dashboard);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
        this.thread = new Thread(wired.loop()::run, "api");
        thread.start();
    }

    static ApiConfig config(Path table, Path index) {
        return new ApiConfig(
                tables(table), index, "127.0.0.1", 0, Duration.ofMillis(20), Duration.ofSeconds(45), List.of());
    }

    /** Silver there, Bronze beside it. */
    static TablePaths tables(Path silver) {
        return new TablePaths(
                silver.resolveSibling("bronze").toString(),
                silver.resolveSibling("sightings").toString(),
                silver.resolveSibling("llm_calls").toString(),
                silver.toString());
    }

    /** Waits until everything that the table holds is served. */
    static RunningApi serving(SilverWriter silver, Path index) {
        var api = new RunningApi(config(silver.path(), index));
        api.awaitVersion(silver.version());
        return api;
    }

    void awaitVersion(long version) {
        awaitVersion(version, Duration.ofSeconds(60));
    }

    void awaitVersion(long version, Duration longest) {
        await().atMost(longest)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> get("/health/ready").statusCode() == 200
                        && json("/stats").get("silver_version").asLong(-1) >= version);
    }

    int port() {
        return wired.server().port();
    }

    ServiceContext context() {
        return context;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of a reply that must be a 200. */
    JsonNode json(String path) {
        var response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return parse(response);
    }

    static JsonNode parse(HttpResponse<String> response) {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }

    /** Ids of one page. */
    static List<String> ids(JsonNode page) {
        var ids = new ArrayList<String>();
        page.get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    /** Ids of all pages of a list, in their order. */
    List<String> allIds(String query) {
        var ids = new ArrayList<String>();
        String cursor = "";
        do {
            var page = json("/articles?fields=id&" + query + cursor);
            ids.addAll(ids(page));
            var next = page.get("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty());
        return ids;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        wired.loop().stop();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scope.close();
        if (thread.isAlive()) {
            throw new AssertionError("the loop did not stop");
        }
    }
}
