package sentinel.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.config.EditSettings;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.contract.topic.Topics.RetryTier;
import sentinel.dlq.Rule.Step;
import sentinel.fixture.KafkaProbe;

class TiersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Tiers tiers = new Tiers(
            new DlqReplayConfig(
                    new KafkaSettings("nowhere:1", Topics.DEFAULT, "0"),
                    List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30)),
                    new EditSettings(Duration.ofMinutes(2))),
            DeadLetterStage.FETCH);

    @ParameterizedTest
    @CsvSource({
        "1, retry.1m",
        "2, retry.5m",
        "3, retry.30m",
        "4, parked",
        "2147483647, parked",
        "0, parked",
        "-1, parked",
        "one, parked",
        "99999999999, parked"
    })
    void given_a_transient_failure_when_sorted_then_the_tier_of_its_attempts(String attempts, String topic) {
        var letter = letter(NOW, "transient", attempts, null);
        assertThat(tiers.sort(letter, NOW)).isEqualTo(moveTo(topic));
    }

    @ParameterizedTest
    @CsvSource({
        "permanent, 1, parked",
        "permanent, 2, parked",
        "unheard-of, 1, parked",
        ", 1, parked",
        "transient, , parked"
    })
    void given_a_permanent_or_unreadable_failure_when_sorted_then_parked(String kind, String attempts, String topic) {
        assertThat(tiers.sort(letter(NOW, kind, attempts, null), NOW)).isEqualTo(moveTo(topic));
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT-5S, retry.1m",
        "1, PT1M, retry.1m",
        "1, PT1M1S, retry.5m",
        "1, PT10M, retry.30m",
        "2, PT10S, retry.5m",
        "1, PT10H, retry.30m",
        "3, PT10H, retry.30m",
        "4, PT10S, parked"
    })
    void given_a_server_that_asked_for_a_wait_when_sorted_then_a_tier_that_is_long_enough(
            String attempts, Duration wait, String topic) {
        var letter = letter(NOW, "transient", attempts, NOW.plus(wait).toString());
        assertThat(tiers.sort(letter, NOW)).isEqualTo(moveTo(topic));
    }

    @Test
    void given_an_unreadable_wait_when_sorted_then_parked() {
        assertThat(tiers.sort(letter(NOW, "transient", "1", "tomorrow"), NOW)).isEqualTo(moveTo("parked"));
    }

    @Test
    void given_a_message_in_a_tier_when_its_delay_is_not_over_then_it_waits_until_then() {
        var appended = NOW.minusSeconds(59);
        var letter = letter(appended, "transient", "1", null);
        assertThat(tiers.await(RetryTier.FIRST, letter, NOW)).isEqualTo(new Step.WaitUntil(NOW.plusSeconds(1)));
        assertThat(tiers.await(RetryTier.FIRST, letter, NOW.plusSeconds(1)))
                .isEqualTo(new Step.MoveTo("sentinel.urls"));
    }

    @ParameterizedTest
    @CsvSource({"PT10S, retry.1m", "PT3M, retry.5m", "PT20H, retry.30m"})
    void given_a_message_in_a_tier_when_a_server_wants_it_later_then_another_round(Duration left, String topic) {
        var letter =
                letter(NOW.minusSeconds(3600), "transient", "1", NOW.plus(left).toString());
        assertThat(tiers.await(RetryTier.THIRD, letter, NOW)).isEqualTo(moveTo(topic));
    }

    @Test
    void given_a_server_that_wants_years_when_a_day_is_over_then_it_is_tried() {
        var letter = letter(NOW, "transient", "1", "2050-01-01T00:00:00Z");
        assertThat(tiers.await(RetryTier.THIRD, letter, NOW.plus(Duration.ofHours(23))))
                .isEqualTo(moveTo("retry.30m"));
        assertThat(tiers.await(RetryTier.THIRD, letter, NOW.plus(Duration.ofHours(24))))
                .isEqualTo(new Step.MoveTo("sentinel.urls"));
    }

    @Test
    void given_a_message_without_headers_in_a_tier_when_met_then_parked() {
        assertThat(tiers.await(RetryTier.FIRST, letter(NOW, null, null, null), NOW))
                .isEqualTo(moveTo("parked"));
    }

    private static Step moveTo(String topic) {
        return new Step.MoveTo("sentinel.dlq.fetch." + topic);
    }

    /** Failed at NOW. */
    private static ConsumerRecord<byte[], byte[]> letter(
            Instant appended, String kind, String attempts, String notBefore) {
        var headers = new RecordHeaders();
        headers.add(ErrorHeaders.LAST_FAILURE_AT, KafkaProbe.bytes(NOW.toString()));
        if (kind != null) {
            headers.add(ErrorHeaders.KIND, KafkaProbe.bytes(kind));
        }
        if (attempts != null) {
            headers.add(ErrorHeaders.ATTEMPTS, KafkaProbe.bytes(attempts));
        }
        if (notBefore != null) {
            headers.add(ErrorHeaders.NOT_BEFORE, KafkaProbe.bytes(notBefore));
        }
        return new ConsumerRecord<>(
                "t",
                0,
                0,
                appended.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                null,
                null,
                headers,
                Optional.empty());
    }
}
