package sentinel.parser.llm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.params.SetParams;
import sentinel.contract.message.LlmCall;
import sentinel.service.json.Json;
import sentinel.service.redis.OptionalRedis;

/**
 * The journal of one process, in Redis: a hash of entries by call ({@code <prefix>:llm:calls:<owner>}), and a key that lives as
 * long as the process does ({@code <prefix>:llm:alive:<owner>}). All owners are in the set {@code <prefix>:llm:owners}.
 */
final class RedisCallJournal implements CallJournal, AutoCloseable {

    /** A process that is silent for this long is dead. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration HEARTBEAT = SILENCE.dividedBy(4);

    private final OptionalRedis redis;
    private final String owner;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "call-journal");
        thread.setDaemon(true);
        return thread;
    });

    /** @param owner unique among all processes that ever were */
    RedisCallJournal(OptionalRedis redis, String owner) {
        this.redis = redis;
        this.owner = owner;
        var unused = heart.scheduleAtFixedRate(this::beat, 0, HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    static String entriesKey(OptionalRedis redis, String owner) {
        return redis.key("llm", "calls", owner);
    }

    static String aliveKey(OptionalRedis redis, String owner) {
        return redis.key("llm", "alive", owner);
    }

    static String ownersKey(OptionalRedis redis) {
        return redis.key("llm", "owners");
    }

    private void beat() {
        var known = redis.ask(pipeline -> pipeline.sadd(ownersKey(redis), owner));
        var alive = redis.ask(pipeline ->
                pipeline.set(aliveKey(redis, owner), "", SetParams.setParams().px(SILENCE.toMillis())));
        known.join();
        alive.join();
    }

    @Override
    public void begun(LlmCall expected) {
        put(expected);
    }

    @Override
    public void ended(LlmCall call) {
        put(call);
    }

    private void put(LlmCall call) {
        String json = new String(Json.encode(call), StandardCharsets.UTF_8);
        redis.ask(pipeline -> pipeline.hset(entriesKey(redis, owner), call.callId(), json))
                .join();
    }

    @Override
    public void published(Collection<LlmCall> calls) {
        var ids = calls.stream().map(LlmCall::callId).toArray(String[]::new);
        if (ids.length > 0) {
            var unused = redis.ask(pipeline -> pipeline.hdel(entriesKey(redis, owner), ids));
        }
    }

    /** What is left in the journal is another process's to publish, at once. */
    @Override
    public void close() {
        heart.shutdownNow();
        redis.ask(pipeline -> pipeline.del(aliveKey(redis, owner))).join();
    }
}
