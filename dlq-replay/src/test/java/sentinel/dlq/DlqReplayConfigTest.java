package sentinel.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.EditSettings;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.RetryTier;

class DlqReplayConfigTest {

    @Test
    void given_nothing_when_read_then_1_5_and_30_minutes() {
        assertThat(Env.read(Map.of(), DlqReplayConfig::from))
                .isEqualTo(new DlqReplayConfig(
                        new KafkaSettings("127.0.0.1:9092", new Topics("sentinel"), "0"),
                        List.of(minutes(1), minutes(5), minutes(30)),
                        new EditSettings(minutes(2))));
    }

    @Test
    void given_a_replay_when_read_then_these_variables_are_asked_for() {
        assertThat(Env.asked(Map.of(), DlqReplayConfig::from))
                .containsExactlyInAnyOrder(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "SENTINEL_TOPIC_PREFIX",
                        "SENTINEL_INSTANCE",
                        "SENTINEL_RETRY_DELAYS",
                        "SENTINEL_QUIET_PERIOD");
    }

    @Test
    void given_three_durations_when_read_then_one_a_tier() {
        var config = Env.read(Map.of("SENTINEL_RETRY_DELAYS", "1s, 1s,250m"), DlqReplayConfig::from);
        assertThat(List.of(RetryTier.values()))
                .extracting(config::delay)
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), minutes(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m", "1m,5m", "1m,5m,30m,2h", "5m,1m,30m", "1m,5m,later", "1m,,30m", "1m,5m,-30m"})
    void given_anything_else_when_read_then_one_problem_that_says_what_is_expected(String delays) {
        assertThatThrownBy(() -> Env.read(Map.of("SENTINEL_RETRY_DELAYS", delays), DlqReplayConfig::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_RETRY_DELAYS is '" + delays + "'; expected")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(2));
    }

    private static Duration minutes(int n) {
        return Duration.ofMinutes(n);
    }
}
