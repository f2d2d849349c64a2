package sentinel.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiningRulesTest {

    @ParameterizedTest
    @CsvSource({
        "/, /any/thing, true",
        "/news, /newspaper, true",
        "/news/, /new, false",
        "*, /a, true",
        "/*, /a, true",
        "/a*c, /abbbc, true",
        "/a*c, /abbb, false",
        "/a$, /a, true",
        "/a$, /ab, false",
        "/*.pdf$, /x/y.pdf, true",
        "/*.pdf$, /x/y.pdf?z, false",
        "/*.pdf, /x/y.pdf?z, true",
        "/a*a$, /a, false",
        "/a**b, /ab, true",
        "$, /, false"
    })
    void given_aPlace_when_compared_then_itFitsAsInRobotsFiles(String location, String target, boolean fits) {
        assertThat(MiningRules.fits(location, target)).isEqualTo(fits);
    }

    @Test
    void given_aPlaceOfNothingButStars_when_compared_then_itIsQuick() {
        long startedAt = System.nanoTime();
        assertThat(MiningRules.fits("/" + "*a".repeat(499) + "b$", "/" + "a".repeat(8_000)))
                .isFalse();
        assertThat(System.nanoTime() - startedAt).isLessThan(1_000_000_000L);
    }
}
