package sentinel.producers.revisit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.ZRangeParams;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.redis.PatientRedis;

/**
 * The planned visits in Redis: {@code <prefix>:revisit:due} has the articles' ids by the time of their next visit, {@code
 * <prefix>:revisit:article:<id>} each article's {@link Plan}, and {@code <prefix>:revisit:silver} the version of Silver that all of it
 * is of. Everything runs out by itself some days after the last article could have been visited.
 */
final class Schedule {

    /**
     * A version of Silver.
     *
     * @param table its id
     */
    record Position(String table, long version) {}

    private final PatientRedis redis;
    private final Duration kept;
    private final String dueKey;
    private final String positionKey;

    /** @param kept how long an entry is kept that is not written again */
    Schedule(PatientRedis redis, Duration kept) {
        this.redis = redis;
        this.kept = kept;
        this.dueKey = redis.key("revisit", "due");
        this.positionKey = redis.key("revisit", "silver");
    }

    /** Up to which version Silver was followed; empty when Redis has none. */
    Optional<Position> position() {
        String json = redis.patiently(client -> client.get(positionKey));
        return decode(json, Position.class);
    }

    void position(Position position) {
        redis.patiently(client -> client.set(positionKey, encode(position), ttl()));
    }

    /** The plans of these articles, by id; those that are not planned are left out. */
    Map<String, Plan> find(Collection<String> ids) {
        return redis.patiently(client -> {
            var answers = new HashMap<String, Response<String>>();
            try (var pipeline = client.pipelined()) {
                ids.forEach(id -> answers.put(id, pipeline.get(articleKey(id))));
                pipeline.sync();
            }
            var plans = new HashMap<String, Plan>();
            answers.forEach((id, answer) -> decode(answer.get(), Plan.class).ifPresent(plan -> plans.put(id, plan)));
            return plans;
        });
    }

    /** The ids of articles that are due, the longest due ones first. */
    List<String> due(Instant now, int most) {
        return redis.patiently(client -> client.zrange(
                dueKey, ZRangeParams.zrangeByScoreParams(0, score(now)).limit(0, most)));
    }

    /** When the next visit is due; empty when none is planned. */
    Optional<Instant> earliest() {
        return redis.patiently(client -> client.zrangeWithScores(dueKey, 0, 0)).stream()
                .findFirst()
                .map(first -> Instant.ofEpochMilli((long) first.getScore()));
    }

    long size() {
        return redis.patiently(client -> client.zcard(dueKey));
    }

    /** Plans the next visits, in place of those that were planned; without a time there is none for now. */
    void put(Map<Plan, Optional<Instant>> dueAt) {
        if (dueAt.isEmpty()) {
            return;
        }
        write(pipeline -> {
            dueAt.forEach((plan, due) -> {
                pipeline.set(articleKey(plan.id()), encode(plan), ttl());
                due.ifPresentOrElse(
                        at -> pipeline.zadd(dueKey, score(at), plan.id()), () -> pipeline.zrem(dueKey, plan.id()));
            });
            pipeline.pexpire(dueKey, kept.toMillis());
        });
    }

    /** Moves visits to another time. */
    void postpone(Map<String, Instant> dueAt) {
        if (!dueAt.isEmpty()) {
            write(pipeline -> dueAt.forEach((id, at) -> pipeline.zadd(dueKey, score(at), id)));
        }
    }

    /** Plans no more visits of these articles. */
    void remove(Collection<String> ids) {
        if (!ids.isEmpty()) {
            write(pipeline -> ids.forEach(id -> {
                pipeline.del(articleKey(id));
                pipeline.zrem(dueKey, id);
            }));
        }
    }

    private void write(Consumer<AbstractPipeline> commands) {
        redis.patiently(client -> {
            List<Object> answers;
            try (var pipeline = client.pipelined()) {
                commands.accept(pipeline);
                answers = pipeline.syncAndReturnAll();
            }
            throwRefusal(answers);
            return answers.size();
        });
    }

    /** A pipeline returns what Redis refused like an answer. */
    private static void throwRefusal(List<Object> answers) {
        for (var answer : answers) {
            if (answer instanceof RuntimeException refusal) {
                throw refusal;
            }
        }
    }

    private static double score(Instant at) {
        return (double) at.toEpochMilli();
    }

    private SetParams ttl() {
        return SetParams.setParams().px(kept.toMillis());
    }

    private String articleKey(String id) {
        return redis.key("revisit", "article", id);
    }

    private static String encode(Object value) {
        return new String(Json.encode(value), StandardCharsets.UTF_8);
    }

    /** What another release wrote and this one cannot read is not known. */
    private static <T> Optional<T> decode(@Nullable String json, Class<T> type) {
        try {
            return json == null
                    ? Optional.empty()
                    : Optional.of(Json.decode(json.getBytes(StandardCharsets.UTF_8), type));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}
