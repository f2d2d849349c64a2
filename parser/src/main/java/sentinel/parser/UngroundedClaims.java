package sentinel.parser;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what a provider claimed and the record does not pass on: {@code sentinel.parser.ungrounded} by {@code kind} ({@code
 * summary}, {@code title}, {@code author}, {@code date}, {@code company}, {@code person}, {@code topic}, {@code quote}, {@code
 * speaker}) and {@code reason} ({@code not_in_text}, {@code only_in_title}, {@code not_verbatim}, {@code not_plain}, or what {@link sentinel.parser.provider.ProseCheck} says).
 */
final class UngroundedClaims {

    private final MeterRegistry registry;

    UngroundedClaims(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String kind, String reason) {
        registry.counter("sentinel.parser.ungrounded", "kind", kind, "reason", reason)
                .increment();
    }
}
