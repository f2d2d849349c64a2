package sentinel.producers.rss;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollTimesTest {

    private static final Optional<Duration> NONE = Optional.empty();

    private final PollTimes times = new PollTimes(Duration.ofMinutes(10), Duration.ofHours(24), Duration.ofHours(6));

    @ParameterizedTest
    @CsvSource({", 5, PT10M", "PT40M, 1, PT20M", "PT12M, 1, PT10M", "PT20M, 0, PT30M", "PT5H, 0, PT6H"})
    void given_what_a_poll_found_when_adapted_then_faster_with_news_and_slower_without(
            Duration previous, int news, Duration expected) {
        assertThat(times.adapt(previous, news)).isBetween(expected, expected.plusMillis(1));
    }

    @ParameterizedTest
    @CsvSource({
        "PT10M, PT1H, , PT1H",
        "PT2H, PT1H, , PT2H",
        "PT10M, P9D, , PT24H",
        "PT10M, PT1M, PT3H, PT3H",
        "PT10M, , P2D, PT24H"
    })
    void given_wishes_of_feed_and_server_when_next_then_honoured_within_bounds(
            Duration adaptive, Duration ttl, Duration retryAfter, Duration expected) {
        assertThat(times.next(adaptive, Optional.ofNullable(ttl), Optional.ofNullable(retryAfter)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, PT10M", "2, PT20M", "4, PT80M", "9, PT24H", "1000000, PT24H"})
    void given_failures_in_a_row_when_waiting_then_doubled_up_to_the_bound(int failures, Duration expected) {
        assertThat(times.afterFailure(failures, NONE, NONE)).isEqualTo(expected);
    }

    @Test
    void given_a_server_that_asks_for_rest_when_it_fails_then_it_gets_it() {
        assertThat(times.afterFailure(1, NONE, Optional.of(Duration.ofHours(2))))
                .isEqualTo(Duration.ofHours(2));
        assertThat(times.afterFailure(1, NONE, Optional.of(Duration.ofDays(99))))
                .isEqualTo(Duration.ofHours(24));
    }
}
