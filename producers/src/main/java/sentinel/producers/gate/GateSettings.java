package sentinel.producers.gate;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import sentinel.common.config.Env;
import sentinel.common.config.KafkaSettings;
import sentinel.common.config.Secret;

/**
 * Where the gate keeps its memory, and for how long.
 *
 * @param redisUrl {@code redis://[user:password@]host:port[/database]}; secret, because it may hold a password
 * @param l1Ttl how long a source's record is remembered after it was last seen
 * @param l2Ttl how long a URL is remembered after it was announced
 * @param claimTtl how long a URL that is being announced is kept for the one that announces it; longer than an
 *     announcement takes, short enough to wait for when its owner died
 */
public record GateSettings(KafkaSettings kafka, Secret redisUrl, Duration l1Ttl, Duration l2Ttl, Duration claimTtl) {

    private static final String REDIS_DEFAULT = "redis://127.0.0.1:6379";

    public GateSettings {
        requireNonNull(kafka, "kafka");
        requireNonNull(redisUrl, "redis url");
        requirePositive(l1Ttl, "SENTINEL_L1_TTL");
        requirePositive(l2Ttl, "SENTINEL_L2_TTL");
        requirePositive(claimTtl, "SENTINEL_CLAIM_TTL");
    }

    public static GateSettings from(Env env) {
        return new GateSettings(
                KafkaSettings.from(env),
                redisUrl(env),
                positive(env, "SENTINEL_L1_TTL", Duration.ofHours(24)),
                positive(env, "SENTINEL_L2_TTL", Duration.ofHours(6)),
                positive(env, "SENTINEL_CLAIM_TTL", Duration.ofMinutes(2)));
    }

    /** Reads a duration of at least a millisecond; reports any other. */
    public static Duration positive(Env env, String name, Duration orElse) {
        var value = env.duration(name, orElse);
        if (value.toMillis() < 1) {
            env.problem(name, "is " + value + "; expected more than nothing");
            return orElse;
        }
        return value;
    }

    private static Secret redisUrl(Env env) {
        var url = env.secret("REDIS_URL").orElse(new Secret(REDIS_DEFAULT));
        try {
            var uri = new URI(url.value());
            boolean redis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            if (!redis || uri.getHost() == null || uri.getPort() < 0) {
                env.problem("REDIS_URL", "is no redis://host:port or rediss://host:port");
            }
        } catch (URISyntaxException e) {
            env.problem("REDIS_URL", "is no URL; expected redis://host:port");
        }
        return url;
    }

    private static void requirePositive(Duration value, String name) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be more than nothing");
        }
    }
}
