package sentinel.producers.revisit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Numbers of the revisit producer: {@code sentinel.revisit.announced}, {@code .left} (visits left to a source that was announcing the URL
 * at that moment), {@code .postponed} by {@code limit} ({@code site} or {@code day}), and of the last look at the schedule {@code
 * .scheduled} (articles) and {@code .overdue} (how late the most overdue visit is).
 */
final class RevisitMetrics {

    private final Counter announced;
    private final Counter left;
    private final Map<Budget.Answer, Counter> postponed = new EnumMap<>(Budget.Answer.class);
    private volatile long scheduled;
    private volatile Duration overdue = Duration.ZERO;

    RevisitMetrics(MeterRegistry registry) {
        announced = registry.counter("sentinel.revisit.announced");
        left = registry.counter("sentinel.revisit.left");
        postponed.put(Budget.Answer.SITE_SPENT, registry.counter("sentinel.revisit.postponed", "limit", "site"));
        postponed.put(Budget.Answer.DAY_SPENT, registry.counter("sentinel.revisit.postponed", "limit", "day"));
        Gauge.builder("sentinel.revisit.scheduled", () -> scheduled).register(registry);
        TimeGauge.builder("sentinel.revisit.overdue", () -> overdue.toMillis() / 1000.0, TimeUnit.SECONDS)
                .register(registry);
    }

    /** @param leftToOthers of these, those that were not announced here */
    void visited(int visits, int leftToOthers) {
        announced.increment((double) visits - leftToOthers);
        left.increment(leftToOthers);
    }

    void postponed(List<Budget.Answer> answers) {
        postponed.forEach((limit, counter) -> counter.increment(Collections.frequency(answers, limit)));
    }

    /** @param late how late the most overdue visit is; zero or less when none is due */
    void looked(long articles, Duration late) {
        scheduled = articles;
        overdue = late.isNegative() ? Duration.ZERO : late;
    }
}
