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
        assertThat(RetryAfter.parse("1.5", clock)).contains(Duration.ofMillis(1500));
        assertThat(RetryAfter.parse("1.5.5", clock)).isEmpty();
        assertThat(RetryAfter.parse("999999999999999999999", clock)).isEmpty();
        assertThat(RetryAfter.parse("999999999", clock)).contains(Duration.ofHours(24));
        assertThat(RetryAfter.parse("soon", clock)).isEmpty();
        assertThat(RetryAfter.parse(null, clock)).isEmpty();
        assertThat(RetryAfter.parse("-5", clock)).isEmpty();
    }

    @Test
    void given_a_cap_when_a_server_asks_for_more_then_the_wait_is_the_cap() {
        var cap = Duration.ofHours(1);

        assertThat(RetryAfter.parse("7200", cap, clock)).contains(cap);
        assertThat(RetryAfter.parse("60", cap, clock)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Sat, 03 Jan 2026 03:04:05 GMT", cap, clock))
                .contains(cap);
    }

    @Test
    void given_milliseconds_when_read_then_they_are_as_long_as_they_say() {
        var cap = Duration.ofHours(1);

        assertThat(RetryAfter.parseMillis("250", cap)).contains(Duration.ofMillis(250));
        assertThat(RetryAfter.parseMillis("999999999", cap)).contains(cap);
        assertThat(RetryAfter.parseMillis("soon", cap)).isEmpty();
        assertThat(RetryAfter.parseMillis(null, cap)).isEmpty();
    }
}
