package sentinel.service.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What both manners of using Redis share: the client, the prefix of all keys, and what went wrong last. */
final class RedisConnection implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    private final RedisClient client;
    private final String prefix;
    private final String meanwhile;
    private volatile @Nullable JedisException failure;

    /**
     * Connects when first used.
     *
     * @param meanwhile what is done without Redis, for the log
     */
    RedisConnection(RedisSettings settings, String prefix, Duration timeout, int connections, String meanwhile) {
        this.client = settings.client(timeout, connections);
        this.prefix = prefix;
        this.meanwhile = meanwhile;
    }

    /** {@code prefix:a:b}. */
    String key(String... parts) {
        return prefix + ":" + String.join(":", parts);
    }

    /**
     * Does the work, and notes whether it failed.
     *
     * @param recovered what else must succeed before a Redis that failed counts as up again
     * @throws JedisException Redis did not answer, or refused
     */
    <T> T exchange(Function<RedisClient, T> work, Consumer<RedisClient> recovered) {
        try {
            var result = work.apply(client);
            if (failure != null) {
                recovered.accept(client);
                failure = null;
                log.info("redis_up");
            }
            return result;
        } catch (JedisException e) {
            if (failure == null) {
                log.warn("redis_down action=\"{}\" reason=\"{}\"", meanwhile, e.toString());
            }
            failure = e;
            throw e;
        }
    }

    /** What Redis answered last; null when it was well. */
    @Nullable
    JedisException failure() {
        return failure;
    }

    /** What went wrong last, in words. */
    Optional<String> problem() {
        return Optional.ofNullable(failure)
                .map(e -> (e instanceof JedisDataException ? "redis refuses: " : "redis does not answer: ")
                        + e.getMessage());
    }

    @Override
    public void close() {
        client.close();
    }
}
