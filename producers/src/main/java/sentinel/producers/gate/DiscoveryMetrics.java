package sentinel.producers.gate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * What became of what a source showed. {@code <service>.discovered = announced + l1_hits + l2_hits + skipped}, and {@code
 * sightings} is a part of {@code l2_hits}; {@code skipped} carries its reason.
 */
public final class DiscoveryMetrics {

    private final MeterRegistry registry;
    private final String prefix;
    private final Counter discovered;
    private final Counter announced;
    private final Counter l1Hits;
    private final Counter l2Hits;
    private final Counter sightings;

    /** @param service second part of every name, after {@code sentinel}: {@code rss}, {@code gdelt} */
    public DiscoveryMetrics(MeterRegistry registry, String service) {
        this.registry = registry;
        prefix = "sentinel." + service;
        discovered = registry.counter(prefix + ".discovered");
        announced = registry.counter(prefix + ".announced");
        l1Hits = registry.counter(prefix + ".l1_hits");
        l2Hits = registry.counter(prefix + ".l2_hits");
        sightings = registry.counter(prefix + ".sightings");
    }

    /** Counts records that never reach the gate. */
    public void skip(SkipReason reason, int records) {
        discovered.increment(records);
        registry.counter(prefix + ".skipped", "reason", reason.name().toLowerCase(Locale.ROOT))
                .increment(records);
    }

    void add(Tally tally) {
        discovered.increment((double) tally.announced() + tally.l1Hits() + tally.l2Hits());
        announced.increment(tally.announced());
        l1Hits.increment(tally.l1Hits());
        l2Hits.increment(tally.l2Hits());
        sightings.increment(tally.sightings());
    }
}
