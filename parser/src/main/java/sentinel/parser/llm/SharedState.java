package sentinel.parser.llm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import redis.clients.jedis.params.SetParams;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.stage.OutageException;

/**
 * What replicas and restarts share, in Redis: answers ({@code <prefix>:llm:answer:<model>:<prompt>:<hash>}), who asks for one
 * ({@code <prefix>:llm:asking:...}) and the day's
 * spending ({@code <prefix>:llm:spent:<date>}, billionths of a dollar). Without Redis an answer is merely paid for again,
 * while a budget that cannot be read stops the calls.
 */
final class SharedState {

    private static final Duration LEDGER_TTL = Duration.ofDays(3);

    private final OptionalRedis redis;
    private final Processes processes;

    SharedState(OptionalRedis redis, Processes processes) {
        this.redis = redis;
        this.processes = processes;
    }

    Ledger ledger() {
        return this::spend;
    }

    private long spend(LocalDate day, long nanos) {
        String key = redis.key("llm", "spent", day.toString());
        long spent = redis.ask(pipeline -> pipeline.incrBy(key, nanos))
                .join()
                .orElseThrow(() -> new OutageException(
                        "redis", OptionalRedis.PAUSE, redis.failure().orElse(null)));
        if (spent == nanos) { // the first of the day
            var unused = redis.ask(pipeline -> pipeline.expire(key, LEDGER_TTL.toSeconds()));
        }
        return spent;
    }

    /**
     * @param ttl of answers
     * @param longestCall a replica that asks for longer than this has failed
     */
    AnswerCache answers(Duration ttl, Duration longestCall) {
        return new AnswerCache() {
            @Override
            public Optional<Answer> get(String key) {
                return redis.ask(pipeline -> pipeline.get(redisKey(key))).join().flatMap(SharedState::decode);
            }

            @Override
            public void put(String key, Answer answer) {
                String json = new String(Json.encode(answer), StandardCharsets.UTF_8);
                redis.ask(pipeline -> pipeline.set(
                                redisKey(key), json, SetParams.setParams().px(ttl.toMillis())))
                        .join();
            }

            @Override
            public boolean claim(String key) {
                if (set(key)) {
                    return true;
                }
                var asking = redis.ask(pipeline -> pipeline.get(askingKey(key))).join();
                if (asking.isPresent() && processes.isDead(asking.get())) {
                    redis.ask(pipeline -> pipeline.del(askingKey(key))).join();
                }
                return set(key);
            }

            private boolean set(String key) {
                var claimed = redis.ask(pipeline -> pipeline.set(
                                askingKey(key),
                                processes.own(),
                                SetParams.setParams().nx().px(longestCall.toMillis())))
                        .join();
                return claimed.isPresent() || !redis.isUp();
            }

            @Override
            public void release(String key) {
                var unused = redis.ask(pipeline -> pipeline.del(askingKey(key)));
            }
        };
    }

    private String askingKey(String answer) {
        return redis.key("llm", "asking", answer);
    }

    private String redisKey(String answer) {
        return redis.key("llm", "answer", answer);
    }

    /** What cannot be read is asked for again. */
    private static Optional<AnswerCache.Answer> decode(String json) {
        try {
            return Optional.of(Json.decode(json.getBytes(StandardCharsets.UTF_8), AnswerCache.Answer.class));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}
