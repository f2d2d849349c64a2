package sentinel.parser.llm;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.params.SetParams;
import sentinel.service.redis.OptionalRedis;

/**
 * The parser's processes that share Redis, and which of them are dead. A process is in the set {@code <prefix>:llm:processes}, and
 * has a key ({@code <prefix>:llm:alive:<process>}) that ends when the process is silent. A process that was restarted knows at
 * once that its predecessor, of the same instance, is dead.
 */
final class Processes implements AutoCloseable {

    /** A process that is silent for this long is dead. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Duration HEARTBEAT = SILENCE.dividedBy(4);

    private final OptionalRedis redis;
    private final String instance;
    private final String own;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "alive");
        thread.setDaemon(true);
        return thread;
    });

    /** @param instance of this process; no two of them run at the same time */
    Processes(OptionalRedis redis, String instance) {
        this.redis = redis;
        this.instance = instance + "/";
        this.own = this.instance + UUID.randomUUID();
        beat();
        var unused = heart.scheduleAtFixedRate(
                this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Of this process; unique. */
    String own() {
        return own;
    }

    private void beat() {
        var unusedKnown = redis.ask(pipeline -> pipeline.sadd(processes(), own));
        var unusedAlive = redis.ask(
                pipeline -> pipeline.set(alive(own), "", SetParams.setParams().px(SILENCE.toMillis())));
    }

    /** All that are known, dead ones too. */
    Set<String> all() {
        return redis.ask(pipeline -> pipeline.smembers(processes())).join().orElse(Set.of());
    }

    /** False when that cannot be known. */
    boolean isDead(String process) {
        if (process.equals(own)) {
            return false;
        }
        return process.startsWith(instance)
                || redis.ask(pipeline -> pipeline.exists(alive(process)))
                        .join()
                        .map(alive -> !alive)
                        .orElse(false);
    }

    /** A dead process that left nothing. */
    void forget(String process) {
        redis.ask(pipeline -> pipeline.srem(processes(), process)).join();
    }

    private String processes() {
        return redis.key("llm", "processes");
    }

    private String alive(String process) {
        return redis.key("llm", "alive", process);
    }

    /** What this process has left is for others to take over at once. */
    @Override
    public void close() {
        heart.shutdownNow();
        redis.ask(pipeline -> pipeline.del(alive(own))).join();
    }
}
