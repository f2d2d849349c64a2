package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sentinel.service.stage.OutageException;

class RateLimitTest {

    private long now = System.nanoTime();

    private RateLimit limit(int requestsPerMinute, int tokensPerMinute) {
        return new RateLimit("openai", requestsPerMinute, tokensPerMinute, new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return now;
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });
    }

    @Test
    void given_limits_when_calls_come_faster_then_they_wait_their_turn() {
        var limit = limit(60, 60_000); // ten requests or 10,000 tokens at once, then one a second

        for (int i = 0; i < 10; i++) {
            assertThat(limit.reserve(1000)).isZero();
        }

        assertThat(limit.reserve(1000)).isEqualTo(Duration.ofSeconds(1));
        assertThat(limit.reserve(3000)).isEqualTo(Duration.ofSeconds(4));
        now += Duration.ofSeconds(20).toNanos();
        assertThat(limit.reserve(10)).isZero();
    }

    @Test
    void given_a_call_larger_than_what_is_held_when_it_is_made_then_it_waits_for_full_buckets_and_is_paid_off_later() {
        var limit = limit(0, 60_000);

        assertThat(limit.reserve(40_000)).isZero();
        assertThat(limit.reserve(40_000)).isEqualTo(Duration.ofSeconds(40));
        now += Duration.ofSeconds(70).toNanos();
        assertThat(limit.reserve(1)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void given_calls_that_took_another_number_of_tokens_when_corrected_then_the_next_wait_follows() {
        var limit = limit(0, 60_000);

        limit.reserve(10_000);
        limit.correct(10_000, 4_000);
        assertThat(limit.reserve(6_000)).isZero();
        limit.correct(6_000, 8_000);
        assertThat(limit.reserve(1_000)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void given_a_wait_that_is_too_long_when_asked_then_nothing_is_taken_and_the_loop_pauses() throws Exception {
        var limit = limit(1, 0);

        assertThat(limit.reserve(10)).isZero();
        assertThat(limit.reserve(10)).isEqualTo(Duration.ofMinutes(1));
        assertThat(limit.reserve(10)).isEqualTo(Duration.ofMinutes(2));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> limit.acquire(10)).isInstanceOfSatisfying(OutageException.class, outage -> {
                assertThat(outage.what()).isEqualTo("openai rate limit");
                assertThat(outage.pause()).isEqualTo(Duration.ofMinutes(3));
            });
        }
    }

    @Test
    void given_no_limits_when_calls_come_then_none_waits() {
        var limit = limit(0, 0);

        for (int i = 0; i < 10_000; i++) {
            assertThat(limit.reserve(2_000)).isZero();
        }
    }
}
