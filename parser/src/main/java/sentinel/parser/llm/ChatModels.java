package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.parser.llm.CallFailure.Kind;

/** The models of langchain4j, one behaviour over four protocols: one call, no retries of its own, no logging. */
final class ChatModels {

    /**
     * An answer as it came.
     *
     * @param text may be null
     * @param truncated the model ran into the limit of tokens
     */
    record Reply(@Nullable String text, Usage usage, boolean truncated) {}

    /** A question to one model. */
    @FunctionalInterface
    interface Chat {
        /** @throws CallFailure there is no answer */
        Reply ask(String system, String user);
    }

    /** They think before they answer, and refuse to be told a temperature. */
    private static final Pattern REASONING = Pattern.compile("(gpt-5|o\\d).*");

    /** Thoughts count as tokens of the answer. */
    private static final int THINKING_TOKENS = 4_000;

    /** Room for the prompt's own words beside the article. */
    static final int PROMPT_TOKENS = 1_200;

    private ChatModels() {}

    static Chat of(LlmConfig config, Clock clock) {
        return of(config, new HttpTransport(config.limits().timeout(), config.apiKey(), clock));
    }

    /** @param client sends what is asked */
    static Chat of(LlmConfig config, HttpClient client) {
        var http = new GivenClient(client, config.limits().timeout());
        var model =
                switch (config.kind()) {
                    case OPENAI -> openAi(config, http);
                    case DEEPSEEK -> deepSeek(config, http);
                    case ANTHROPIC -> anthropic(config, http);
                    case OLLAMA -> ollama(config, http);
                };
        // DeepSeek knows JSON as a format, and no schema: the prompt describes it, and the answer is checked anyway.
        var format =
                config.kind() == LlmKind.DEEPSEEK ? ResponseFormat.JSON : AnswerSchema.responseFormat(config.prompt());
        return (system, user) -> ask(model, format, system, user);
    }

    private static Reply ask(ChatModel model, ResponseFormat format, String system, String user) {
        try {
            var response = model.chat(ChatRequest.builder()
                    .messages(SystemMessage.from(system), UserMessage.from(user))
                    .responseFormat(format)
                    .build());
            String text =
                    response.aiMessage() == null ? null : response.aiMessage().text();
            int in = Tokens.estimate(system) + Tokens.estimate(user);
            int out = Tokens.estimate(text == null ? "" : text);
            var usage = usage(response.tokenUsage(), in, out);
            return new Reply(text, usage, response.finishReason() == FinishReason.LENGTH);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /**
     * What the provider says of the call's tokens. OpenAI's protocol counts the cached ones as input, too; Anthropic's does
     * not.
     *
     * @param estimatedInput where the provider does not say it, as {@code estimatedOutput}
     */
    static Usage usage(@Nullable TokenUsage told, int estimatedInput, int estimatedOutput) {
        if (told == null) {
            return Usage.uncached(estimatedInput, estimatedOutput);
        }
        int in = told.inputTokenCount() == null ? estimatedInput : told.inputTokenCount();
        int out = told.outputTokenCount() == null ? estimatedOutput : told.outputTokenCount();
        if (told instanceof AnthropicTokenUsage anthropic) {
            int read = orZero(anthropic.cacheReadInputTokens());
            int written = orZero(anthropic.cacheCreationInputTokens());
            return new Usage(in + read + written, read, written, out);
        }
        if (told instanceof OpenAiTokenUsage openAi && openAi.inputTokensDetails() != null) {
            int cached = orZero(openAi.inputTokensDetails().cachedTokens());
            return new Usage(in, Math.min(cached, in), 0, out);
        }
        return Usage.uncached(in, out);
    }

    private static int orZero(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static CallFailure failure(RuntimeException error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof CallFailure failure) {
                return failure;
            }
        }
        // JSON, but not of the protocol. The message may quote it: only the name is kept.
        return new CallFailure(
                Kind.GARBLED, "not the provider's protocol (" + error.getClass().getSimpleName() + ")", null);
    }

    private static String key(LlmConfig config) {
        return requireNonNull(config.apiKey(), "a kind that needs a key is not configured without one")
                .value();
    }

    private static ChatModel openAi(LlmConfig config, GivenClient http) {
        var builder = OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(config.baseUrl().toString())
                .apiKey(key(config))
                .modelName(config.model())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .strictJsonSchema(true)
                .maxRetries(0);
        builder.maxCompletionTokens(mostAnswerTokens(config));
        if (reasons(config)) {
            builder.reasoningEffort("low");
        } else {
            builder.temperature(0.0);
        }
        return builder.build();
    }

    private static boolean reasons(LlmConfig config) {
        return config.kind() == LlmKind.OPENAI
                && REASONING.matcher(config.model()).matches();
    }

    /** What an answer may have, thoughts included. */
    static int mostAnswerTokens(LlmConfig config) {
        return config.limits().answerTokens() + (reasons(config) ? THINKING_TOKENS : 0);
    }

    private static ChatModel deepSeek(LlmConfig config, GivenClient http) {
        return OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(config.baseUrl().toString())
                .apiKey(key(config))
                .modelName(config.model())
                .maxTokens(config.limits().answerTokens())
                .temperature(0.0)
                .maxRetries(0)
                .build();
    }

    private static ChatModel anthropic(LlmConfig config, GivenClient http) {
        return AnthropicChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(config.baseUrl().toString())
                .apiKey(key(config))
                .modelName(config.model())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .maxTokens(config.limits().answerTokens())
                .temperature(0.0)
                .maxRetries(0)
                .build();
    }

    /** A context of its default size would cut the article without a word: it is told what it has to hold. */
    private static ChatModel ollama(LlmConfig config, GivenClient http) {
        return OllamaChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(config.baseUrl().toString())
                .modelName(config.model())
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .numCtx(config.limits().articleTokens()
                        + PROMPT_TOKENS
                        + config.limits().answerTokens())
                .numPredict(config.limits().answerTokens())
                .temperature(0.0)
                .maxRetries(0)
                .build();
    }
}
