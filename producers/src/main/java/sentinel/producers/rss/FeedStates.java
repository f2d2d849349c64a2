package sentinel.producers.rss;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import redis.clients.jedis.params.SetParams;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.redis.PatientRedis;

/** {@link FeedState} in Redis, below {@code prefix:feed:{url}}. A state that is lost or unreadable is a new one. */
final class FeedStates {

    /** Feeds that are gone from the list are forgotten some day. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final PatientRedis redis;

    FeedStates(PatientRedis redis) {
        this.redis = redis;
    }

    FeedState load(Feed feed) {
        String json = redis.patiently(client -> client.get(key(feed)));
        try {
            return json == null ? FeedState.NEW : Json.decode(json.getBytes(StandardCharsets.UTF_8), FeedState.class);
        } catch (UndecodableException e) {
            return FeedState.NEW;
        }
    }

    void save(Feed feed, FeedState state) {
        String json = new String(Json.encode(state), StandardCharsets.UTF_8);
        redis.patiently(
                client -> client.set(key(feed), json, SetParams.setParams().px(KEPT.toMillis())));
    }

    /** The name is part of it: records are known by the feed's name, so a renamed feed begins anew. */
    private String key(Feed feed) {
        return redis.key("feed", feed.name(), feed.url().toString());
    }
}
