package sentinel.parser.llm;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import sentinel.contract.message.LlmCall;
import sentinel.service.json.Json;
import sentinel.service.redis.OptionalRedis;

/** The journal of one process, in Redis: a hash of entries by call ({@code <prefix>:llm:calls:<process>}). */
final class RedisCallJournal implements CallJournal {

    private final OptionalRedis redis;
    private final String key;

    RedisCallJournal(OptionalRedis redis, String process) {
        this.redis = redis;
        this.key = key(redis, process);
    }

    static String key(OptionalRedis redis, String process) {
        return redis.key("llm", "calls", process);
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
        redis.ask(pipeline -> pipeline.hset(key, call.callId(), json)).join();
    }

    @Override
    public void published(Collection<LlmCall> calls) {
        var ids = calls.stream().map(LlmCall::callId).toArray(String[]::new);
        if (ids.length > 0) {
            var unused = redis.ask(pipeline -> pipeline.hdel(key, ids));
        }
    }
}
