package sentinel.parser.llm;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The providers that ask a model, each with what it uses when nothing else is configured. */
public enum LlmKind {
    OPENAI("https://api.openai.com/v1", "gpt-4.1-mini", true),
    ANTHROPIC("https://api.anthropic.com/v1", "claude-haiku-4-5", true),
    DEEPSEEK("https://api.deepseek.com", "deepseek-chat", true),
    OLLAMA("http://127.0.0.1:11434", "llama3.1:8b", false);

    private final URI baseUrl;
    private final String model;
    private final boolean needsKey;

    LlmKind(String baseUrl, String model, boolean needsKey) {
        this.baseUrl = URI.create(baseUrl);
        this.model = model;
        this.needsKey = needsKey;
    }

    /** As in {@code SENTINEL_PROVIDER}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LlmKind> of(String id) {
        return Arrays.stream(values()).filter(k -> k.id().equals(id)).findFirst();
    }

    URI defaultBaseUrl() {
        return baseUrl;
    }

    String defaultModel() {
        return model;
    }

    boolean needsKey() {
        return needsKey;
    }

    /** The variable that holds its key, URL, model or a limit: {@code OPENAI_API_KEY}. */
    String variable(String what) {
        return name() + "_" + what;
    }
}
