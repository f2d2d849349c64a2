package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SiteConfidenceTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SiteConfidence sites = new SiteConfidence(registry);

    private int fallen(String site, double confidence, int articles) {
        int fallen = 0;
        for (int i = 0; i < articles; i++) {
            fallen += sites.add(site, confidence) ? 1 : 0;
        }
        return fallen;
    }

    private Gauge gauge(String site) {
        return registry.find("sentinel.fetcher.site.confidence")
                .tag("site", site)
                .gauge();
    }

    @Test
    void given_aSiteWhoseLayoutChanges_when_itsPagesAreReadBadly_then_itIsToldOnceUntilItHasRecovered() {
        assertThat(fallen("example.com", 0.95, 100)).isZero();
        assertThat(fallen("example.com", 0.3, 2)).as("two bad pages are chance").isZero();
        assertThat(fallen("example.com", 0.3, 8)).isEqualTo(1);
        assertThat(fallen("example.com", 0.95, 40)).as("recovers").isZero();
        assertThat(fallen("example.com", 0.3, 8)).as("and falls again").isEqualTo(1);
    }

    @Test
    void given_aSiteThatWasNeverReadWell_when_itStaysSo_then_nothingIsTold() {
        assertThat(fallen("example.com", 0.3, 200)).isZero();
    }

    @Test
    void given_aNewSite_when_itsFirstPagesAreUneven_then_nothingIsTold() {
        assertThat(fallen("example.com", 0.95, SiteConfidence.ENOUGH / 2)
                        + fallen("example.com", 0.1, SiteConfidence.ENOUGH / 2 - 1))
                .isZero();
    }

    @Test
    void given_anActiveSite_when_itHasEnoughArticles_then_itHasAGaugeOfItsOwn() {
        fallen("example.com", 0.9, SiteConfidence.ENOUGH - 1);
        assertThat(gauge("example.com")).isNull();
        assertThat(gauge(SiteConfidence.OTHER).value()).isEqualTo(0.9, within(1e-9));

        fallen("example.com", 0.9, 1);
        fallen("example.com", 0.5, 1);
        assertThat(gauge("example.com").value()).isEqualTo(0.82, within(1e-9));
    }

    @Test
    void given_moreSitesThanGauges_when_theyArrive_then_thereAreNoMoreGauges() {
        for (int i = 0; i < SiteConfidence.GAUGES * 3; i++) {
            fallen("s" + i + ".example", 0.9, SiteConfidence.ENOUGH);
        }
        assertThat(registry.find("sentinel.fetcher.site.confidence").gauges()).hasSize(SiteConfidence.GAUGES + 1);
        for (int i = 0; i < 5_000; i++) {
            fallen("t" + i + ".example", 0.9, 1);
        }
        assertThat(registry.find("sentinel.fetcher.site.confidence").gauges()).hasSize(SiteConfidence.GAUGES + 1);
        assertThat(fallen("s149.example", 0.2, 8))
                .as("forgotten, so it begins anew")
                .isZero();
    }
}
