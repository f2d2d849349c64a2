package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import sentinel.config.Secret;
import sentinel.contract.message.Sentiment;
import sentinel.fixture.TestServers;
import sentinel.parser.Pages;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.ClaimedQuote;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;
import sentinel.service.stage.OutageException;

class SharedStateTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    private final String prefix = "test-" + UUID.randomUUID();
    private final OptionalRedis shared = redis(TestServers.redisUrl());
    private final RedisClient redis = RedisClient.create(URI.create(TestServers.redisUrl()));

    @AfterEach
    void close() {
        shared.close();
        redis.close();
    }

    private OptionalRedis redis(String url) {
        return LlmProviders.redis(new RedisSettings(new Secret(url)), prefix);
    }

    @Test
    void given_an_answer_kept_by_one_replica_when_another_asks_then_it_is_found_until_it_expires() {
        var facts = new ClaimedFacts(
                "T",
                null,
                Pages.FETCHED,
                "S",
                Sentiment.MIXED,
                -0.1,
                List.of("Acme"),
                List.of(),
                List.of("business"),
                List.of(new ClaimedQuote("We will not sell", null)));
        String key = AnswerCache.key("m", "0123");
        new SharedState(shared).answers(Duration.ofHours(1)).put(key, facts);

        var other = AnswerCache.layered(AnswerCache.inMemory(10), new SharedState(shared).answers(Duration.ofHours(1)));

        assertThat(other.get(key)).contains(facts);
        assertThat(other.get(AnswerCache.key("other", "0123"))).isEmpty();
        assertThat(redis.ttl(prefix + ":llm:answer:" + key)).isBetween(3500L, 3600L);
    }

    @Test
    void given_spending_by_two_replicas_when_added_then_the_budget_holds_for_both_and_after_a_restart() {
        var clock = Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        var one = new Budget(0.01, new SharedState(shared).ledger(), clock);
        var two = new Budget(0.01, new SharedState(shared).ledger(), clock);

        one.settle(one.reserve("openai", 6_000_000), 5_000_000);
        assertThatThrownBy(() -> two.reserve("openai", 6_000_000)).isInstanceOf(OutageException.class);
        two.settle(two.reserve("openai", 5_000_000), 5_000_000);

        var restarted = new Budget(0.01, new SharedState(shared).ledger(), clock);
        assertThatThrownBy(() -> restarted.reserve("openai", 1)).isInstanceOf(OutageException.class);
        assertThat(redis.ttl(prefix + ":llm:spent:" + DAY)).isPositive();
    }

    @Test
    void given_no_redis_when_asked_then_answers_are_missed_and_a_budget_stops_the_calls() {
        try (var nobody = redis("redis://127.0.0.1:1")) {
            var state = new SharedState(nobody);

            state.answers(Duration.ofHours(1))
                    .put("k", new ClaimedFacts(null, null, null, null, null, null, null, null, null, null));
            assertThat(state.answers(Duration.ofHours(1)).get("k")).isEmpty();
            assertThatThrownBy(() -> state.ledger().add(DAY, 1))
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining("redis");
        }
    }
}
