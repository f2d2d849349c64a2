package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import sentinel.config.Secret;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.Sentiment;
import sentinel.fixture.TestServers;
import sentinel.parser.Calls;
import sentinel.parser.Pages;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.ClaimedQuote;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;
import sentinel.service.stage.OutageException;

class SharedStateTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration CALL = Duration.ofSeconds(2);

    private final String prefix = "test-" + UUID.randomUUID();
    private final OptionalRedis shared = redis(TestServers.redisUrl());
    private final Processes processes = new Processes(shared, "0");
    private final RedisClient redis = RedisClient.create(URI.create(TestServers.redisUrl()));

    @AfterEach
    void close() {
        processes.close();
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
        var answer = new AnswerCache.Answer(facts, new BigDecimal("0.002"));
        String key = AnswerCache.key("m", "article-2", "0123");
        new SharedState(shared, processes).answers(Duration.ofHours(1), CALL).put(key, answer);

        var other = AnswerCache.layered(
                AnswerCache.inMemory(10), new SharedState(shared, processes).answers(Duration.ofHours(1), CALL));

        assertThat(other.get(key)).contains(answer);
        assertThat(other.get(AnswerCache.key("other", "article-2", "0123"))).isEmpty();
        assertThat(other.get(AnswerCache.key("m", "article-1", "0123"))).isEmpty();
        assertThat(redis.ttl(prefix + ":llm:answer:" + key)).isBetween(3500L, 3600L);
    }

    @Test
    void given_spending_by_two_replicas_when_added_then_the_budget_holds_for_both_and_after_a_restart() {
        var clock = Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        var one = new Budget(0.01, new SharedState(shared, processes).ledger(), clock);
        var two = new Budget(0.01, new SharedState(shared, processes).ledger(), clock);

        one.settle(one.reserve("openai", 6_000_000, 1), 5_000_000);
        assertThatThrownBy(() -> two.reserve("openai", 6_000_000, 1)).isInstanceOf(OutageException.class);
        two.settle(two.reserve("openai", 5_000_000, 1), 5_000_000);

        var restarted = new Budget(0.01, new SharedState(shared, processes).ledger(), clock);
        assertThatThrownBy(() -> restarted.reserve("openai", 1, 1)).isInstanceOf(OutageException.class);
        assertThat(redis.ttl(prefix + ":llm:spent:" + DAY)).isPositive();
    }

    @Test
    void given_a_replica_that_asks_when_another_wants_to_then_it_waits_until_the_first_is_done_or_has_failed() {
        var one = new SharedState(shared, processes).answers(Duration.ofHours(1), CALL);
        var two = new SharedState(shared, processes).answers(Duration.ofHours(1), CALL);

        assertThat(one.claim("k")).isTrue();
        assertThat(two.claim("k")).isFalse();
        assertThat(two.claim("other")).isTrue();
        one.release("k");
        await().atMost(Duration.ofSeconds(1)).until(() -> two.claim("k"));
        assertThat(one.claim("k")).isFalse();
        await().atMost(CALL.multipliedBy(3)).until(() -> one.claim("k")); // the claim of a replica that failed ends
    }

    @Test
    void given_a_claim_of_a_dead_process_when_its_successor_or_another_asks_then_it_is_void() {
        var dead = new Processes(shared, "1");
        var other = new SharedState(shared, new Processes(shared, "1")).answers(Duration.ofHours(1), LONG);
        var mine = new SharedState(shared, processes).answers(Duration.ofHours(1), LONG);
        new SharedState(shared, dead).answers(Duration.ofHours(1), LONG).claim("a");
        new SharedState(shared, dead).answers(Duration.ofHours(1), LONG).claim("b");

        assertThat(mine.claim("a")).isFalse();
        assertThat(other.claim("a")).isTrue();
        dead.close();
        assertThat(mine.claim("b")).isTrue();
    }

    @Test
    void given_calls_of_a_dead_process_when_recovered_then_they_are_published_once_and_those_of_live_ones_are_left() {
        var published = new ArrayList<LlmCall>();
        var dead = new Processes(shared, "1");
        var journal = new RedisCallJournal(shared, dead.own());
        try (var recovery = new AbandonedCalls(shared, processes, published::addAll);
                var alive = new Processes(shared, "2")) {
            journal.begun(Calls.call("a", LlmCall.UNKNOWN));
            journal.begun(Calls.call("b", LlmCall.UNKNOWN));
            journal.ended(Calls.call("b", LlmCall.OK));
            journal.begun(Calls.call("c", LlmCall.UNKNOWN));
            journal.published(List.of(Calls.call("c", LlmCall.OK)));
            new RedisCallJournal(shared, alive.own()).begun(Calls.call("d", LlmCall.UNKNOWN));

            recovery.recover();
            assertThat(published).isEmpty();

            dead.close();
            recovery.recover();
            recovery.recover();
            assertThat(published)
                    .extracting(LlmCall::callId, LlmCall::outcome, LlmCall::recovered)
                    .containsExactlyInAnyOrder(tuple("a", LlmCall.UNKNOWN, true), tuple("b", LlmCall.OK, true));
            assertThat(processes.all()).containsExactlyInAnyOrder(processes.own(), alive.own());
        }
    }

    @Test
    void given_a_ledger_that_takes_nothing_when_recovered_then_the_journal_is_kept() {
        var dead = new Processes(shared, "1");
        new RedisCallJournal(shared, dead.own()).begun(Calls.call("a", LlmCall.UNKNOWN));
        dead.close();

        try (var recovery = new AbandonedCalls(shared, processes, calls -> {
            throw new IllegalStateException("no broker");
        })) {
            recovery.recover();
        }

        assertThat(redis.hkeys(RedisCallJournal.key(shared, dead.own()))).containsExactly("a");
    }

    @Test
    void given_no_redis_when_asked_then_answers_are_missed_and_a_budget_stops_the_calls() {
        try (var nobody = redis("redis://127.0.0.1:1")) {
            var state = new SharedState(nobody, new Processes(nobody, "0"));

            var answers = state.answers(Duration.ofHours(1), CALL);
            var nothing = new ClaimedFacts(null, null, null, null, null, null, null, null, null, null);
            answers.put("k", new AnswerCache.Answer(nothing, null));
            assertThat(answers.get("k")).isEmpty();
            assertThat(answers.claim("k")).isTrue();
            assertThat(answers.claim("k")).isTrue();
            assertThatThrownBy(() -> state.ledger().add(DAY, 1))
                    .isInstanceOf(OutageException.class)
                    .hasMessageContaining("redis");
        }
    }
}
