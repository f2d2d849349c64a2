package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.contract.table.Freshness;

class TimingTest {

    private static final Instant FETCHED = Instant.parse("2026-03-01T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                       -,                    UNKNOWN, -",
                "0001-01-01T00:00:00Z,    -,                    UNKNOWN, -",
                "-000044-03-15T00:00:00Z, -,                    UNKNOWN, -",
                "1970-01-01T00:00:00Z,    -,                    UNKNOWN, -",
                "1969-12-31T23:59:59Z,    -,                    UNKNOWN, -",
                "1989-12-31T23:59:59Z,    -,                    UNKNOWN, -",
                "1990-01-01T00:00:00Z,    1990-01-01T00:00:00Z, STALE,   317001.0",
                "2026-02-22T07:00:00Z,    2026-02-22T07:00:00Z, STALE,   170.0",
                "2026-02-26T08:00:00Z,    2026-02-26T08:00:00Z, OLD,     73.0",
                "2026-03-01T07:00:00Z,    2026-03-01T07:00:00Z, FRESH,   2.0",
                "2026-03-01T10:00:00Z,    2026-03-01T10:00:00Z, FRESH,   -1.0",
                "2030-01-01T00:00:00Z,    -,                    UNKNOWN, -",
                "+294247-01-10T04:00:54Z, -,                    UNKNOWN, -",
                "+1000000000-12-31T23:59:59.999999999Z, -,      UNKNOWN, -",
                "-1000000000-01-01T00:00:00Z, -,                UNKNOWN, -",
            })
    void given_any_date_when_timed_then_what_cannot_be_is_unknown(
            Instant date, Instant published, Freshness freshness, Double lagHours) {
        var timing = Timing.of(date, FETCHED, FETCHED.plusSeconds(60), FETCHED.plusSeconds(3600));

        assertThat(timing).isEqualTo(new Timing(published, freshness, lagHours));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01T07:00:00Z, 2026-03-01T07:00:00Z", "0001-01-01T00:00:00Z,"})
    void given_no_time_of_fetch_when_timed_then_nothing_fails(Instant date, Instant published) {
        assertThat(Timing.of(date, null, FETCHED, null)).isEqualTo(new Timing(published, Freshness.UNKNOWN, null));
    }
}
