package sentinel.service.run;

import static java.util.Objects.requireNonNull;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What the starter of a service provides: the service's own {@code main}, or the launcher, which gives the same
 * context to all services.
 *
 * @param scope closes what the service opened
 * @param metrics counted by all, scraped from {@code /metrics}
 * @param health asked by {@code /health/ready}
 */
public record ServiceContext(Scope scope, PrometheusMeterRegistry metrics, Health health) {
    public ServiceContext {
        requireNonNull(scope, "scope");
        requireNonNull(metrics, "metrics");
        requireNonNull(health, "health");
    }
}
