package sentinel.parser.llm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import sentinel.parser.provider.Extraction;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.stage.OutageException;

/**
 * What replicas and restarts share, in Redis: answers ({@code <prefix>:llm:answer:<model>:<prompt>:<hash>}) and the day's
 * spending ({@code <prefix>:llm:spent:<date>}, billionths of a dollar). Without Redis an answer is merely paid for again,
 * while a budget that cannot be read stops the calls.
 */
final class SharedState {

    private static final Logger log = LoggerFactory.getLogger(SharedState.class);

    private static final Duration REDIS_PAUSE = Duration.ofSeconds(5);
    private static final Duration LEDGER_TTL = Duration.ofDays(3);

    private final UnifiedJedis redis;
    private final String prefix;

    SharedState(UnifiedJedis redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix + ":llm:";
    }

    Ledger ledger() {
        return this::spend;
    }

    private long spend(LocalDate day, long nanos) {
        String key = prefix + "spent:" + day;
        try {
            long spent = redis.incrBy(key, nanos);
            if (spent == nanos) { // the first of the day
                redis.expire(key, LEDGER_TTL.toSeconds());
            }
            return spent;
        } catch (JedisException e) {
            throw new OutageException("redis", REDIS_PAUSE, e);
        }
    }

    AnswerCache answers(Duration ttl) {
        return new AnswerCache() {
            @Override
            public Optional<Extraction> get(String key) {
                try {
                    String json = redis.get(prefix + "answer:" + key);
                    return json == null ? Optional.empty() : Optional.of(decode(json));
                } catch (JedisException | UndecodableException e) {
                    log.debug("answer_not_read key={}", key, e);
                    return Optional.empty();
                }
            }

            @Override
            public void put(String key, Extraction extraction) {
                try {
                    String json = new String(Json.encode(extraction), StandardCharsets.UTF_8);
                    redis.set(
                            prefix + "answer:" + key,
                            json,
                            SetParams.setParams().px(ttl.toMillis()));
                } catch (JedisException e) {
                    log.debug("answer_not_kept key={}", key, e);
                }
            }
        };
    }

    private static Extraction decode(String json) throws UndecodableException {
        return Json.decode(json.getBytes(StandardCharsets.UTF_8), Extraction.class);
    }
}
