package sentinel.parser.llm;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * All tagged {@code provider}: {@code sentinel.parser.llm.calls} by {@code outcome} ({@code ok}; {@code llm_malformed} and
 * {@code llm_truncated}, {@code llm_refused}, paid for without use; or a failure's class) with their time, {@code sentinel.parser.llm.tokens} by {@code direction}, {@code sentinel.parser.llm.cost.usd}, {@code sentinel.parser.llm.cache}
 * by {@code result} ({@code hit}, {@code miss}); gauge {@code sentinel.parser.llm.outage} (0 or 1).
 */
final class LlmMetrics {

    private final MeterRegistry registry;
    private final Tags tags;

    /** Without a gauge of outages. */
    LlmMetrics(MeterRegistry registry, String provider) {
        this.registry = registry;
        this.tags = Tags.of("provider", provider);
    }

    LlmMetrics(MeterRegistry registry, String provider, Circuit circuit) {
        this(registry, provider);
        registry.gauge("sentinel.parser.llm.outage", tags, circuit, c -> c.isOpen() ? 1 : 0);
    }

    void called(String outcome, Duration took) {
        Timer.builder("sentinel.parser.llm.calls")
                .tags(tags.and("outcome", outcome))
                .register(registry)
                .record(took);
    }

    void spent(int inputTokens, int outputTokens, long nanos) {
        registry.counter("sentinel.parser.llm.tokens", tags.and("direction", "input"))
                .increment(inputTokens);
        registry.counter("sentinel.parser.llm.tokens", tags.and("direction", "output"))
                .increment(outputTokens);
        registry.counter("sentinel.parser.llm.cost.usd", tags).increment(nanos / 1e9);
    }

    void cached(boolean hit) {
        registry.counter("sentinel.parser.llm.cache", tags.and("result", hit ? "hit" : "miss"))
                .increment();
    }
}
