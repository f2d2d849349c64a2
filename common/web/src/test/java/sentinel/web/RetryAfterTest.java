package sentinel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @Test
    void given_aHeader_when_read_then_itIsAWaitWithinADay() {
        assertThat(RetryAfter.parse("120", clock)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:05 GMT", clock)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Fri, 02 Jan 2026 02:00:00 GMT", clock)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("Friday, 02-Jan-26 03:05:05 GMT", clock)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Fri Jan  2 03:05:05 2026", clock)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Fri Jan 12 03:04:05 2026", clock)).isEmpty(); // no Friday
        assertThat(RetryAfter.parse("Mon Jan 12 03:04:05 2026", clock)).contains(Duration.ofHours(24));
        assertThat(RetryAfter.parse(" 7 ", clock)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.parse("0", clock)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("1.5", clock)).isEmpty();
        assertThat(RetryAfter.parse("999999999999999999999", clock)).isEmpty();
        assertThat(RetryAfter.parse("999999999", clock)).contains(Duration.ofHours(24));
        assertThat(RetryAfter.parse("soon", clock)).isEmpty();
        assertThat(RetryAfter.parse(null, clock)).isEmpty();
        assertThat(RetryAfter.parse("-5", clock)).isEmpty();
    }
}
