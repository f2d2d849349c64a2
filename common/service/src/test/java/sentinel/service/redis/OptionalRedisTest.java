package sentinel.service.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sentinel.config.Secret;
import sentinel.fixture.TestServers;

class OptionalRedisTest {

    private static OptionalRedis redis(String url) {
        return new OptionalRedis(
                new RedisSettings(new Secret(url)),
                "test-" + UUID.randomUUID(),
                Duration.ofSeconds(5),
                Duration.ZERO,
                "nothing is lost");
    }

    @Test
    void given_a_command_that_redis_refuses_when_others_are_asked_with_it_then_they_are_answered() throws Exception {
        try (var redis = redis(TestServers.redisUrl())) {
            redis.ask(pipeline -> pipeline.lpush(redis.key("list"), "a")).get(10, TimeUnit.SECONDS);

            var refused = redis.ask(pipeline -> pipeline.get(redis.key("list")));
            var counted = redis.ask(pipeline -> pipeline.incrBy(redis.key("count"), 5));

            assertThat(counted.get(10, TimeUnit.SECONDS)).contains(5L);
            assertThat(refused.get(10, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void given_nobody_when_asked_then_there_is_no_answer_and_it_is_known_why() throws Exception {
        try (var redis = redis("redis://127.0.0.1:1")) {
            assertThat(redis.ask(pipeline -> pipeline.get(redis.key("a"))).get(10, TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(redis.isUp()).isFalse();
            assertThat(redis.failure()).isPresent();
        }
    }
}
