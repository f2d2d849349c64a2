package sentinel.fetcher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import sentinel.service.redis.OptionalRedis;
import sentinel.web.turns.SharedGap;

/**
 * Gaps in Redis: while {@code <prefix>:host:<host>} is there, no request may be made to that host; it vanishes by itself,
 * by Redis's clock and nobody else's.
 */
final class RedisGap implements SharedGap {

    /** Answers 0 when taken, else the milliseconds until it can be: a key is there up to and with its last one. */
    private static final String TAKE =
            """
            if redis.call('set', KEYS[1], 'gap', 'PX', ARGV[1], 'NX') then
              return 0
            end
            local left = redis.call('pttl', KEYS[1])
            if left < 0 then
              redis.call('pexpire', KEYS[1], ARGV[1])
              left = tonumber(ARGV[1])
            end
            return left + 1
            """;

    /** A longer hold of another instance stays. */
    private static final String HOLD =
            """
            if redis.call('pttl', KEYS[1]) < tonumber(ARGV[1]) then
              redis.call('set', KEYS[1], 'hold', 'PX', ARGV[1])
            end
            return 0
            """;

    private final OptionalRedis redis;

    RedisGap(OptionalRedis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Duration> take(String host, Duration gap) {
        return redis.ask(pipeline ->
                        pipeline.eval(TAKE, List.of(redis.key("host", host)), List.of(millis(gap.minusMillis(1)))))
                .thenApply(answer ->
                        answer.map(left -> Duration.ofMillis((Long) left)).orElse(Duration.ZERO));
    }

    @Override
    public void hold(String host, Duration pause) {
        var unused =
                redis.ask(pipeline -> pipeline.eval(HOLD, List.of(redis.key("host", host)), List.of(millis(pause))));
    }

    private static String millis(Duration time) {
        return Long.toString(Math.max(1, time.toMillis()));
    }
}
