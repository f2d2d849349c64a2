package sentinel.fetcher;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.params.SetParams;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.redis.OptionalRedis;

/** {@link KnownPage}s in Redis, as JSON below {@code <prefix>:page:<normalized url>}. */
final class RedisKnownPages implements KnownPages {

    private final OptionalRedis redis;
    private final SetParams ttl;

    /** @param ttl how long a page is known after it was read in full */
    RedisKnownPages(OptionalRedis redis, Duration ttl) {
        this.redis = redis;
        this.ttl = SetParams.setParams().px(ttl.toMillis());
    }

    @Override
    public CompletionStage<Optional<KnownPage>> find(String normalizedUrl) {
        return redis.ask(pipeline -> pipeline.get(redis.key("page", normalizedUrl)))
                .thenApply(answer -> answer.flatMap(RedisKnownPages::decode));
    }

    /** What cannot be read is not known. */
    private static Optional<KnownPage> decode(String json) {
        try {
            return Optional.of(Json.decode(json.getBytes(StandardCharsets.UTF_8), KnownPage.class));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }

    @Override
    public void remember(String normalizedUrl, KnownPage page) {
        String json = new String(Json.encode(page), StandardCharsets.UTF_8);
        var unused = redis.ask(pipeline -> pipeline.set(redis.key("page", normalizedUrl), json, ttl));
    }

    @Override
    public void forget(String normalizedUrl) {
        var unused = redis.ask(pipeline -> pipeline.del(redis.key("page", normalizedUrl)));
    }
}
