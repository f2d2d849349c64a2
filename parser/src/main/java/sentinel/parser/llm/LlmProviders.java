package sentinel.parser.llm;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.parser.provider.Provider;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;
import sentinel.service.run.Scope;

/** Puts the providers that ask a model together. */
public final class LlmProviders {

    private static final Logger log = LoggerFactory.getLogger(LlmProviders.class);

    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(2);

    private LlmProviders() {}

    /**
     * What they share.
     *
     * @param redis shares answers and spending between replicas and restarts; without it both are kept in memory
     * @param keyPrefix of all Redis keys
     * @param cacheEntries answers kept in memory
     * @param cacheTtl of answers in Redis
     * @param dailyBudgetUsd over all providers; 0 for no limit
     */
    public record Shared(
            Optional<RedisSettings> redis,
            String keyPrefix,
            int cacheEntries,
            Duration cacheTtl,
            double dailyBudgetUsd) {}

    /** In the order of the configurations; does no I/O. */
    public static List<Provider> create(
            List<LlmConfig> configs, Shared shared, Scope scope, MeterRegistry metrics, Clock clock) {
        if (configs.isEmpty()) {
            return List.of();
        }
        tell(configs, shared);
        var cache = AnswerCache.inMemory(shared.cacheEntries());
        var ledger = Ledger.inMemory();
        if (shared.redis().isPresent()) {
            var redis = scope.add(redis(shared.redis().get(), shared.keyPrefix()));
            var state = new SharedState(redis);
            cache = AnswerCache.layered(cache, state.answers(shared.cacheTtl()));
            ledger = state.ledger();
        }
        var budget = new Budget(shared.dailyBudgetUsd(), ledger, clock);
        var providers = new ArrayList<Provider>();
        for (var config : configs) {
            providers.add(create(config, cache, budget, metrics, clock));
        }
        return List.copyOf(providers);
    }

    /** Redis as the parser uses it. */
    static OptionalRedis redis(RedisSettings settings, String prefix) {
        return new OptionalRedis(
                settings,
                prefix,
                REDIS_TIMEOUT,
                OptionalRedis.PAUSE,
                "answers are paid for again, and with a budget no model is asked");
    }

    private static void tell(List<LlmConfig> configs, Shared shared) {
        if (shared.redis().isEmpty() && shared.dailyBudgetUsd() > 0) {
            log.warn("budget_in_memory reason=\"REDIS_URL is not set, so each start begins with a full daily budget\"");
        }
        for (var config : configs) {
            var price = config.price();
            if (config.kind() != LlmKind.OLLAMA && price.equals(Price.FREE)) {
                log.warn("price_unknown model={} counted_as=0", config.model());
            } else if (price.date() != null) {
                log.info(
                        "price_known model={} input={} output={} date={}",
                        config.model(),
                        price.input(),
                        price.output(),
                        price.date());
            }
        }
    }

    static LlmProvider create(LlmConfig config, AnswerCache cache, Budget budget, MeterRegistry metrics, Clock clock) {
        String name = config.kind().id();
        var limits = config.limits();
        var circuit = new Circuit(name, clock);
        return new LlmProvider(
                config,
                ChatModels.of(config, clock),
                cache,
                budget,
                new RateLimit(name, limits.requestsPerMinute(), limits.tokensPerMinute(), TimeMeter.SYSTEM_NANOTIME),
                circuit,
                new LlmMetrics(metrics, name, circuit),
                clock);
    }
}
