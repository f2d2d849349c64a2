package sentinel.fetcher.identity;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sentinel.fetcher.identity.ClaimedHeadlines.Note;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.redis.OptionalRedis;

/**
 * {@link Note}s in Redis, as JSON below {@code <prefix>:claim:<normalized url>}: only of addresses that a canonical link
 * alone leads to, some hundred bytes each.
 */
public final class RedisClaimNotes implements ClaimNotes {

    /** As long as news are announced again, and longer than a message waits in the retry tiers. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String TAKE =
            """
            local held = redis.call('get', KEYS[1])
            if held then
              redis.call('pexpire', KEYS[1], ARGV[2])
              return held
            end
            redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return ARGV[1]
            """;

    private final OptionalRedis redis;

    public RedisClaimNotes(OptionalRedis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Note> take(String identity, Note note) {
        var arguments = List.of(new String(Json.encode(note), StandardCharsets.UTF_8), Long.toString(KEPT.toMillis()));
        return redis.ask(pipeline -> pipeline.eval(TAKE, List.of(redis.key("claim", identity)), arguments))
                .thenApply(
                        answer -> answer.flatMap(held -> decode((String) held)).orElse(note));
    }

    /** What cannot be read is not known. */
    private static Optional<Note> decode(String json) {
        try {
            return Optional.of(Json.decode(json.getBytes(StandardCharsets.UTF_8), Note.class));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}
