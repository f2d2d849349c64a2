package sentinel.producers.revisit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import sentinel.config.Env;
import sentinel.config.TablePaths;
import sentinel.producers.gate.GateSettings;

/**
 * Settings of the revisit producer.
 *
 * @param isOn whether stored articles are visited again at all
 * @param silver path of the table of articles
 * @param first step of an average article: how long after it was found it is visited
 * @param lasting how long after its publication an article is visited
 * @param perSiteAndDay the most visits of a registered domain's articles in a UTC day
 * @param perDay the most visits of all articles in a UTC day
 */
public record RevisitConfig(
        GateSettings gate,
        boolean isOn,
        String silver,
        Duration first,
        Duration lasting,
        int perSiteAndDay,
        int perDay) {

    private static final int MOST_PER_DAY = 100_000_000;

    public RevisitConfig {
        requireNonNull(gate, "gate");
        requireNonNull(silver, "silver");
        requireNonNull(first, "first");
        requireNonNull(lasting, "lasting");
    }

    public static RevisitConfig from(Env env) {
        var first = GateSettings.positive(env, "SENTINEL_REVISIT_FIRST", Duration.ofHours(2));
        var lasting = GateSettings.positive(env, "SENTINEL_REVISIT_FOR", Duration.ofDays(7));
        if (first.compareTo(lasting) > 0) {
            env.problem("SENTINEL_REVISIT_FIRST", "is longer than SENTINEL_REVISIT_FOR");
            first = lasting;
        }
        return new RevisitConfig(
                GateSettings.from(env),
                env.flag("SENTINEL_REVISIT", true),
                TablePaths.from(env).silver(),
                first,
                lasting,
                env.integer("SENTINEL_REVISIT_PER_SITE_DAY", 2_000, 1, MOST_PER_DAY),
                env.integer("SENTINEL_REVISIT_PER_DAY", 100_000, 1, MOST_PER_DAY));
    }
}
