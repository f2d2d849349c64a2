package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import sentinel.config.Secret;
import sentinel.fixture.TestServers;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;

class RedisGapTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final String prefix = "test-" + UUID.randomUUID();
    private final OptionalRedis shared =
            FetcherMain.redis(new RedisSettings(new Secret(TestServers.redisUrl())), prefix, OptionalRedis.PAUSE);
    private final RedisGap gap = new RedisGap(shared);
    private final RedisClient redis = RedisClient.create(TestServers.redisUrl());

    @AfterEach
    void close() {
        shared.close();
        redis.close();
    }

    private Duration take(Duration time) throws Exception {
        return gap.take("a.example", time).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private long left() {
        return redis.pttl(prefix + ":host:a.example");
    }

    @Test
    void given_aTurnThatWasTaken_when_takenAgain_then_itIsNotBeforeTheGapIsOver() throws Exception {
        var time = Duration.ofMillis(300);
        assertThat(take(time)).isZero();
        long takenAt = System.nanoTime();

        assertThat(take(time)).isBetween(Duration.ofMillis(1), time);
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> take(time).isZero());
        assertThat(System.nanoTime() - takenAt).isGreaterThanOrEqualTo(290_000_000L);
    }

    @Test
    void given_aHold_when_anotherIsShorter_then_theLongerStays() throws Exception {
        take(Duration.ofSeconds(1));
        gap.hold("a.example", LONG);
        gap.hold("a.example", Duration.ofSeconds(2));

        assertThat(take(Duration.ofSeconds(1))).isBetween(Duration.ofSeconds(50), LONG.plusMillis(1));
    }

    @Test
    void given_aKeyThatNeverEnds_when_itIsMet_then_itEnds() throws Exception {
        redis.set(prefix + ":host:a.example", "somebody's");

        assertThat(take(Duration.ofSeconds(1))).isBetween(Duration.ofMillis(900), Duration.ofMillis(1001));
        assertThat(left()).isBetween(1L, 1_000L);
    }

    @Test
    void given_aKeyOfAnotherKind_when_itIsMet_then_redisRefusesNothing() throws Exception {
        redis.lpush(prefix + ":host:a.example", "somebody's");

        assertThat(take(Duration.ofSeconds(1))).isPositive();
        assertThat(shared.isUp()).isTrue();
    }
}
