package sentinel.service.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import sentinel.config.ConfigException;
import sentinel.service.json.Json;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics} of a service that has no other HTTP. */
final class HealthServer implements AutoCloseable {

    private static final long NO_BODY = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        var thread = new Thread(task, "health");
        thread.setDaemon(true);
        return thread;
    });

    HealthServer(int port, Health health, PrometheusMeterRegistry metrics) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 16);
        } catch (BindException e) {
            throw new ConfigException(List.of(ProcessSettings.HEALTH_PORT + " is '" + port
                    + "'; that port is in use or not allowed: " + e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
        server.createContext("/health/live", exchange -> answer(exchange, 200, "text/plain", "live"));
        server.createContext("/health/ready", exchange -> {
            var report = health.report();
            String body = new String(Json.encode(report), StandardCharsets.UTF_8);
            answer(exchange, report.ready() ? 200 : 503, "application/json", body);
        });
        server.createContext(
                "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, NO_BODY);
            } else {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
