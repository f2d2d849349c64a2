package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import sentinel.config.Env;
import sentinel.config.Secret;
import sentinel.contract.message.PageFetched;

/**
 * One provider that asks a model.
 *
 * @param name of the provider, unique in a chain: the entry of {@code SENTINEL_PROVIDER}
 * @param apiKey null where none is needed
 * @param price null when it is not known
 * @param limits of this provider's account
 */
public record LlmConfig(
        String name,
        LlmKind kind,
        String model,
        Prompt prompt,
        URI baseUrl,
        @Nullable Secret apiKey,
        @Nullable Price price,
        Limits limits) {

    private static final String ARTICLE_TOKENS = "ARTICLE_TOKENS";

    /**
     * How much one provider is asked, and how fast.
     *
     * @param concurrency calls at once
     * @param requestsPerMinute 0 for no limit
     * @param tokensPerMinute of question and answer; 0 for no limit
     * @param articleTokens a longer text is cut
     * @param answerTokens a longer answer is refused
     * @param timeout of one call, from its beginning to the last byte
     */
    public record Limits(
            int concurrency,
            int requestsPerMinute,
            int tokensPerMinute,
            int articleTokens,
            int answerTokens,
            Duration timeout) {

        private static final Limits DEFAULT = new Limits(16, 0, 0, 6_000, 1_500, Duration.ofSeconds(60));

        public Limits {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("a call's timeout must be longer than 0");
            }
        }

        /** Those of every provider that has none of its own. */
        static Limits from(Env env) {
            return from(env, what -> "SENTINEL_LLM_" + what, DEFAULT);
        }

        /** Those of one provider: {@code OPENAI_CONCURRENCY}, ... */
        static Limits from(Env env, LlmKind kind, Limits orElse) {
            return from(env, kind::variable, orElse);
        }

        private static Limits from(Env env, UnaryOperator<String> variable, Limits orElse) {
            return new Limits(
                    env.integer(variable.apply("CONCURRENCY"), orElse.concurrency(), 1, 256),
                    env.integer(variable.apply("REQUESTS_PER_MINUTE"), orElse.requestsPerMinute(), 0, 1_000_000),
                    env.integer(variable.apply("TOKENS_PER_MINUTE"), orElse.tokensPerMinute(), 0, 1_000_000_000),
                    env.integer(variable.apply(ARTICLE_TOKENS), orElse.articleTokens(), 200, 200_000),
                    env.integer(variable.apply("ANSWER_TOKENS"), orElse.answerTokens(), 100, 32_000),
                    timeout(env, variable.apply("TIMEOUT"), orElse.timeout()));
        }

        private static Duration timeout(Env env, String name, Duration orElse) {
            var timeout = env.duration(name, orElse);
            if (timeout.isZero()) {
                env.problem(name, "is 0; expected a duration longer than 0, such as 60s");
                return orElse;
            }
            return timeout;
        }
    }

    public LlmConfig {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(model, "model");
        requireNonNull(prompt, "prompt");
        requireNonNull(baseUrl, "base URL");
        requireNonNull(limits, "limits");
    }

    /**
     * An entry of {@code SENTINEL_PROVIDER}: {@code openai}, or {@code openai:gpt-4.1-mini}.
     *
     * @param model null for the one that the provider's variables name
     */
    public record Entry(String name, LlmKind kind, @Nullable String model) {

        /** Empty when no provider has such a name. */
        public static Optional<Entry> of(String entry) {
            int colon = entry.indexOf(':');
            String model = colon < 0 ? null : entry.substring(colon + 1);
            return LlmKind.of(colon < 0 ? entry : entry.substring(0, colon))
                    .filter(kind -> model == null || !model.isBlank())
                    .map(kind -> new Entry(entry, kind, model));
        }
    }

    /**
     * The models of a chain. {@code SENTINEL_MODEL}, {@code SENTINEL_LLM_BASE_URL} and {@code SENTINEL_LLM_PRICE_*}
     * speak of the first one; each has variables of its own besides ({@code OPENAI_MODEL}, {@code OPENAI_BASE_URL}). The
     * limits of {@code SENTINEL_LLM_*} are those of each provider that does not set its own ({@code OPENAI_TIMEOUT}).
     *
     * @param needPrice costs must be known, since there is a budget
     */
    public static List<LlmConfig> from(Env env, List<Entry> entries, boolean needPrice) {
        var generalLimits = Limits.from(env);
        var ofOperator = ModelCatalogue.from(env);
        var ofAll = ofOperator.over(ModelCatalogue.builtIn());
        var prompt = Prompt.of(env.oneOf("SENTINEL_PROMPT", Prompt.newest().id(), Prompt.ids()))
                .orElseThrow();
        var configs = new ArrayList<LlmConfig>();
        for (var entry : entries) {
            var kind = entry.kind();
            boolean first = configs.isEmpty();
            String model = env.string(kind.variable("MODEL"), kind.defaultModel());
            URI baseUrl = env.http(kind.variable("BASE_URL"), kind.defaultBaseUrl());
            if (first) {
                model = env.string("SENTINEL_MODEL", model);
                baseUrl = env.http("SENTINEL_LLM_BASE_URL", baseUrl);
            }
            model = entry.model() == null ? model : entry.model();
            var key = env.key(kind.variable("API_KEY")).orElse(null);
            if (key == null && kind.needsKey()) {
                env.problem(
                        kind.variable("API_KEY"),
                        "is not set; expected a key for provider " + kind.id() + ", or "
                                + kind.variable("API_KEY_FILE"));
            }
            // A model that runs here costs what its operator says, whatever hosted ones of its name cost.
            var known = (kind == LlmKind.OLLAMA ? ofOperator : ofAll).find(model);
            var price = (first ? givenPrice(env) : Optional.<Price>empty())
                    .or(() -> known.map(Model::price))
                    .orElse(null);
            if (price == null && kind == LlmKind.OLLAMA) {
                price = Price.FREE;
            } else if (price == null && needPrice) {
                priceIsMissing(env, model, first);
            }
            var limits = Limits.from(env, kind, generalLimits);
            known.ifPresent(found -> checkContext(env, kind, limits, found));
            configs.add(new LlmConfig(entry.name(), kind, model, prompt, baseUrl, key, price, limits));
        }
        return List.copyOf(configs);
    }

    /** As much of a page's text as may be shown. */
    Excerpt excerpt(PageFetched page) {
        return Excerpt.of(page.text(), limits.articleTokens(), TokenCounter.of(kind, model));
    }

    /** Where the cache has this model's answer about a text. */
    String answerKey(String contentHash) {
        return AnswerCache.key(model, prompt.id(), contentHash);
    }

    /** Whether only parts of a page's text are shown. */
    boolean truncates(PageFetched page) {
        return !Excerpt.fits(page.text(), limits.articleTokens(), TokenCounter.of(kind, model));
    }

    private static Optional<Price> givenPrice(Env env) {
        double input = env.decimal("SENTINEL_LLM_PRICE_INPUT", -1);
        double output = env.decimal("SENTINEL_LLM_PRICE_OUTPUT", -1);
        if (input >= 0 && output >= 0) {
            return Optional.of(new Price(input, output));
        }
        if (input >= 0 || output >= 0) {
            env.problem(
                    "SENTINEL_LLM_PRICE_INPUT", "and SENTINEL_LLM_PRICE_OUTPUT go together; one of them is not set");
        }
        return Optional.empty();
    }

    private static void priceIsMissing(Env env, String model, boolean first) {
        String why = ", since the price of " + model + " is not known and there is a daily budget";
        if (first) {
            env.problem(
                    "SENTINEL_LLM_PRICE_INPUT",
                    "is not set; expected dollars per million tokens, or an entry in the file of "
                            + ModelCatalogue.VARIABLE + why);
        } else {
            env.problem(ModelCatalogue.VARIABLE, "does not name a file with this model; expected an entry" + why);
        }
    }

    private static void checkContext(Env env, LlmKind kind, Limits limits, Model model) {
        int needed = limits.articleTokens() + ChatModels.PROMPT_TOKENS + limits.answerTokens();
        if (model.contextTokens() == null || needed <= model.contextTokens()) {
            return;
        }
        String own = kind.variable(ARTICLE_TOKENS);
        env.problem(
                env.string(own).isPresent() ? own : "SENTINEL_LLM_" + ARTICLE_TOKENS,
                "is " + limits.articleTokens() + "; with " + ChatModels.PROMPT_TOKENS + " for the prompt and "
                        + limits.answerTokens() + " for the answer, expected at most the " + model.contextTokens()
                        + " tokens that " + ModelCatalogue.VARIABLE + " gives " + model.name());
    }
}
