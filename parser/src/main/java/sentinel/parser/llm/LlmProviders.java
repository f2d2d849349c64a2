package sentinel.parser.llm;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.LlmCall;
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
     * @param instance of this process; no two of them run at the same time
     * @param cacheEntries answers kept in memory
     * @param cacheTtl of answers in Redis
     * @param dailyBudgetUsd over all providers; 0 for no limit
     * @param budgetKept part of it that every provider but the last one leaves to those after it
     */
    public record Shared(
            Optional<RedisSettings> redis,
            String keyPrefix,
            String instance,
            int cacheEntries,
            Duration cacheTtl,
            double dailyBudgetUsd,
            double budgetKept) {}

    /**
     * Providers, and what they have together.
     *
     * @param journal to be told when the entries of a page's bill are committed
     * @param answers to be told what is known of a text without a call
     */
    public record Created(List<Provider> providers, CallJournal journal, KnownAnswers answers, Batches batches) {}

    /** Reads pages in batches. Answers land in the cache of all providers, and the budget is theirs. */
    @FunctionalInterface
    public interface Batches {

        /**
         * Of one of the providers.
         *
         * @param index of the provider, from 0
         * @param journal file of this reading, and of the next one if this one is killed
         * @throws IllegalArgumentException the provider has no batch interface
         */
        BatchReading of(int index, BatchSettings settings, Path journal);
    }

    /**
     * In the order of the configurations.
     *
     * @param rungs places of the providers in the configured list, from 1, in the same order
     * @param publisher puts entries of the ledger into its topic; see {@link AbandonedCalls}
     */
    public static Created create(
            List<LlmConfig> configs,
            List<Integer> rungs,
            Shared shared,
            Consumer<List<LlmCall>> publisher,
            Scope scope,
            MeterRegistry metrics,
            Clock clock) {
        if (configs.isEmpty()) {
            return new Created(
                    List.of(), CallJournal.none(), (hash, origin, facts, cost) -> {}, (index, settings, file) -> {
                        throw new IllegalArgumentException("no provider asks a model, so none has a batch interface");
                    });
        }
        tell(configs, shared);
        var cache = AnswerCache.inMemory(shared.cacheEntries());
        var ledger = Ledger.inMemory();
        var journal = CallJournal.none();
        if (shared.redis().isPresent()) {
            var redis = scope.add(redis(shared.redis().get(), shared.keyPrefix()));
            var processes = scope.add(new Processes(redis, shared.instance()));
            var state = new SharedState(redis, processes);
            cache = AnswerCache.layered(cache, state.answers(shared.cacheTtl(), longestCall(configs)));
            ledger = state.ledger();
            journal = new RedisCallJournal(redis, processes.own());
            scope.add(new AbandonedCalls(redis, processes, publisher)).start();
        }
        var budget = new Budget(shared.dailyBudgetUsd(), ledger, clock);
        var together = new LlmProvider.Together(cache, budget, journal, clock);
        var providers = new ArrayList<Provider>();
        var places = new ArrayList<LlmProvider.Place>();
        for (int i = 0; i < configs.size(); i++) {
            boolean last = i == configs.size() - 1;
            places.add(new LlmProvider.Place(rungs.get(i), last ? 1 : 1 - shared.budgetKept()));
            providers.add(create(configs.get(i), places.get(i), together, metrics));
        }
        Batches batches = (index, settings, file) -> {
            var config = configs.get(index);
            var parts = new BatchReading.Parts(
                    config, places.get(index), together, settings, publisher, new LlmMetrics(metrics, config.name()));
            return new BatchReading(parts, file, shared.redis().isEmpty(), step -> {});
        };
        return new Created(List.copyOf(providers), journal, answers(cache), batches);
    }

    private static KnownAnswers answers(AnswerCache cache) {
        return (hash, origin, facts, cost) -> cache.put(
                AnswerCache.key(origin.model(), origin.promptVersion(), hash), new AnswerCache.Answer(facts, cost));
    }

    /** All attempts of the most patient provider. */
    private static Duration longestCall(List<LlmConfig> configs) {
        var timeout = configs.stream()
                .map(config -> config.limits().timeout())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return timeout.multipliedBy(LlmProvider.ATTEMPTS).plusSeconds(10);
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
            if (price == null) {
                log.warn("price_unknown model={} counted_as=unknown", config.model());
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

    static LlmProvider create(
            LlmConfig config, LlmProvider.Place place, LlmProvider.Together together, MeterRegistry metrics) {
        String name = config.name();
        var limits = config.limits();
        var circuit = new Circuit(name, together.clock());
        return new LlmProvider(
                config,
                place,
                ChatModels.of(config, together.clock()),
                together,
                new RateLimit(name, limits.requestsPerMinute(), limits.tokensPerMinute(), TimeMeter.SYSTEM_NANOTIME),
                circuit,
                new LlmMetrics(metrics, name, circuit));
    }
}
