package sentinel.reparse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T05:06:07Z, 2026-03-01T05:06:07Z",
        "7d, 2026-03-03T12:00:00Z",
        "36h, 2026-03-09T00:00:00Z"
    })
    void given_a_date_an_instant_or_a_duration_when_read_then_it_is_a_time(String text, Instant expected) {
        assertThat(Since.read(text, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "", " ", "2026-13-01", "2026-03-01T25:00:00Z", "7", "-7d"})
    void given_anything_else_when_read_then_it_is_none(String text) {
        assertThat(Since.read(text, NOW)).isEmpty();
    }
}
