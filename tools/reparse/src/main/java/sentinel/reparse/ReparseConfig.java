package sentinel.reparse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sentinel.config.Env;
import sentinel.parser.ParserConfig;
import sentinel.parser.llm.LlmConfig;
import sentinel.parser.llm.LlmKind;
import sentinel.parser.llm.LlmProviders;
import sentinel.parser.llm.Prompt;
import sentinel.service.command.KafkaCommand.WrongInputException;

/**
 * One model as the parser's settings describe it, slower: the running parser keeps most of the provider's limits and a part of the
 * day's budget.
 */
record ReparseConfig(LlmConfig llm, LlmProviders.Shared shared) {

    /** Of the parser's limits, one in so many is for this. */
    private static final int SHARE = 5;

    /**
     * @param environment the parser's settings
     * @param provider an entry of {@code SENTINEL_PROVIDER}; empty for its first one that asks a model
     */
    static ReparseConfig from(Map<String, String> environment, Optional<String> provider, String prompt)
            throws WrongInputException {
        if (Prompt.of(prompt).isEmpty()) {
            throw new WrongInputException("--prompt " + prompt + " is not one of " + String.join(", ", Prompt.ids()));
        }
        var variables = new HashMap<>(environment);
        variables.put("SENTINEL_PROVIDER", entry(environment, provider));
        variables.put("SENTINEL_PROMPT", prompt);
        var config = Env.read(variables, ParserConfig::from);
        return new ReparseConfig(slow(config.llms().get(0)), own(config.shared()));
    }

    private static String entry(Map<String, String> environment, Optional<String> given) throws WrongInputException {
        var entry = given.or(() -> Arrays.stream(
                        environment.getOrDefault("SENTINEL_PROVIDER", "").split(",", -1))
                .map(String::strip)
                .filter(name -> LlmConfig.Entry.of(name).isPresent())
                .findFirst());
        String kinds = String.join(
                ", ", Arrays.stream(LlmKind.values()).map(LlmKind::id).toList());
        if (entry.isEmpty()) {
            throw new WrongInputException(
                    "SENTINEL_PROVIDER names no model; name one with --provider: one of " + kinds);
        }
        if (LlmConfig.Entry.of(entry.get()).isEmpty()) {
            throw new WrongInputException(
                    "--provider " + entry.get() + " is not one of " + kinds + ", with ':' and a model if need be");
        }
        return entry.get();
    }

    private static LlmConfig slow(LlmConfig llm) {
        var limits = llm.limits();
        var slow = new LlmConfig.Limits(
                part(limits.concurrency()),
                part(limits.requestsPerMinute()),
                part(limits.tokensPerMinute()),
                limits.articleTokens(),
                limits.answerTokens(),
                limits.timeout());
        return new LlmConfig(
                llm.name(), llm.kind(), llm.model(), llm.prompt(), llm.baseUrl(), llm.apiKey(), llm.price(), slow);
    }

    /** 0 stays 0, which is no limit. */
    private static int part(int limit) {
        return limit == 0 ? 0 : Math.max(1, limit / SHARE);
    }

    private static LlmProviders.Shared own(LlmProviders.Shared parser) {
        return new LlmProviders.Shared(
                parser.redis(),
                parser.keyPrefix(),
                "reparse-" + parser.instance(),
                parser.cacheEntries(),
                parser.cacheTtl(),
                parser.dailyBudgetUsd() * (1 - parser.budgetKept()),
                0);
    }

    List<LlmConfig> llms() {
        return List.of(llm);
    }

    StoredText.Reader reader() {
        return new StoredText.Reader(llm.kind().id(), llm.model(), llm.prompt().id());
    }
}
