package sentinel.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;

class RedisSettingsTest {

    @Test
    void given_a_url_with_a_password_when_read_then_it_is_kept_and_not_shown() {
        var settings = Env.read(
                        Map.of("REDIS_URL", "rediss://someone:hunter2@redis.example:6380/3"), RedisSettings::from)
                .orElseThrow();

        assertThat(settings.url().value()).isEqualTo("rediss://someone:hunter2@redis.example:6380/3");
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void given_no_url_when_read_then_there_is_none() {
        assertThat(Env.read(Map.of("REDIS_URL", " "), RedisSettings::from)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://:hunter2@host:1", "redis://:hunter2@host", "redis://:hunter2@host:a b", "hunter2:1"})
    void given_what_is_no_redis_url_when_read_then_it_is_reported_and_no_password_is_shown(String url) {
        assertThatThrownBy(() -> Env.read(Map.of("REDIS_URL", url), RedisSettings::from))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContaining("hunter2");
    }
}
