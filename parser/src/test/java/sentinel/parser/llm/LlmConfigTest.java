package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.Secret;

class LlmConfigTest {

    private static final LlmConfig.Limits DEFAULTS =
            new LlmConfig.Limits(16, 0, 0, 6_000, 1_000, Duration.ofSeconds(60));

    private static final Map<String, String> KEYS =
            Map.of("OPENAI_API_KEY", "o", "ANTHROPIC_API_KEY", "a", "DEEPSEEK_API_KEY", "d");

    private static List<LlmConfig> read(Map<String, String> variables, LlmKind... kinds) {
        return Env.read(variables, env -> LlmConfig.from(env, List.of(kinds), false));
    }

    private static LlmConfig defaults(LlmKind kind, String model, String url, String key, Price price) {
        return new LlmConfig(kind, model, URI.create(url), key == null ? null : new Secret(key), price, DEFAULTS);
    }

    @Test
    void given_keys_alone_when_read_then_every_provider_has_its_defaults() {
        assertThat(read(KEYS, LlmKind.values()))
                .containsExactly(
                        defaults(LlmKind.OPENAI, "gpt-4.1-mini", "https://api.openai.com/v1", "o", new Price(0.4, 1.6)),
                        defaults(
                                LlmKind.ANTHROPIC,
                                "claude-haiku-4-5",
                                "https://api.anthropic.com/v1",
                                "a",
                                new Price(1, 5)),
                        defaults(
                                LlmKind.DEEPSEEK,
                                "deepseek-chat",
                                "https://api.deepseek.com",
                                "d",
                                new Price(0.28, 0.42)),
                        defaults(LlmKind.OLLAMA, "llama3.1:8b", "http://127.0.0.1:11434", null, Price.FREE));
    }

    @Test
    void given_a_chain_when_read_then_these_variables_are_asked_for() {
        assertThat(Env.asked(KEYS, env -> LlmConfig.from(env, List.of(LlmKind.OPENAI, LlmKind.OLLAMA), false)))
                .containsExactlyInAnyOrder(
                        "SENTINEL_LLM_CONCURRENCY",
                        "SENTINEL_LLM_REQUESTS_PER_MINUTE",
                        "SENTINEL_LLM_TOKENS_PER_MINUTE",
                        "SENTINEL_LLM_ARTICLE_TOKENS",
                        "SENTINEL_LLM_ANSWER_TOKENS",
                        "SENTINEL_LLM_TIMEOUT",
                        "SENTINEL_MODEL",
                        "SENTINEL_LLM_BASE_URL",
                        "SENTINEL_LLM_PRICE_INPUT",
                        "SENTINEL_LLM_PRICE_OUTPUT",
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
                Map.entry("SENTINEL_LLM_CONCURRENCY", "2"),
                Map.entry("SENTINEL_LLM_REQUESTS_PER_MINUTE", "10"),
                Map.entry("SENTINEL_LLM_TOKENS_PER_MINUTE", "20000"),
                Map.entry("SENTINEL_LLM_ARTICLE_TOKENS", "300"),
                Map.entry("SENTINEL_LLM_ANSWER_TOKENS", "400"),
                Map.entry("SENTINEL_LLM_TIMEOUT", "5s"));

        assertThat(read(variables, LlmKind.OPENAI))
                .containsExactly(new LlmConfig(
                        LlmKind.OPENAI,
                        "of-openai",
                        URI.create("http://openai"),
                        new Secret("o"),
                        new Price(3, 4),
                        new LlmConfig.Limits(2, 10, 20_000, 300, 400, Duration.ofSeconds(5))));
    }

    @ParameterizedTest
    @CsvSource({
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

    @ParameterizedTest
    @ValueSource(strings = {"OPENAI_API_KEY", "ANTHROPIC_API_KEY", "DEEPSEEK_API_KEY"})
    void given_no_key_when_read_then_its_name_is_in_the_message(String name) {
        assertThatThrownBy(() -> read(Map.of(), LlmKind.values()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name);
    }
}
