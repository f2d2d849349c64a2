package sentinel.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantReaderTest {

    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    @Test
    void given_any_instant_of_four_digit_years_when_written_and_read_then_it_is_the_same() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int nanos =
                    switch (i % 4) {
                        case 0 -> 0;
                        case 1 -> 1_000_000 * random.nextInt(1_000);
                        case 2 -> 1_000 * random.nextInt(1_000_000);
                        default -> random.nextInt(1_000_000_000);
                    };
            var instant = Instant.ofEpochSecond(random.nextLong(YEAR_0, YEAR_9999), nanos);
            assertThat(InstantReader.read(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-02-29T12:00:00Z", "2026-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.5Z"})
    void given_an_edge_of_the_calendar_when_read_then_it_is_what_java_reads(String text) {
        assertThat(InstantReader.read(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T10:00:00+02:00",
                "2026-03-01T24:00:00Z",
                "2026-03-01T10:00:00.Z",
                "+12026-03-01T10:00:00Z",
                "-0001-03-01T10:00:00Z",
                "1772359200",
                "1772359200.5"
            })
    void given_another_form_when_decoded_then_jackson_reads_it(String text) throws Exception {
        assertThat(InstantReader.read(text)).isNull();
        assertThat(Json.mapper().readValue('"' + text + '"', Instant.class)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29T12:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-00-01T10:00:00Z",
                "2026-04-31T10:00:00Z",
                "2026-03-00T10:00:00Z",
                "2026-03-01T10:60:00Z",
                "2026-03-01 10:00:00Z",
                "2026-03-01T10:00:00.1234567890Z",
                "2026-03-01T10:00:00.12x4Z",
                "٢٠٢٦-03-01T10:00:00Z",
                "soon"
            })
    void given_no_instant_when_decoded_then_it_is_refused(String text) {
        assertThat(InstantReader.read(text)).isNull();
        assertThatThrownBy(() -> Json.mapper().readValue('"' + text + '"', Instant.class))
                .isInstanceOf(InvalidFormatException.class);
    }
}
