package sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortDurationTest {

    @ParameterizedTest
    @CsvSource({"PT10S, 10s", "PT4M59.9S, 4m59s", "PT90M, 1h30m", "P1D, 24h", "PT0.2S, 1s", "PT-5S, 1s"})
    void given_a_duration_when_written_then_it_is_short_and_at_least_a_second(Duration duration, String text) {
        assertThat(ShortDuration.of(duration)).isEqualTo(text);
    }
}
