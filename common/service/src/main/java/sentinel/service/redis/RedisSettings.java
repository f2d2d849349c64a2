package sentinel.service.redis;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.util.JedisURIHelper;
import sentinel.config.Env;
import sentinel.config.Secret;

/**
 * The address of Redis, for services that use jedis.
 *
 * @param url {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} for TLS; secret, because it may
 *     hold a password
 */
public record RedisSettings(Secret url) {

    /** Redis on this machine, on its usual port. */
    public static final RedisSettings LOCAL = new RedisSettings(new Secret("redis://127.0.0.1:6379"));

    public RedisSettings {
        requireNonNull(url, "redis url");
    }

    /** Reads {@code REDIS_URL}; empty when it is not set. An invalid URL is reported, but not shown. */
    public static Optional<RedisSettings> from(Env env) {
        var url = env.secret("REDIS_URL");
        url.ifPresent(given -> check(env, given));
        return url.map(RedisSettings::new);
    }

    private static void check(Env env, Secret url) {
        try {
            var uri = new URI(url.value());
            boolean redis = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            if (!redis || uri.getHost() == null || uri.getPort() < 0) {
                env.problem("REDIS_URL", "is not a redis://host:port or rediss://host:port URL");
            }
        } catch (URISyntaxException e) {
            env.problem("REDIS_URL", "is not a URL; expected redis://host:port");
        }
    }

    /**
     * A client that connects when first used.
     *
     * @param timeout for connecting, for an answer, and for a free connection
     * @param connections maximum number of connections
     */
    public RedisClient client(Duration timeout, int connections) {
        var uri = URI.create(url.value());
        var pool = new GenericObjectPoolConfig<Connection>();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(timeout);
        var config = DefaultJedisClientConfig.builder()
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri))
                .timeoutMillis((int) timeout.toMillis());
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            config.sslOptions(SslOptions.defaults());
        }
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }
}
