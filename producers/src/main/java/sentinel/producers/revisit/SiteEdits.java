package sentinel.producers.revisit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import sentinel.service.redis.PatientRedis;

/**
 * How many of a site's articles are edited: {@code <prefix>:revisit:site:<domain>} counts those that were visited when they were a day
 * old, and those of them that were edited. A site that is not known yet is taken for an average one. Old articles count less and less.
 */
final class SiteEdits {

    /** With so many articles the counts are halved. */
    private static final int MOST = 1_000;

    private static final Duration KEPT = Duration.ofDays(90);
    private static final String ARTICLES = "articles";
    private static final String EDITED = "edited";

    private static final String COUNT =
            """
            local articles = redis.call('hincrby', KEYS[1], 'articles', ARGV[1])
            local edited = redis.call('hincrby', KEYS[1], 'edited', ARGV[2])
            if articles >= tonumber(ARGV[3]) then
              redis.call('hset', KEYS[1], 'articles', math.floor(articles / 2), 'edited', math.floor(edited / 2))
            end
            return redis.call('pexpire', KEYS[1], ARGV[4])
            """;

    private final PatientRedis redis;

    SiteEdits(PatientRedis redis) {
        this.redis = redis;
    }

    /** The share of the articles of each of these sites that are edited, by site. */
    Map<String, Double> shares(Collection<String> sites) {
        return redis.patiently(client -> {
            var answers = new HashMap<String, Response<List<String>>>();
            try (var pipeline = client.pipelined()) {
                for (var site : new TreeSet<>(sites)) {
                    answers.put(site, pipeline.hmget(key(site), ARTICLES, EDITED));
                }
                pipeline.sync();
            }
            var shares = new HashMap<String, Double>();
            answers.forEach((site, answer) -> shares.put(
                    site,
                    RevisitPolicy.editedShare(
                            number(answer.get().get(0)), number(answer.get().get(1)))));
            return shares;
        });
    }

    /** Counts articles that are a day old. After a crash some may be counted twice. */
    void settled(Collection<Plan> plans) {
        count(plans, 1);
    }

    /** Counts the first edits of articles that are counted already. */
    void edited(Collection<Plan> plans) {
        count(plans, 0);
    }

    private void count(Collection<Plan> plans, int each) {
        if (plans.isEmpty()) {
            return;
        }
        var articles = new HashMap<String, Integer>();
        var edited = new HashMap<String, Integer>();
        for (var plan : plans) {
            articles.merge(plan.site(), each, Integer::sum);
            edited.merge(plan.site(), plan.article().edits() > 0 ? 1 : 0, Integer::sum);
        }
        redis.patiently(client -> {
            articles.forEach((site, count) -> client.eval(
                    COUNT,
                    List.of(key(site)),
                    List.of(
                            count.toString(),
                            edited.getOrDefault(site, 0).toString(),
                            Integer.toString(MOST),
                            Long.toString(KEPT.toMillis()))));
            return articles.size();
        });
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    private String key(String site) {
        return redis.key("revisit", "site", site);
    }
}
