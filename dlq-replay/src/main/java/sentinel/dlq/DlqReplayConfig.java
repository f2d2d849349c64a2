package sentinel.dlq;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import sentinel.config.EditSettings;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics.RetryTier;

/**
 * What the replay is told.
 *
 * @param delays how long a dead letter waits in each {@link RetryTier}, shortest first
 * @param edits how long pages of edited articles wait
 */
public record DlqReplayConfig(KafkaSettings kafka, List<Duration> delays, EditSettings edits) {

    static final List<RetryTier> TIERS = List.of(RetryTier.values());
    private static final String DELAYS = "SENTINEL_RETRY_DELAYS";
    private static final List<Duration> DEFAULT_DELAYS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

    public DlqReplayConfig {
        requireNonNull(kafka, "kafka");
        delays = List.copyOf(delays);
        if (!areDelays(delays)) {
            throw new IllegalArgumentException("not one delay a tier, from short to long: " + delays);
        }
    }

    public static DlqReplayConfig from(Env env) {
        var delays = env.durations(DELAYS, DEFAULT_DELAYS);
        if (!areDelays(delays)) {
            env.problem(
                    DELAYS,
                    "is '" + env.string(DELAYS, "") + "'; expected three durations from short to long: 1m,5m,30m");
            delays = DEFAULT_DELAYS;
        }
        return new DlqReplayConfig(KafkaSettings.from(env), delays, EditSettings.from(env));
    }

    private static boolean areDelays(List<Duration> delays) {
        boolean growing = delays.stream().sorted().toList().equals(delays);
        return delays.size() == TIERS.size() && growing && delays.stream().noneMatch(Duration::isNegative);
    }

    Duration delay(RetryTier tier) {
        return delays.get(TIERS.indexOf(tier));
    }
}
