package sentinel.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import sentinel.config.Secret;
import sentinel.fixture.TestServers;

class PatientRedisTest {

    private final List<Duration> pauses = new ArrayList<>();

    /** Gives up at the third pause. */
    private PatientRedis redis(String url) {
        return new PatientRedis(new RedisSettings(new Secret(url)), "test-" + UUID.randomUUID(), pause -> {
            pauses.add(pause);
            if (pauses.size() == 3) {
                throw new IllegalStateException("stopped");
            }
        });
    }

    @Test
    void given_nobody_when_work_waits_then_the_pauses_grow_until_the_waiting_is_ended() {
        try (var redis = redis("redis://127.0.0.1:1")) {
            assertThatThrownBy(() -> redis.patiently(client -> client.get("a"))).hasMessage("stopped");

            assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
            assertThat(redis.problem().orElseThrow()).startsWith("redis does not answer: ");
        }
    }

    @Test
    void given_work_that_redis_refuses_once_when_it_succeeds_then_there_is_no_problem() {
        try (var redis = redis(TestServers.redisUrl())) {
            String key = redis.key("a");
            redis.patiently(client -> client.lpush(key, "not a text"));

            String value = redis.patiently(client -> {
                if (!pauses.isEmpty()) {
                    client.set(key, "a text");
                }
                return client.get(key);
            });

            assertThat(value).isEqualTo("a text");
            assertThat(pauses).containsExactly(Duration.ofMillis(250));
            assertThat(redis.problem()).isEmpty();
        }
    }
}
