package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.Secret;

class LlmConfigTest {

    @TempDir
    Path directory;

    private static final LlmConfig.Limits DEFAULTS =
            new LlmConfig.Limits(16, 0, 0, 6_000, 1_500, Duration.ofSeconds(60));

    private static final Map<String, String> KEYS =
            Map.of("OPENAI_API_KEY", "o", "ANTHROPIC_API_KEY", "a", "DEEPSEEK_API_KEY", "d");

    private static List<LlmConfig> read(Map<String, String> variables, LlmKind... kinds) {
        return Env.read(variables, env -> LlmConfig.from(env, entries(kinds), false));
    }

    private static List<LlmConfig.Entry> entries(LlmKind... kinds) {
        return Stream.of(kinds)
                .map(kind -> new LlmConfig.Entry(kind.id(), kind, null))
                .toList();
    }

    private static LlmConfig defaults(LlmKind kind, String model, String url, String key, Price price) {
        return new LlmConfig(
                kind.id(),
                kind,
                model,
                Prompt.newest(),
                URI.create(url),
                key == null ? null : new Secret(key),
                price,
                DEFAULTS);
    }

    private static Price listed(double input, double output, @Nullable Double batchFactor) {
        return new Price(input, null, null, output, batchFactor, LocalDate.parse("2026-11-27"));
    }

    @Test
    void given_keys_alone_when_read_then_every_provider_has_its_defaults() {
        assertThat(read(KEYS, LlmKind.values()))
                .containsExactly(
                        defaults(
                                LlmKind.OPENAI,
                                "gpt-4.1-mini",
                                "https://api.openai.com/v1",
                                "o",
                                listed(0.4, 1.6, 0.5)),
                        defaults(
                                LlmKind.ANTHROPIC,
                                "claude-haiku-4-5",
                                "https://api.anthropic.com/v1",
                                "a",
                                listed(1, 5, 0.5)),
                        defaults(
                                LlmKind.DEEPSEEK,
                                "deepseek-chat",
                                "https://api.deepseek.com",
                                "d",
                                listed(0.28, 0.42, null)),
                        defaults(LlmKind.OLLAMA, "llama3.1:8b", "http://127.0.0.1:11434", null, Price.FREE));
    }

    @Test
    void given_a_chain_when_read_then_these_variables_are_asked_for() {
        assertThat(Env.asked(KEYS, env -> LlmConfig.from(env, entries(LlmKind.OPENAI, LlmKind.OLLAMA), false)))
                .containsExactlyInAnyOrder(
                        "SENTINEL_LLM_CONCURRENCY",
                        "SENTINEL_LLM_REQUESTS_PER_MINUTE",
                        "SENTINEL_LLM_TOKENS_PER_MINUTE",
                        "SENTINEL_LLM_ARTICLE_TOKENS",
                        "SENTINEL_LLM_ANSWER_TOKENS",
                        "SENTINEL_LLM_TIMEOUT",
                        "SENTINEL_MODELS",
                        "SENTINEL_PROMPT",
                        "SENTINEL_MODEL",
                        "SENTINEL_LLM_BASE_URL",
                        "SENTINEL_LLM_PRICE_INPUT",
                        "SENTINEL_LLM_PRICE_OUTPUT",
                        "OPENAI_CONCURRENCY",
                        "OPENAI_REQUESTS_PER_MINUTE",
                        "OPENAI_TOKENS_PER_MINUTE",
                        "OPENAI_ARTICLE_TOKENS",
                        "OPENAI_ANSWER_TOKENS",
                        "OPENAI_TIMEOUT",
                        "OLLAMA_CONCURRENCY",
                        "OLLAMA_REQUESTS_PER_MINUTE",
                        "OLLAMA_TOKENS_PER_MINUTE",
                        "OLLAMA_ARTICLE_TOKENS",
                        "OLLAMA_ANSWER_TOKENS",
                        "OLLAMA_TIMEOUT",
                        "OPENAI_MODEL",
                        "OPENAI_BASE_URL",
                        "OPENAI_API_KEY",
                        "OPENAI_API_KEY_FILE",
                        "OLLAMA_MODEL",
                        "OLLAMA_BASE_URL",
                        "OLLAMA_API_KEY",
                        "OLLAMA_API_KEY_FILE");
    }

