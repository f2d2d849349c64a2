package sentinel.parser;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sentinel.config.EditSettings;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.parser.copies.CopyIndex;
import sentinel.parser.copies.CopyProvider;
import sentinel.parser.llm.LlmConfig;
import sentinel.parser.llm.LlmKind;
import sentinel.parser.llm.LlmProviders;
import sentinel.parser.provider.ProviderChain.WhenSpent;
import sentinel.parser.rules.RulesProvider;
import sentinel.service.redis.RedisSettings;

/**
 * What the parser is told.
 *
 * @param providers names in order of preference: the first is asked, and the next where it has no answer
 * @param llms of those providers that ask a model, in the same order
 * @param shared between these
 * @param copies how many articles may have copies
 * @param edits when a model reads them
 * @param whenSpent what happens to a page when a provider may not be paid any more today
 */
public record ParserConfig(
        KafkaSettings kafka,
        List<String> providers,
        List<LlmConfig> llms,
        LlmProviders.Shared shared,
        WhenSpent whenSpent,
        CopyProvider.Limits copies,
        EditSettings edits) {

    public ParserConfig {
        requireNonNull(kafka, "kafka");
        requireNonNull(shared, "shared");
        providers = List.copyOf(providers);
        llms = List.copyOf(llms);
    }

    public static ParserConfig from(Env env) {
        var kafka = KafkaSettings.from(env);
        var providers = providers(env);
        var entries = providers.stream()
                .map(LlmConfig.Entry::of)
                .flatMap(Optional::stream)
                .toList();
        double budget = env.decimal("SENTINEL_DAILY_BUDGET_USD", 0);
        if (!(budget >= 0)) {
            env.problem("SENTINEL_DAILY_BUDGET_USD", "is '" + budget + "'; expected dollars a day, or 0 for no limit");
        }
        var shared = new LlmProviders.Shared(
                RedisSettings.from(env),
                kafka.topics().prefix(),
                kafka.instance(),
                env.integer("SENTINEL_LLM_CACHE_ENTRIES", 10_000, 0, 10_000_000),
                env.duration("SENTINEL_LLM_CACHE_TTL", Duration.ofDays(7)),
                budget,
                kept(env));
        var whenSpent = WhenSpent.valueOf(env.oneOf("SENTINEL_BUDGET_SPENT", "next", List.of("next", "wait"))
                .toUpperCase(Locale.ROOT));
        var copies = new CopyProvider.Limits(
                env.integer("SENTINEL_COPIES", 50_000, 0, CopyIndex.DEFAULT_DOCUMENTS * 10),
                env.duration("SENTINEL_COPIES_TTL", CopyIndex.DEFAULT_TIME));
        return new ParserConfig(
                kafka,
                providers,
                LlmConfig.from(env, entries, budget > 0),
                shared,
                whenSpent,
                copies,
                EditSettings.from(env));
    }

    private static double kept(Env env) {
        double kept = env.decimal("SENTINEL_BUDGET_KEPT", 0.2);
        if (!(kept >= 0 && kept < 1)) {
            env.problem("SENTINEL_BUDGET_KEPT", "is '" + kept + "'; expected a part of the budget, from 0 to below 1");
        }
        return kept;
    }

    private static List<String> providers(Env env) {
        var allowed = new ArrayList<>(List.of(RulesProvider.NAME));
        Arrays.stream(LlmKind.values()).map(LlmKind::id).forEach(allowed::add);
        var named = new LinkedHashSet<>(env.list("SENTINEL_PROVIDER", List.of(RulesProvider.NAME)));
        for (var name : named) {
            if (!name.equals(RulesProvider.NAME) && LlmConfig.Entry.of(name).isEmpty()) {
                env.problem(
                        "SENTINEL_PROVIDER",
                        "names '" + name + "'; expected one or more of " + String.join(", ", allowed)
                                + ", each but local with ':' and a model if need be");
            }
        }
        return named.isEmpty() ? List.of(RulesProvider.NAME) : List.copyOf(named);
    }

    /** Places of {@link #llms} among {@link #providers}, from 1. */
    List<Integer> rungs() {
        return llms.stream().map(llm -> providers.indexOf(llm.name()) + 1).toList();
    }

    /** Pages at once: the calls that all models take together, or the processors where only rules work. */
    int threads() {
        return llms.isEmpty()
                ? Runtime.getRuntime().availableProcessors()
                : llms.stream().mapToInt(llm -> llm.limits().concurrency()).sum();
    }
}
