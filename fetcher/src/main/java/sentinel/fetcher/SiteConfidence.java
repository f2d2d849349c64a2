package sentinel.fetcher;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sure the extractor has been of each site's pages lately, so that a layout that changed shows: a gauge {@code
 * sentinel.fetcher.site.confidence} for the first {@value #GAUGES} sites that had {@value #ENOUGH} articles, and one named
 * {@code other} for all the rest; and the event {@code site_confidence_fell} when a site's recent mean is well below its
 * long one, once until it has recovered. Means are exponential: a recent one forgets half in 3 articles, a long one in 34.
 */
final class SiteConfidence {

    private static final Logger log = LoggerFactory.getLogger(SiteConfidence.class);

    static final int GAUGES = 50;
    static final int ENOUGH = 20;
    static final String OTHER = "other";

    /** Sites remembered; of more, the one not heard of for longest is forgotten, unless it has a gauge. */
    private static final int REMEMBERED = 2_000;

    private static final double RECENT = 0.2;
    private static final double LONG = 0.02;
    private static final double FELL = 0.25;
    private static final double RECOVERED = 0.1;

    private static final class Means {
        private int articles;
        private double recent;
        private double usual;
        private boolean fallen;

        /** The first articles are averaged plainly, so that neither mean begins with a guess. */
        void add(double confidence) {
            articles++;
            recent += Math.max(RECENT, 1.0 / articles) * (confidence - recent);
            usual += Math.max(LONG, 1.0 / articles) * (confidence - usual);
        }
    }

    private final MeterRegistry registry;
    private final Map<String, Means> shown = new HashMap<>();
    private final Map<String, Means> others = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Means> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Means rest = new Means();

    SiteConfidence(MeterRegistry registry) {
        this.registry = registry;
        gauge(OTHER, rest);
    }

    /**
     * Takes the confidence in one more article of a site.
     *
     * @param site its registered domain
     * @return whether the site's confidence has fallen with this article
     */
    synchronized boolean add(String site, double confidence) {
        var means = shown.get(site);
        if (means == null) {
            means = others.computeIfAbsent(site, name -> new Means());
            rest.add(confidence);
        }
        means.add(confidence);
        if (means.articles == ENOUGH && shown.size() < GAUGES && others.remove(site) != null) {
            shown.put(site, means);
            gauge(site, means);
        }
        return judge(site, means);
    }

    private static boolean judge(String site, Means means) {
        double below = means.usual - means.recent;
        if (means.fallen) {
            means.fallen = below > RECOVERED;
            return false;
        }
        if (means.articles < ENOUGH || below < FELL) {
            return false;
        }
        means.fallen = true;
        log.warn(
                "site_confidence_fell site={} recent={} usual={} articles={}",
                site,
                rounded(means.recent),
                rounded(means.usual),
                means.articles);
        return true;
    }

    private static double rounded(double mean) {
        return Math.round(mean * 100) / 100.0;
    }

    private void gauge(String site, Means means) {
        Gauge.builder("sentinel.fetcher.site.confidence", () -> recent(means))
                .tag("site", site)
                .register(registry);
    }

    private synchronized double recent(Means means) {
        return means.articles == 0 ? Double.NaN : means.recent;
    }
}
