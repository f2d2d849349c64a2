package sentinel.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishDateTest {

    private static final Instant SEEN_AT = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "1900-01-01T00:00:00Z",
                "1970-01-01T00:00:00Z",
                "1970-01-01T01:00:00Z",
                "1980-01-01T00:00:00Z",
                "1989-12-31T23:59:59Z",
                "2026-11-22T02:00:01Z",
                "2087-03-04T10:00:00Z",
                "+999999999-12-31T23:59:59Z"
            })
    void given_aDateThatNoArticleHas_when_itPassesTheGate_then_itIsUnknown(String date) {
        assertThat(PublishDate.plausible(Instant.parse(date), SEEN_AT)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1990-01-01T00:00:00Z", "2004-03-03T00:00:00Z", "2026-11-20T12:00:00Z", "2026-11-22T02:00:00Z"})
    void given_aDateOfTheWebsAgeUpToTomorrow_when_itPassesTheGate_then_itIsKept(String date) {
        assertThat(PublishDate.plausible(Instant.parse(date), SEEN_AT)).isEqualTo(Instant.parse(date));
    }

    @Test
    void given_noDate_when_itPassesTheGate_then_itIsUnknown() {
        assertThat(PublishDate.plausible(null, SEEN_AT)).isNull();
    }
}
