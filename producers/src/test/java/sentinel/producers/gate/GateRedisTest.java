package sentinel.producers.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import sentinel.embedded.EmbeddedRedis;
import sentinel.producers.Wire;

/** A Redis that is cut off, takes no values, or lost its memory. */
class GateRedisTest extends GateFixture {

    /** Ways in which a Redis answers and takes no values. */
    private enum Refusal {
        READONLY {
            @Override
            void begin(Jedis redis) {
                redis.replicaof("127.0.0.1", 1); // nobody is there: it keeps what it has, and waits
            }

            @Override
            void end(Jedis redis) {
                redis.replicaofNoOne();
            }
        },
        OOM {
            @Override
            void begin(Jedis redis) {
                redis.configSet("maxmemory", "1");
            }

            @Override
            void end(Jedis redis) {
                redis.configSet("maxmemory", "0");
            }
        };

        abstract void begin(Jedis redis);

        abstract void end(Jedis redis);
    }

    @Test
    void given_redis_is_cut_off_when_offered_then_it_waits_and_goes_on() {
        try (var wire = new Wire(redisUrl)) {
            redisUrl = wire.url();
            var gate = gate("rss-0", announcer);
            gate.offer(List.of(rss("Feed", "1", "http://site.example/1")));
            wire.cut();
            var offer =
                    CompletableFuture.supplyAsync(() -> gate.offer(List.of(rss("Feed", "2", "http://site.example/2"))));
            await().until(() -> opened.get(0).problem().isPresent());
            wire.mend();

            assertThat(offer.join()).isEqualTo(new Tally(1, 0, 0, 0));
            assertThat(opened.get(0).problem()).isEmpty();
            assertThat(published.articles()).hasSize(2);
        }
    }

    @Test
    void given_redis_is_cut_off_after_the_produce_when_mended_then_confirmed_and_not_announced_twice() {
        try (var wire = new Wire(redisUrl)) {
            redisUrl = wire.url();
            var gate = gate("rss-0", messages -> {
                var left = announcer.send(messages);
                wire.cut();
                CompletableFuture.runAsync(() -> {
                    await().until(() -> opened.get(0).problem().isPresent());
                    wire.mend();
                });
                return left;
            });
            var found = List.of(rss("Feed", "1", "http://site.example/1"));

            gate.offer(found);

            assertThat(gate.offer(found)).isEqualTo(new Tally(0, 1, 0, 0));
            assertThat(published.articles()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void given_redis_takes_no_values_when_offered_then_it_waits_says_why_and_goes_on(
            Refusal refusal, @TempDir Path directory) {
        try (var server = EmbeddedRedis.start(directory, 0);
                var operator = new Jedis(server.url())) {
            redisUrl = server.url();
            var gate = gate("rss-0", announcer);
            var redis = opened.get(0);
            gate.offer(List.of(rss("Feed", "1", "http://site.example/1")));
            refusal.begin(operator);

            redis.probe(); // as an idle producer does
            assertThat(redis.problem())
                    .hasValueSatisfying(problem -> assertThat(problem).startsWith("redis refuses: " + refusal.name()));
            var offer =
                    CompletableFuture.supplyAsync(() -> gate.offer(List.of(rss("Feed", "2", "http://site.example/2"))));
            redis.probe();
            assertThat(redis.problem()).isPresent();
            assertThat(published.articles()).hasSize(1);
            refusal.end(operator);

            assertThat(offer.join()).isEqualTo(new Tally(1, 0, 0, 0));
            assertThat(redis.problem()).isEmpty();
            assertThat(published.articles()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void given_redis_takes_no_values_and_nobody_looked_when_offered_then_nothing_is_announced_unclaimed(
            Refusal refusal, @TempDir Path directory) {
        try (var server = EmbeddedRedis.start(directory, 0);
                var operator = new Jedis(server.url())) {
            redisUrl = server.url();
            var gate = gate("rss-0", announcer);
            gate.offer(List.of(rss("Feed", "1", "http://site.example/1")));
            refusal.begin(operator);

            var offer =
                    CompletableFuture.supplyAsync(() -> gate.offer(List.of(rss("Feed", "2", "http://site.example/2"))));
            await().until(() -> opened.get(0).problem().isPresent());
            assertThat(published.articles()).hasSize(1);
            refusal.end(operator);

            assertThat(offer.join()).isEqualTo(new Tally(1, 0, 0, 0));
        }
    }

    @Test
    void given_redis_lost_its_memory_when_offered_then_announced_again() {
        var gate = gate("rss-0", announcer);
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        gate.offer(found);
        var redis = opened.get(0);
        redis.patiently(client -> client.del(
                redis.key("src", "rss", "Feed", mark("1", "site.example/1")), redis.key("url", "site.example/1")));

        gate.offer(found);

        assertThat(published.articles()).hasSize(2);
    }
}
