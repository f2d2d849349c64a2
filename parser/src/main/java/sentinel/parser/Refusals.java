package sentinel.parser;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what a provider claimed and the record does not pass on: {@code sentinel.parser.refused} by {@code field} ({@code
 * summary}, {@code title}, {@code author}, {@code date}, {@code company}, {@code person}, {@code topic}) and {@code reason}
 * ({@code not_in_text}, {@code not_plain}, or what {@link sentinel.parser.provider.ProseCheck} says).
 */
final class Refusals {

    private final MeterRegistry registry;

    Refusals(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String field, String reason) {
        registry.counter("sentinel.parser.refused", "field", field, "reason", reason)
                .increment();
    }
}
