package sentinel.service.redis;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Redis for those who must not wait and can go on without it: what all threads ask goes out together, one round trip a
 * batch, from a thread of this class. When Redis is down, slow or refuses, the answer is that there is none, and for a
 * while nothing more is asked.
 */
public final class OptionalRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OptionalRedis.class);

    public static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MAX_BATCH = 500;
    private static final int MAX_WAITING = 20_000;

    private final RedisConnection connection;
    private final Duration pause;
    private final BlockingQueue<Asked<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread = new Thread(this::run, "optional-redis");
    private volatile boolean closed;
    private volatile long askAgainAt; // nanoTime, while down

    /** One command and who waits for its answer. */
    private static final class Asked<T> {
        private final Function<Pipeline, Response<T>> command;
        private final CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
        private @Nullable Response<T> response; // null until it is sent

        private Asked(Function<Pipeline, Response<T>> command) {
            this.command = command;
        }

        private void send(Pipeline pipeline) {
            response = command.apply(pipeline);
        }

        /** @throws JedisException Redis refused the command */
        private void answered() {
            answer.complete(Optional.ofNullable(requireNonNull(response, "only commands that were sent are answered")
                    .get()));
        }

        private void unanswered() {
            answer.complete(Optional.empty());
        }
    }

    /**
     * Connects when first asked.
     *
     * @param prefix of all keys
     * @param timeout an answer that comes later is none
     * @param pause how long Redis is left alone after it failed; usually {@link #PAUSE}
     * @param meanwhile what is done without Redis, for the log
     */
    public OptionalRedis(RedisSettings settings, String prefix, Duration timeout, Duration pause, String meanwhile) {
        this.connection = new RedisConnection(settings, prefix, timeout, 1, meanwhile);
        this.pause = pause;
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code prefix:a:b}. */
    public String key(String... parts) {
        return connection.key(parts);
    }

    /**
     * Asks at once, and answers later: empty when the value is nil, or when Redis gave no answer; what was told to it may
     * have been done then. Never fails. What is chained to the answer runs on this class's thread and must not block.
     */
    public <T> CompletableFuture<Optional<T>> ask(Function<Pipeline, Response<T>> command) {
        var asked = new Asked<>(command);
        boolean leftAlone = !isUp() && System.nanoTime() - askAgainAt < 0;
        if (leftAlone || !waiting.offer(asked)) {
            asked.unanswered();
        } else if (closed) {
            endWaiting();
        }
        return asked.answer;
    }

    /** Whether Redis answered when it was last asked. */
    public boolean isUp() {
        return connection.failure() == null;
    }

    /** What went wrong when Redis was last asked. */
    public Optional<JedisException> failure() {
        return Optional.ofNullable(connection.failure());
    }

    private void run() {
        var batch = new ArrayList<Asked<?>>();
        try {
            while (!closed) {
                batch.add(waiting.take());
                waiting.drainTo(batch, MAX_BATCH - 1);
                exchange(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } finally {
            endWaiting();
        }
    }

    private void exchange(List<Asked<?>> batch) {
        try {
            connection.exchange(client -> send(client, batch), client -> {});
        } catch (JedisException e) {
            askAgainAt = System.nanoTime() + pause.toNanos();
            log.debug("redis_batch_unanswered", e); // that Redis is down was logged once
        } catch (RuntimeException e) {
            log.error("redis_answer_unexpected", e);
        } finally {
            batch.forEach(Asked::unanswered); // those that were not answered
        }
    }

    private int send(RedisClient client, List<Asked<?>> batch) {
        try (var pipeline = client.pipelined()) {
            batch.forEach(asked -> asked.send(pipeline));
            pipeline.sync();
        }
        answer(batch);
        return batch.size();
    }

    /**
     * A command that Redis refuses costs the others nothing.
     *
     * @throws JedisException the last refusal
     */
    private static void answer(List<Asked<?>> batch) {
        JedisException refusal = null;
        for (var asked : batch) {
            try {
                asked.answered();
            } catch (JedisException e) {
                refusal = e;
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private void endWaiting() {
        for (var asked = waiting.poll(); asked != null; asked = waiting.poll()) {
            asked.unanswered();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        connection.close();
        endWaiting();
    }
}
