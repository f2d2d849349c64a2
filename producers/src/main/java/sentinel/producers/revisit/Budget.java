package sentinel.producers.revisit;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import sentinel.service.redis.PatientRedis;

/**
 * How many visits a site, and all sites together, may get in a UTC day: {@code <prefix>:revisit:day:<date>} counts them. What is
 * taken is spent, whatever becomes of the visit.
 */
final class Budget {

    /** Whether a visit may be made. */
    enum Answer {
        GRANTED,
        SITE_SPENT,
        DAY_SPENT
    }

    private static final Duration KEPT = Duration.ofDays(2);
    /** No domain is called so. */
    private static final String ALL = "*";

    private final PatientRedis redis;
    private final int perSite;
    private final int perDay;

    /** @param perSite visits of one site in a day */
    Budget(PatientRedis redis, int perSite, int perDay) {
        this.redis = redis;
        this.perSite = perSite;
        this.perDay = perDay;
    }

    /** Takes a visit of each site, in order, as far as there are any left. */
    List<Answer> take(LocalDate day, List<String> sites) {
        String key = redis.key("revisit", "day", day.toString());
        return redis.patiently(client -> {
            var bySite = new ArrayList<Response<Long>>();
            var ofAll = new ArrayList<Response<Long>>();
            try (var pipeline = client.pipelined()) {
                for (var site : sites) {
                    bySite.add(pipeline.hincrBy(key, site, 1));
                    ofAll.add(pipeline.hincrBy(key, ALL, 1));
                }
                pipeline.pexpire(key, KEPT.toMillis());
                pipeline.sync();
            }
            var answers = new ArrayList<Answer>();
            int refused = 0; // of these: they took no place from those behind them
            for (int i = 0; i < sites.size(); i++) {
                var answer = bySite.get(i).get() > perSite
                        ? Answer.SITE_SPENT
                        : ofAll.get(i).get() - refused > perDay ? Answer.DAY_SPENT : Answer.GRANTED;
                refused += answer == Answer.GRANTED ? 0 : 1;
                answers.add(answer);
            }
            giveBack(client, key, sites, answers);
            return answers;
        });
    }

    private static void giveBack(RedisClient client, String key, List<String> sites, List<Answer> answers) {
        try (var pipeline = client.pipelined()) {
            for (int i = 0; i < sites.size(); i++) {
                if (answers.get(i) != Answer.GRANTED) {
                    pipeline.hincrBy(key, sites.get(i), -1);
                    pipeline.hincrBy(key, ALL, -1);
                }
            }
            pipeline.sync();
        }
    }
}
