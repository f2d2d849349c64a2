package sentinel.producers.gate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.service.redis.RedisSettings;

/**
 * Where the gate keeps its memory, and for how long.
 *
 * @param l1Ttl how long a source's record is remembered after it was last seen
 * @param l2Ttl how long a URL is remembered after it was announced
 * @param claimTtl how long a URL that is being announced is kept for the one that announces it; longer than an
 *     announcement takes, short enough to wait for when its owner died
 */
public record GateSettings(
        KafkaSettings kafka, RedisSettings redis, Duration l1Ttl, Duration l2Ttl, Duration claimTtl) {

    public GateSettings {
        requireNonNull(kafka, "kafka");
        requireNonNull(redis, "redis");
        requirePositive(l1Ttl, "SENTINEL_L1_TTL");
        requirePositive(l2Ttl, "SENTINEL_L2_TTL");
        requirePositive(claimTtl, "SENTINEL_CLAIM_TTL");
    }

    public static GateSettings from(Env env) {
        return new GateSettings(
                KafkaSettings.from(env),
                RedisSettings.from(env).orElse(RedisSettings.LOCAL),
                positive(env, "SENTINEL_L1_TTL", Duration.ofHours(24)),
                positive(env, "SENTINEL_L2_TTL", Duration.ofHours(6)),
                positive(env, "SENTINEL_CLAIM_TTL", Duration.ofMinutes(2)));
    }

    /** Reads a duration of at least a millisecond; reports any other. */
    public static Duration positive(Env env, String name, Duration orElse) {
        var value = env.duration(name, orElse);
        if (value.toMillis() < 1) {
            env.problem(name, "is " + value + "; expected more than 0");
            return orElse;
        }
        return value;
    }

    private static void requirePositive(Duration value, String name) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be more than 0");
        }
    }
}
