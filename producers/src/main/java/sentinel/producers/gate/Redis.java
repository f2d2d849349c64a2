package sentinel.producers.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import sentinel.service.redis.RedisSettings;
import sentinel.service.stage.OutageException;

/**
 * Redis as a producer uses it: every failure is our outage, waited out; keys stand below one prefix. A Redis that answers
 * but takes no values (a replica, out of memory, a full disk) is down, too: nothing can be claimed there.
 */
public final class Redis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Redis.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int CONNECTIONS = 32;
    private static final Duration PROBE_KEPT = Duration.ofMinutes(1);

    private final RedisClient client;
    private final String prefix;
    private final StopSignal stop;
    private volatile String problem;

    /** Connects when first used. */
    public Redis(RedisSettings settings, String prefix, StopSignal stop) {
        this.prefix = prefix;
        this.stop = stop;
        client = settings.client(TIMEOUT, CONNECTIONS);
    }

    /** {@code prefix:a:b}. */
    public String key(String... parts) {
        return prefix + ":" + String.join(":", parts);
    }

    /**
     * Does the work, again and again until Redis answers. The work must be safe to repeat: an answer may get lost after
     * Redis did what it was told.
     *
     * @throws StopSignal.StoppedException the process stops meanwhile
     */
    public <T> T patiently(Function<RedisClient, T> work) {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                return call(work);
            } catch (OutageException e) {
                if (pause.equals(FIRST_PAUSE)) {
                    log.warn("redis down reason={}", e.getCause().getMessage());
                }
                stop.pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Has Redis take a value, so that {@link #problem} is of now. */
    public void probe() {
        try {
            call(this::write);
        } catch (OutageException e) {
            log.debug("probe failed", e); // what is wrong shows in problem()
        }
    }

    /** What went wrong last, until something goes right. For a health check. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private <T> T call(Function<RedisClient, T> work) {
        try {
            T result = work.apply(client);
            if (problem != null) {
                write(client); // that it can be read does not mean that it is well again
                problem = null;
                log.info("redis up");
            }
            return result;
        } catch (JedisException e) {
            problem =
                    (e instanceof JedisDataException ? "redis refuses: " : "redis does not answer: ") + e.getMessage();
            throw new OutageException("redis", FIRST_PAUSE, e);
        }
    }

    private String write(RedisClient redis) {
        return redis.set(key("probe"), "", SetParams.setParams().px(PROBE_KEPT.toMillis()));
    }

    @Override
    public void close() {
        client.close();
    }
}
