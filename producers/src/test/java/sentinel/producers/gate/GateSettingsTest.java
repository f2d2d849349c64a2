package sentinel.producers.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.Secret;
import sentinel.contract.topic.Topics;
import sentinel.service.redis.RedisSettings;

/** Each variable of the gate by its name, and each default. */
class GateSettingsTest {

    private static GateSettings read(Map<String, String> variables) {
        return Env.read(variables, GateSettings::from);
    }

    @Test
    void given_nothing_when_read_then_each_setting_has_its_default() {
        assertThat(read(Map.of()))
                .isEqualTo(new GateSettings(
                        new KafkaSettings("127.0.0.1:9092", new Topics("sentinel"), "0"),
                        new RedisSettings(new Secret("redis://127.0.0.1:6379")),
                        Duration.ofHours(24),
                        Duration.ofHours(6),
                        Duration.ofMinutes(2)));
    }

    @Test
    void given_each_variable_when_read_then_it_sets_its_own_setting() {
        var variables = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:1",
                "SENTINEL_TOPIC_PREFIX", "test",
                "SENTINEL_INSTANCE", "7",
                "REDIS_URL", "redis://redis:2",
                "SENTINEL_L1_TTL", "1h",
                "SENTINEL_L2_TTL", "2h",
                "SENTINEL_CLAIM_TTL", "3s");

        assertThat(read(variables))
                .isEqualTo(new GateSettings(
                        new KafkaSettings("kafka:1", new Topics("test"), "7"),
                        new RedisSettings(new Secret("redis://redis:2")),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofSeconds(3)));
        assertThat(Env.asked(Map.of(), GateSettings::from)).isEqualTo(variables.keySet());
    }

    @Test
    void given_times_of_nothing_when_read_then_all_are_named_at_once() {
        assertThatThrownBy(() ->
                        read(Map.of("SENTINEL_L1_TTL", "0s", "SENTINEL_L2_TTL", "0s", "SENTINEL_CLAIM_TTL", "soon")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_L1_TTL is PT0S; expected more than 0")
                .hasMessageContaining("SENTINEL_L2_TTL is PT0S; expected more than 0")
                .hasMessageContaining("SENTINEL_CLAIM_TTL is 'soon'");
    }
}
