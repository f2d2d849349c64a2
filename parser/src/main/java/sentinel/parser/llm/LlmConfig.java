package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.config.Env;
import sentinel.config.Secret;

/**
 * One provider that asks a model.
 *
 * @param apiKey null where none is needed
 * @param limits of this provider's account
 */
public record LlmConfig(LlmKind kind, String model, URI baseUrl, @Nullable Secret apiKey, Price price, Limits limits) {

    /**
     * How much is asked, and how fast.
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

        public Limits {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("SENTINEL_LLM_TIMEOUT must be longer than 0");
            }
        }

        static Limits from(Env env) {
            return new Limits(
                    env.integer("SENTINEL_LLM_CONCURRENCY", 16, 1, 256),
                    env.integer("SENTINEL_LLM_REQUESTS_PER_MINUTE", 0, 0, 1_000_000),
                    env.integer("SENTINEL_LLM_TOKENS_PER_MINUTE", 0, 0, 1_000_000_000),
                    env.integer("SENTINEL_LLM_ARTICLE_TOKENS", 6_000, 200, 200_000),
                    env.integer("SENTINEL_LLM_ANSWER_TOKENS", 1_000, 100, 32_000),
                    env.duration("SENTINEL_LLM_TIMEOUT", Duration.ofSeconds(60)));
        }
    }

    public LlmConfig {
        requireNonNull(kind, "kind");
        requireNonNull(model, "model");
        requireNonNull(baseUrl, "base URL");
        requireNonNull(price, "price");
        requireNonNull(limits, "limits");
    }

    /**
     * The models of a chain. {@code SENTINEL_MODEL}, {@code SENTINEL_LLM_BASE_URL} and {@code SENTINEL_LLM_PRICE_*}
     * speak of the first one; each has variables of its own besides ({@code OPENAI_MODEL}, {@code OPENAI_BASE_URL}).
     *
     * @param needPrice costs must be known, since there is a budget
     */
    public static List<LlmConfig> from(Env env, List<LlmKind> kinds, boolean needPrice) {
        var limits = Limits.from(env);
        var configs = new ArrayList<LlmConfig>();
        for (var kind : kinds) {
            boolean first = configs.isEmpty();
            String model = env.string(kind.variable("MODEL"), kind.defaultModel());
            URI baseUrl = env.http(kind.variable("BASE_URL"), kind.defaultBaseUrl());
            if (first) {
                model = env.string("SENTINEL_MODEL", model);
                baseUrl = env.http("SENTINEL_LLM_BASE_URL", baseUrl);
            }
            var key = env.key(kind.variable("API_KEY")).orElse(null);
            if (key == null && kind.needsKey()) {
                env.problem(
                        kind.variable("API_KEY"),
                        "is not set; expected a key for provider " + kind.id() + ", or "
                                + kind.variable("API_KEY_FILE"));
            }
            configs.add(new LlmConfig(kind, model, baseUrl, key, price(env, kind, model, first, needPrice), limits));
        }
        return List.copyOf(configs);
    }

    private static Price price(Env env, LlmKind kind, String model, boolean first, boolean needed) {
        double input = first ? env.decimal("SENTINEL_LLM_PRICE_INPUT", -1) : -1;
        double output = first ? env.decimal("SENTINEL_LLM_PRICE_OUTPUT", -1) : -1;
        if (input >= 0 && output >= 0) {
            return new Price(input, output);
        }
        if (input >= 0 || output >= 0) {
            env.problem(
                    "SENTINEL_LLM_PRICE_INPUT", "and SENTINEL_LLM_PRICE_OUTPUT go together; one of them is not set");
        }
        if (kind == LlmKind.OLLAMA) {
            return Price.FREE;
        }
        var known = Price.known(model);
        if (known.isEmpty() && needed) {
            env.problem(
                    "SENTINEL_LLM_PRICE_INPUT",
                    "is not set; expected dollars per million tokens, since the price of " + model
                            + " is not known and there is a daily budget");
        }
        return known.orElse(Price.FREE);
    }
}
