package sentinel.producers.rss;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import sentinel.config.Env;
import sentinel.producers.gate.GateSettings;
import sentinel.web.AllowedHosts;
import sentinel.web.UserAgent;

/**
 * Settings of the RSS producer.
 *
 * @param feeds the operator's list of feeds; empty for the built-in one
 * @param times bounds of the polling interval
 * @param fullFetch how long a feed may answer "not modified" before it is read whole all the same
 * @param concurrency how many feeds are polled at a time
 * @param timeout for one request
 * @param allowed private hosts that redirects may lead to
 * @param reload how often the list of feeds is looked at
 */
public record RssConfig(
        GateSettings gate,
        Optional<Path> feeds,
        PollTimes times,
        Duration fullFetch,
        int concurrency,
        Duration timeout,
        AllowedHosts allowed,
        Duration reload,
        String userAgent) {

    public RssConfig {
        requireNonNull(gate, "gate");
        requireNonNull(feeds, "feeds");
        requireNonNull(allowed, "allowed");
        requireNonNull(userAgent, "user agent");
    }

    public static RssConfig from(Env env) {
        return new RssConfig(
                GateSettings.from(env),
                feeds(env),
                times(env),
                GateSettings.positive(env, "SENTINEL_RSS_FULL_FETCH", Duration.ofHours(24)),
                env.integer("SENTINEL_RSS_CONCURRENCY", 8, 1, 256),
                GateSettings.positive(env, "SENTINEL_RSS_TIMEOUT", Duration.ofSeconds(30)),
                AllowedHosts.from(env),
                GateSettings.positive(env, "SENTINEL_RSS_RELOAD", Duration.ofSeconds(2)),
                UserAgent.from(env));
    }

    private static Optional<Path> feeds(Env env) {
        if (env.string("SENTINEL_FEEDS").isEmpty()) {
            return Optional.empty();
        }
        var path = env.path("SENTINEL_FEEDS", Path.of(""));
        try {
            FeedFile.read(path);
        } catch (BrokenFeedListException e) {
            env.problem("SENTINEL_FEEDS", "names " + path + ": " + e.getMessage());
        }
        return Optional.of(path);
    }

    private static PollTimes times(Env env) {
        var min = GateSettings.positive(env, "SENTINEL_RSS_MIN_INTERVAL", Duration.ofMinutes(10));
        var max = GateSettings.positive(env, "SENTINEL_RSS_MAX_INTERVAL", Duration.ofHours(24));
        var idle = GateSettings.positive(env, "SENTINEL_RSS_IDLE_INTERVAL", Duration.ofHours(6));
        if (min.compareTo(max) > 0) {
            env.problem("SENTINEL_RSS_MIN_INTERVAL", "is longer than SENTINEL_RSS_MAX_INTERVAL");
            return new PollTimes(min, min, idle);
        }
        return new PollTimes(min, max, idle);
    }
}