    @Test
    void given_every_variable_when_read_then_each_has_its_place() {
        var variables = Map.ofEntries(
                Map.entry("OPENAI_API_KEY", "o"),
                Map.entry("OPENAI_MODEL", "of-openai"),
                Map.entry("OPENAI_BASE_URL", "http://openai"),
                Map.entry("SENTINEL_LLM_PRICE_INPUT", "3"),
                Map.entry("SENTINEL_LLM_PRICE_OUTPUT", "4"),
                Map.entry("SENTINEL_PROMPT", "article-1"),
                Map.entry("SENTINEL_LLM_CONCURRENCY", "2"),
                Map.entry("SENTINEL_LLM_REQUESTS_PER_MINUTE", "10"),
                Map.entry("SENTINEL_LLM_TOKENS_PER_MINUTE", "20000"),
                Map.entry("SENTINEL_LLM_ARTICLE_TOKENS", "300"),
                Map.entry("SENTINEL_LLM_ANSWER_TOKENS", "400"),
                Map.entry("SENTINEL_LLM_TIMEOUT", "5s"));

        assertThat(read(variables, LlmKind.OPENAI))
                .containsExactly(new LlmConfig(
                        "openai",
                        LlmKind.OPENAI,
                        "of-openai",
                        Prompt.ARTICLE_1,
                        URI.create("http://openai"),
                        new Secret("o"),
                        new Price(3, 4),
                        new LlmConfig.Limits(2, 10, 20_000, 300, 400, Duration.ofSeconds(5))));
    }

    @Test
    void given_limits_of_one_provider_when_read_then_the_others_keep_the_general_ones() {
        var variables = new HashMap<>(KEYS);
        variables.putAll(Map.of(
                "SENTINEL_LLM_CONCURRENCY", "8",
                "SENTINEL_LLM_TIMEOUT", "40s",
                "ANTHROPIC_CONCURRENCY", "2",
                "ANTHROPIC_REQUESTS_PER_MINUTE", "50",
                "ANTHROPIC_TOKENS_PER_MINUTE", "40000",
                "ANTHROPIC_ARTICLE_TOKENS", "3000",
                "ANTHROPIC_ANSWER_TOKENS", "700"));
        variables.put("OLLAMA_TIMEOUT", "5m");

        assertThat(read(variables, LlmKind.OPENAI, LlmKind.ANTHROPIC, LlmKind.OLLAMA))
                .extracting(LlmConfig::limits)
                .containsExactly(
                        new LlmConfig.Limits(8, 0, 0, 6_000, 1_500, Duration.ofSeconds(40)),
                        new LlmConfig.Limits(2, 50, 40_000, 3_000, 700, Duration.ofSeconds(40)),
                        new LlmConfig.Limits(8, 0, 0, 6_000, 1_500, Duration.ofMinutes(5)));
    }

