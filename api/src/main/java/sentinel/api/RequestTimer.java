package sentinel.api;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and times requests: one timer for each route and status. Their sum is all requests. */
final class RequestTimer {

    private static final Logger log = LoggerFactory.getLogger(RequestTimer.class);
    private static final String ROUTE = "sentinel.route";

    private final MeterRegistry metrics;

    RequestTimer(MeterRegistry metrics) {
        this.metrics = requireNonNull(metrics, "metrics");
    }

    /** Says which route answers the request; a request without a route counts as {@code other}. */
    static void name(Context request, String route) {
        request.attribute(ROUTE, route);
    }

    void count(Context request, Float millis) {
        String route = request.attribute(ROUTE);
        Timer.builder("sentinel.api.requests")
                .description("Time from a request to its reply")
                .tag("route", route == null ? "other" : route)
                .tag("status", Integer.toString(request.statusCode()))
                .register(metrics)
                .record((long) (millis * 1e6), TimeUnit.NANOSECONDS);
        log.debug(
                "request method={} path={} query=\"{}\" status={} ms={}",
                request.method(),
                request.path(),
                request.queryString(),
                request.statusCode(),
                millis);
    }
}
