package sentinel.parser.llm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.params.SetParams;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.LlmCallBuilder;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.redis.OptionalRedis;

/**
 * Publishes what dead processes left in their {@linkplain RedisCallJournal journals}, marked as recovered. A journal is deleted
 * after that, so a process that is killed in between publishes the same entries again; readers know them by their call id.
 */
final class AbandonedCalls implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AbandonedCalls.class);

    private static final Duration INTERVAL = Processes.SILENCE.dividedBy(2);

    /** Longer than one journal takes to be published. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final OptionalRedis redis;
    private final Processes processes;
    private final Consumer<List<LlmCall>> publisher;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "abandoned-calls");
        thread.setDaemon(true);
        return thread;
    });

    /** @param publisher returns when the entries are in the topic, and fails when they may not be */
    AbandonedCalls(OptionalRedis redis, Processes processes, Consumer<List<LlmCall>> publisher) {
        this.redis = redis;
        this.processes = processes;
        this.publisher = publisher;
    }

    void start() {
        var unused = timer.scheduleWithFixedDelay(this::recover, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Publishes the journals of all processes that are dead by now. */
    void recover() {
        try {
            for (var process : processes.all()) {
                if (processes.isDead(process) && claim(process)) {
                    recover(process);
                }
            }
        } catch (RuntimeException e) {
            log.warn("calls_not_recovered reason=\"{}\"", e.toString()); // the next round tries again
        }
    }

    private boolean claim(String process) {
        return redis.ask(pipeline -> pipeline.set(
                        redis.key("llm", "recovering", process),
                        "",
                        SetParams.setParams().nx().px(CLAIM.toMillis())))
                .join()
                .isPresent();
    }

    private void recover(String process) {
        String key = RedisCallJournal.key(redis, process);
        Map<String, String> entries =
                redis.ask(pipeline -> pipeline.hgetAll(key)).join().orElse(Map.of());
        var calls = new ArrayList<LlmCall>();
        entries.forEach((id, json) -> {
            try {
                var call = Json.decode(json.getBytes(StandardCharsets.UTF_8), LlmCall.class);
                calls.add(LlmCallBuilder.builder(call).recovered(true).build());
            } catch (UndecodableException e) {
                log.warn("call_unreadable process={} call={} reason=\"{}\"", process, id, e.getMessage());
            }
        });
        if (!calls.isEmpty()) {
            publisher.accept(calls);
            log.info("calls_recovered process={} calls={}", process, calls.size());
        }
        redis.ask(pipeline -> pipeline.del(key)).join();
        processes.forget(process);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
