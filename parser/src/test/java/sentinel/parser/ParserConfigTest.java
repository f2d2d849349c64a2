package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sentinel.config.ConfigException;
import sentinel.config.EditSettings;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.Secret;
import sentinel.contract.topic.Topics;
import sentinel.parser.copies.CopyProvider;
import sentinel.parser.llm.LlmConfig;
import sentinel.parser.llm.LlmKind;
import sentinel.parser.llm.LlmProviders;
import sentinel.parser.provider.ProviderChain.WhenSpent;
import sentinel.service.redis.RedisSettings;

class ParserConfigTest {

    private static ParserConfig read(Map<String, String> variables) {
        return Env.read(variables, ParserConfig::from);
    }

    @Test
    void given_nothing_when_read_then_the_rules_work_alone() {
        var config = read(Map.of());

        assertThat(config)
                .isEqualTo(new ParserConfig(
                        new KafkaSettings("127.0.0.1:9092", new Topics("sentinel"), "0"),
                        List.of("local"),
                        List.of(),
                        new LlmProviders.Shared(Optional.empty(), "sentinel", "0", 10_000, Duration.ofDays(7), 0, 0.2),
                        WhenSpent.NEXT,
                        new CopyProvider.Limits(50_000, Duration.ofDays(7)),
                        new EditSettings(Duration.ofMinutes(2))));
        assertThat(config.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void given_a_parser_without_models_when_read_then_these_variables_are_asked_for() {
        assertThat(Env.asked(Map.of(), ParserConfig::from))
                .containsExactlyInAnyOrder(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "SENTINEL_TOPIC_PREFIX",
                        "SENTINEL_INSTANCE",
                        "SENTINEL_PROVIDER",
                        "REDIS_URL",
                        "SENTINEL_DAILY_BUDGET_USD",
                        "SENTINEL_BUDGET_KEPT",
                        "SENTINEL_BUDGET_SPENT",
                        "SENTINEL_COPIES",
                        "SENTINEL_COPIES_TTL",
                        "SENTINEL_QUIET_PERIOD",
                        "SENTINEL_MODELS",
                        "SENTINEL_PROMPT",
                        "SENTINEL_LLM_CACHE_ENTRIES",
                        "SENTINEL_LLM_CACHE_TTL",
                        "SENTINEL_LLM_CONCURRENCY",
                        "SENTINEL_LLM_REQUESTS_PER_MINUTE",
                        "SENTINEL_LLM_TOKENS_PER_MINUTE",
                        "SENTINEL_LLM_ARTICLE_TOKENS",
                        "SENTINEL_LLM_ANSWER_TOKENS",
                        "SENTINEL_LLM_TIMEOUT");
    }

    @Test
    void given_every_variable_when_read_then_each_has_its_place() {
        var config = read(Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9093"),
                Map.entry("SENTINEL_TOPIC_PREFIX", "other"),
                Map.entry("SENTINEL_INSTANCE", "3"),
                Map.entry("SENTINEL_PROVIDER", "ollama,local"),
                Map.entry("REDIS_URL", "redis://redis:6380"),
                Map.entry("SENTINEL_DAILY_BUDGET_USD", "2.5"),
                Map.entry("SENTINEL_BUDGET_KEPT", "0.3"),
                Map.entry("SENTINEL_BUDGET_SPENT", "wait"),
                Map.entry("SENTINEL_COPIES", "8"),
                Map.entry("SENTINEL_COPIES_TTL", "2h"),
                Map.entry("SENTINEL_QUIET_PERIOD", "30s"),
                Map.entry("SENTINEL_LLM_CACHE_ENTRIES", "7"),
                Map.entry("SENTINEL_LLM_CACHE_TTL", "3h"),
                Map.entry("SENTINEL_LLM_CONCURRENCY", "5")));

        assertThat(config.kafka()).isEqualTo(new KafkaSettings("kafka:9093", new Topics("other"), "3"));
        assertThat(config.providers()).containsExactly("ollama", "local");
        assertThat(config.edits()).isEqualTo(new EditSettings(Duration.ofSeconds(30)));
        assertThat(config.shared())
                .isEqualTo(new LlmProviders.Shared(
                        Optional.of(new RedisSettings(new Secret("redis://redis:6380"))),
                        "other",
                        "3",
                        7,
                        Duration.ofHours(3),
                        2.5,
                        0.3));
        assertThat(config.whenSpent()).isEqualTo(WhenSpent.WAIT);
        assertThat(config.copies()).isEqualTo(new CopyProvider.Limits(8, Duration.ofHours(2)));
        assertThat(config.threads()).isEqualTo(5);
    }

    @Test
    void given_a_chain_when_read_then_general_settings_speak_of_its_first_model() {
        var config = read(Map.of(
                "SENTINEL_PROVIDER", "anthropic, ollama, local",
                "ANTHROPIC_API_KEY", "secret-key",
                "SENTINEL_MODEL", "claude-sonnet-4-5",
                "SENTINEL_LLM_BASE_URL", "http://gateway.internal/v1",
                "OLLAMA_MODEL", "qwen3:8b",
                "OLLAMA_BASE_URL", "http://gpu:11434"));

        assertThat(config.providers()).containsExactly("anthropic", "ollama", "local");
        assertThat(config.llms().get(0).kind()).isEqualTo(LlmKind.ANTHROPIC);
        assertThat(config.llms().get(0).model()).isEqualTo("claude-sonnet-4-5");
        assertThat(config.llms().get(0).baseUrl()).hasToString("http://gateway.internal/v1");
        assertThat(config.llms().get(1).model()).isEqualTo("qwen3:8b");
        assertThat(config.llms().get(1).baseUrl()).hasToString("http://gpu:11434");
        assertThat(config.toString()).doesNotContain("secret-key");
    }

    @Test
    void given_limits_of_their_own_when_read_then_as_many_pages_are_parsed_at_once_as_all_take_calls() {
        var config = read(Map.of(
                "SENTINEL_PROVIDER", "openai,ollama,local",
                "OPENAI_API_KEY", "k",
                "OPENAI_CONCURRENCY", "3",
                "OLLAMA_CONCURRENCY", "20"));

        assertThat(config.threads()).isEqualTo(23);
    }

    @Test
    void given_a_ladder_of_models_when_read_then_each_rung_has_its_model_and_place() {
        var config = read(Map.of(
                "SENTINEL_PROVIDER", "openai:gpt-4.1,local,openai:gpt-4.1-mini,ollama:llama3.1:8b",
                "OPENAI_API_KEY", "k",
                "SENTINEL_MODEL", "not-this-one"));

        assertThat(config.llms())
                .extracting(LlmConfig::model)
                .containsExactly("gpt-4.1", "gpt-4.1-mini", "llama3.1:8b");
        assertThat(config.rungs()).containsExactly(1, 3, 4);
        assertThatThrownBy(() -> read(Map.of("SENTINEL_PROVIDER", "local:x")))
                .hasMessageContaining("SENTINEL_PROVIDER names 'local:x'");
        assertThatThrownBy(() -> read(Map.of("SENTINEL_BUDGET_KEPT", "1", "SENTINEL_BUDGET_SPENT", "stop")))
                .hasMessageContaining("SENTINEL_BUDGET_KEPT is '1.0'")
                .hasMessageContaining("SENTINEL_BUDGET_SPENT is 'stop'; expected one of next, wait");
    }

    @Test
    void given_missing_keys_and_wrong_names_when_read_then_all_are_named_at_once() {
        assertThatThrownBy(() -> read(Map.of("SENTINEL_PROVIDER", "openai,deepseek,gemini")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageContaining("DEEPSEEK_API_KEY")
                .hasMessageContaining("'gemini'");
    }

    @Test
    void given_a_redis_url_that_is_wrong_when_read_then_its_password_is_not_told() {
        assertThatThrownBy(() -> read(Map.of("REDIS_URL", "redis://user:hunter2@host:port with blanks")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("REDIS_URL")
                .hasMessageNotContaining("hunter2");
        assertThat(read(Map.of("REDIS_URL", "redis://:hunter2@127.0.0.1:6379/1"))
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void given_a_budget_for_a_model_of_unknown_price_when_read_then_the_price_is_asked_for() {
        var variables = Map.of(
                "SENTINEL_PROVIDER", "openai",
                "OPENAI_API_KEY", "k",
                "SENTINEL_MODEL", "my-finetune",
                "SENTINEL_DAILY_BUDGET_USD", "5");

        assertThatThrownBy(() -> read(variables)).hasMessageContaining("SENTINEL_LLM_PRICE_INPUT");
        var priced = new java.util.HashMap<>(variables);
        priced.put("SENTINEL_LLM_PRICE_INPUT", "1.5");
        priced.put("SENTINEL_LLM_PRICE_OUTPUT", "6");
        assertThat(read(priced).llms()).hasSize(1);
    }
}
