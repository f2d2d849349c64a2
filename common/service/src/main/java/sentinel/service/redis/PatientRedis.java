package sentinel.service.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Redis for those who cannot work without it: every failure is waited out. A Redis that answers but takes no values (a
 * replica, out of memory, a full disk) is down, too: nothing can be claimed there. Safe for use by several threads.
 */
public final class PatientRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PatientRedis.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int CONNECTIONS = 32;
    private static final Duration PROBE_KEPT = Duration.ofMinutes(1);

    private final RedisConnection connection;
    private final Consumer<Duration> pause;

    /**
     * Connects when first used.
     *
     * @param prefix of all keys
     * @param pause waits; what it throws ends the waiting for Redis
     */
    public PatientRedis(RedisSettings settings, String prefix, Consumer<Duration> pause) {
        this.connection = new RedisConnection(settings, prefix, TIMEOUT, CONNECTIONS, "work waits for it");
        this.pause = pause;
    }

    /** {@code prefix:a:b}. */
    public String key(String... parts) {
        return connection.key(parts);
    }

    /**
     * Does the work, again and again until Redis answers. The work must be safe to repeat: an answer may get lost after
     * Redis did what it was told.
     */
    public <T> T patiently(Function<RedisClient, T> work) {
        var wait = FIRST_PAUSE;
        while (true) {
            try {
                return exchange(work);
            } catch (JedisException e) {
                log.debug("redis_asked_again after={}", wait, e); // that it is down was logged once
                pause.accept(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Has Redis take a value, so that {@link #problem} is of now. */
    public void probe() {
        try {
            exchange(this::write);
        } catch (JedisException e) {
            log.debug("redis_probe_failed", e); // what is wrong shows in problem()
        }
    }

    /** What went wrong last, until something goes right. For a health check. */
    public Optional<String> problem() {
        return connection.problem();
    }

    /** After a failure a value must be taken: that Redis can be read does not mean that it is well again. */
    private <T> T exchange(Function<RedisClient, T> work) {
        return connection.exchange(work, this::write);
    }

    private String write(RedisClient redis) {
        return redis.set(key("probe"), "", SetParams.setParams().px(PROBE_KEPT.toMillis()));
    }

    @Override
    public void close() {
        connection.close();
    }
}
