package sentinel.fetcher;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import sentinel.contract.url.UrlIdentity;
import sentinel.fetcher.identity.CanonicalLink;
import sentinel.service.redis.OptionalRedis;

/**
 * The fetcher's own numbers, beside those of the stage loop: {@code sentinel.fetcher.outcomes} by outcome ({@code
 * article}, {@code not_modified}, {@code requeued}, or a failure's class), {@code .revisits} (those of them that were visits of stored
 * articles, by what they found: {@code read}, {@code not_modified}, {@code gone}, {@code moved}, {@code failed}), {@code .bytes} (decompressed), {@code
 * .duration} (announcement to verdict), {@code .extraction} (parsing and reading one page), {@code .confidence}, {@code
 * .site.confidence} by site (see {@link SiteConfidence}), {@code .canonical} (articles by what their canonical link is worth,
 * {@link CanonicalLink.Worth} in lower case), gauges {@code .running} and {@code .waiting}, {@code .missed.turns} (a host was due here, and another instance had just asked
 * it), {@code .redis.up} (0: gaps are each instance's own, pages are fetched in full). An announcement that is tried
 * again after a crash counts again.
 */
final class FetchMetrics {

    private final MeterRegistry registry;
    private final Counter articles;
    private final Counter requeued;
    private final Counter notModified;
    private final DistributionSummary bytes;
    private final DistributionSummary confidence;
    private final SiteConfidence sites;
    private final Timer duration;
    private final Timer extraction;

    FetchMetrics(MeterRegistry registry) {
        this.registry = registry;
        articles = outcome("article");
        requeued = outcome("requeued");
        notModified = outcome("not_modified");
        bytes = DistributionSummary.builder("sentinel.fetcher.bytes")
                .baseUnit("bytes")
                .register(registry);
        confidence = DistributionSummary.builder("sentinel.fetcher.confidence")
                .serviceLevelObjectives(0.25, 0.5, 0.75, 0.9)
                .register(registry);
        sites = new SiteConfidence(registry);
        duration = Timer.builder("sentinel.fetcher.duration")
                .publishPercentileHistogram(false)
                .register(registry);
        extraction = Timer.builder("sentinel.fetcher.extraction").register(registry);
    }

    void watch(PageFetcher pages) {
        Gauge.builder("sentinel.fetcher.running", pages, PageFetcher::running).register(registry);
        Gauge.builder("sentinel.fetcher.waiting", pages, PageFetcher::waiting).register(registry);
        FunctionCounter.builder("sentinel.fetcher.missed.turns", pages, PageFetcher::missedTurns)
                .register(registry);
    }

    void watch(OptionalRedis redis) {
        Gauge.builder("sentinel.fetcher.redis.up", redis, it -> it.isUp() ? 1 : 0)
                .register(registry);
    }

    private Counter outcome(String outcome) {
        return Counter.builder("sentinel.fetcher.outcomes")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** @param url of the article, for its site */
    void article(String url, double sureness) {
        articles.increment();
        confidence.record(sureness);
        UrlIdentity.registeredDomain(url).ifPresent(site -> sites.add(site, sureness));
    }

    /** @param worth of an article's canonical link */
    void canonical(CanonicalLink.Worth worth) {
        Counter.builder("sentinel.fetcher.canonical")
                .tag("worth", worth.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    /** @param found what a visit of a stored article found */
    void revisited(String found) {
        Counter.builder("sentinel.fetcher.revisits")
                .tag("found", found)
                .register(registry)
                .increment();
    }

    void requeued() {
        requeued.increment();
    }

    void notModified() {
        notModified.increment();
    }

    void failed(String errorClass) {
        outcome(errorClass).increment();
    }

    void extracted(int bodyBytes, Duration took) {
        bytes.record(bodyBytes);
        extraction.record(took);
    }

    void done(Duration took) {
        duration.record(took);
    }
}
