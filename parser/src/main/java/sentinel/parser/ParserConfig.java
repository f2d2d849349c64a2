package sentinel.parser;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.parser.llm.LlmConfig;
import sentinel.parser.llm.LlmKind;
import sentinel.parser.llm.LlmProviders;
import sentinel.parser.rules.RulesProvider;
import sentinel.service.redis.RedisSettings;

/**
 * What the parser is told.
 *
 * @param providers names in order of preference: the first is asked, and the next where it has no answer
 * @param llms of those providers that ask a model, in the same order
 * @param shared between these
 */
public record ParserConfig(
        KafkaSettings kafka, List<String> providers, List<LlmConfig> llms, LlmProviders.Shared shared) {

    public ParserConfig {
        requireNonNull(kafka, "kafka");
        requireNonNull(shared, "shared");
        providers = List.copyOf(providers);
        llms = List.copyOf(llms);
    }

    public static ParserConfig from(Env env) {
        var kafka = KafkaSettings.from(env);
        var providers = providers(env);
        var kinds =
                providers.stream().map(LlmKind::of).flatMap(Optional::stream).toList();
        double budget = env.decimal("SENTINEL_DAILY_BUDGET_USD", 0);
        if (!(budget >= 0)) {
            env.problem("SENTINEL_DAILY_BUDGET_USD", "is '" + budget + "'; expected dollars a day, or 0 for no limit");
        }
        var shared = new LlmProviders.Shared(
                RedisSettings.from(env),
                kafka.topics().prefix(),
                env.integer("SENTINEL_LLM_CACHE_ENTRIES", 10_000, 0, 10_000_000),
                env.duration("SENTINEL_LLM_CACHE_TTL", Duration.ofDays(7)),
                budget);
        return new ParserConfig(kafka, providers, LlmConfig.from(env, kinds, budget > 0), shared);
    }

    private static List<String> providers(Env env) {
        var allowed = new ArrayList<>(List.of(RulesProvider.NAME));
        Arrays.stream(LlmKind.values()).map(LlmKind::id).forEach(allowed::add);
        var named = new LinkedHashSet<>(env.list("SENTINEL_PROVIDER", List.of(RulesProvider.NAME)));
        for (var name : named) {
            if (!allowed.contains(name)) {
                env.problem(
                        "SENTINEL_PROVIDER",
                        "names '" + name + "'; expected one or more of " + String.join(", ", allowed));
            }
        }
        return named.isEmpty() ? List.of(RulesProvider.NAME) : List.copyOf(named);
    }

    /** Places of {@link #llms} among {@link #providers}, from 1. */
    List<Integer> rungs() {
        return llms.stream().map(llm -> providers.indexOf(llm.kind().id()) + 1).toList();
    }

    /** Pages at once: as many calls as the model takes that takes most, or the processors where only rules work. */
    int threads() {
        return llms.stream()
                .mapToInt(llm -> llm.limits().concurrency())
                .max()
                .orElseGet(Runtime.getRuntime()::availableProcessors);
    }
}