    @Test
    void given_a_general_rate_limit_when_one_provider_has_none_then_zero_says_so() {
        var variables = Map.of("SENTINEL_LLM_REQUESTS_PER_MINUTE", "50", "OLLAMA_REQUESTS_PER_MINUTE", "0");

        assertThat(read(variables, LlmKind.OLLAMA).get(0).limits().requestsPerMinute())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "OLLAMA_CONCURRENCY,0",
        "OLLAMA_REQUESTS_PER_MINUTE,-1",
        "OLLAMA_TOKENS_PER_MINUTE,many",
        "OLLAMA_ARTICLE_TOKENS,199",
        "OLLAMA_ANSWER_TOKENS,32001",
        "OLLAMA_TIMEOUT,0s",
        "SENTINEL_LLM_CONCURRENCY,0",
        "SENTINEL_LLM_CONCURRENCY,257",
        "SENTINEL_LLM_REQUESTS_PER_MINUTE,-1",
        "SENTINEL_LLM_TOKENS_PER_MINUTE,many",
        "SENTINEL_LLM_ARTICLE_TOKENS,199",
        "SENTINEL_LLM_ANSWER_TOKENS,32001",
        "SENTINEL_LLM_TIMEOUT,0s",
        "SENTINEL_LLM_PRICE_INPUT,1"
    })
    void given_a_value_out_of_bounds_when_read_then_its_name_is_in_the_message(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(name, value), LlmKind.OLLAMA))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name);
    }

    // ---- the operator's file of models

    private Map<String, String> withFile(String yaml, String... variables) throws IOException {
        var all = new HashMap<>(KEYS);
        for (int i = 0; i < variables.length; i += 2) {
            all.put(variables[i], variables[i + 1]);
        }
        all.put(
                "SENTINEL_MODELS",
                Files.writeString(directory.resolve("models.yaml"), yaml).toString());
        return all;
    }

    private static final String OURS =
            """
            models:
              - {model: gpt-4.1, input: 7, cached_input: 1, output: 9, price_date: 2026-12-01}
              - {model: llama, input: 0.01, output: 0.02, context_tokens: 9000, price_date: 2026-12-01}
            """;

    @Test
    void given_a_file_of_models_when_read_then_its_entries_win_and_the_longest_name_counts() throws Exception {
        var ours = new Price(7, 1.0, null, 9, null, LocalDate.parse("2026-12-01"));

        assertThat(read(withFile(OURS, "SENTINEL_MODEL", "gpt-4.1-2026"), LlmKind.OPENAI)
                        .get(0)
                        .price())
                .isEqualTo(ours);
        assertThat(read(withFile(OURS), LlmKind.OPENAI).get(0).price())
                .as("gpt-4.1-mini is a longer name")
                .isEqualTo(listed(0.4, 1.6, 0.5));
    }

    @Test
    void given_a_model_that_runs_here_when_read_then_only_the_operator_says_what_it_costs() throws Exception {
        var variables = Map.of("SENTINEL_MODEL", "someone/gpt-4.1-mini");
        assertThat(read(variables, LlmKind.OLLAMA).get(0).price()).isEqualTo(Price.FREE);

        assertThat(read(withFile(OURS), LlmKind.OLLAMA).get(0).price().input()).isEqualTo(0.01);
    }

    @Test
    void given_prices_as_settings_when_read_then_they_win_over_the_file() throws Exception {
        var variables = withFile(OURS, "SENTINEL_LLM_PRICE_INPUT", "3", "SENTINEL_LLM_PRICE_OUTPUT", "4");

        assertThat(read(variables, LlmKind.OLLAMA).get(0).price()).isEqualTo(new Price(3, 4));
    }

    @Test
    void given_a_budget_when_a_later_provider_has_no_price_then_the_file_is_asked_for() throws Exception {
        var variables = withFile(OURS, "DEEPSEEK_MODEL", "new-model");

        assertThatThrownBy(() -> Env.read(
                        variables, env -> LlmConfig.from(env, entries(LlmKind.OPENAI, LlmKind.DEEPSEEK), true)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("SENTINEL_MODELS")
                .hasMessageContaining("new-model")
                .hasMessageNotContaining("SENTINEL_LLM_PRICE_INPUT");
    }

    @ParameterizedTest
    @CsvSource({
        "SENTINEL_LLM_ARTICLE_TOKENS,6301,false",
        "OLLAMA_ARTICLE_TOKENS,6301,false",
        "OLLAMA_ARTICLE_TOKENS,6300,true"
    })
    void given_a_context_when_article_and_answer_do_not_fit_then_it_is_told_at_the_start(
            String name, String tokens, boolean fits) throws Exception {
        var variables = withFile(OURS, name, tokens);

        if (fits) {
            assertThat(read(variables, LlmKind.OLLAMA)).hasSize(1);
        } else {
            assertThatThrownBy(() -> read(variables, LlmKind.OLLAMA))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(name + " is 6301")
                    .hasMessageContaining("at most the 9000 tokens");
        }
    }

    @Test
    void given_mistakes_in_the_file_when_read_then_all_are_told_with_file_and_entry() throws Exception {
        var variables = withFile(
                """
                models:
                  - {model: one, input: free, output: 1, price_date: 2026-12-01}
                  - {model: two, input: 1, output: 1}
                """,
                "SENTINEL_LLM_CONCURRENCY",
                "0");
        String file = "SENTINEL_MODELS names " + directory.resolve("models.yaml");

        assertThatThrownBy(() -> read(variables, LlmKind.OPENAI))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file + ": line 2, one: input is 'free'; expected US dollars")
                .hasMessageContaining(file + ": line 3, two: has no price_date; expected a day")
                .hasMessageContaining("SENTINEL_LLM_CONCURRENCY");
    }

    @Test
    void given_no_such_file_when_read_then_it_is_a_configuration_error() {
        var file = directory.resolve("none.yaml");

        assertThatThrownBy(() -> read(Map.of("SENTINEL_MODELS", file.toString()), LlmKind.OLLAMA))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "SENTINEL_MODELS names " + file + ": the file does not exist; expected a YAML file");
    }

    // ---- keys

    @ParameterizedTest
    @ValueSource(strings = {"OPENAI_API_KEY", "ANTHROPIC_API_KEY", "DEEPSEEK_API_KEY"})
    void given_no_key_when_read_then_its_name_is_in_the_message(String name) {
        assertThatThrownBy(() -> read(Map.of(), LlmKind.values()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name);
    }
}
