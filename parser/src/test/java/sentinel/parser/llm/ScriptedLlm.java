package sentinel.parser.llm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import sentinel.service.json.Json;

/** A server that speaks a provider's protocol and does as told: first what the script says, then the usual thing. */
public final class ScriptedLlm implements AutoCloseable {

    public static final String KEY = "sk-test-0123456789abcdef";

    /** What a good model says of {@link sentinel.parser.Pages#page}. */
    public static final Map<String, Object> ANSWER = Map.of(
            "title", "Acme to buy Gearbox",
            "author", "",
            "publish_date", "",
            "summary", "Acme Corp buys Gearbox Ltd for 2.1 billion dollars.",
            "sentiment", "positive",
            "sentiment_score", 0.6,
            "companies", List.of("Acme Corp", "Gearbox Ltd", "Globex"),
            "people", List.of("Ann Lee"),
            "topics", List.of("business"));

    private final LlmKind kind;
    private final MockWebServer server = new MockWebServer();
    private final Queue<MockResponse> script = new ConcurrentLinkedQueue<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Function<String, MockResponse> usual;

    public ScriptedLlm(LlmKind kind) throws IOException {
        this.kind = kind;
        this.usual = request -> answer(ANSWER);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                var next = script.poll();
                return next != null ? next : usual.apply(request.getBody().utf8());
            }
        });
        server.start();
    }

    public String url() {
        return server.url(kind == LlmKind.OPENAI || kind == LlmKind.ANTHROPIC ? "/v1" : "/")
                .toString()
                .replaceAll("/$", "");
    }

    /** In this order, one each. */
    public ScriptedLlm next(MockResponse... responses) {
        script.addAll(List.of(responses));
        return this;
    }

    /** When the script is over: by the request's body. */
    public ScriptedLlm then(Function<String, MockResponse> answer) {
        usual = answer;
        return this;
    }

    public ScriptedLlm then(MockResponse answer) {
        return then(request -> answer);
    }

    public int calls() {
        return requests.size();
    }

    public List<String> bodies() {
        return requests.stream().map(r -> r.getBody().utf8()).toList();
    }

    public RecordedRequest request(int i) {
        return requests.get(i);
    }

    public MockResponse answer(Map<String, Object> fields) {
        return saying(new String(Json.encode(fields), StandardCharsets.UTF_8), false);
    }

    public MockResponse saying(String text) {
        return saying(text, false);
    }

    /** An answer, whole or cut off by the limit of tokens. */
    public MockResponse saying(String text, boolean truncated) {
        return stopped(
                text,
                switch (kind) {
                    case OPENAI, DEEPSEEK, OLLAMA -> truncated ? "length" : "stop";
                    case ANTHROPIC -> truncated ? "max_tokens" : "end_turn";
                });
    }

    /** A reply of the protocol, with its word for why the model stopped; 1000 tokens were read and 100 written. */
    public MockResponse stopped(String text, String reason) {
        return json(200, reply(Map.of("role", "assistant", "content", text), reason))
                .build();
    }

    /** OpenAI's place for a refusal. */
    public MockResponse refusing(String words) {
        var message = new HashMap<String, @Nullable Object>(Map.of("role", "assistant", "refusal", words));
        message.put("content", null);
        return json(200, reply(message, "stop")).build();
    }

    private Object reply(Map<String, @Nullable Object> message, String reason) {
        return switch (kind) {
            case OPENAI, DEEPSEEK ->
                Map.of(
                        "id",
                        "c1",
                        "object",
                        "chat.completion",
                        "created",
                        1,
                        "model",
                        "m",
                        "choices",
                        List.of(Map.of("index", 0, "finish_reason", reason, "message", message)),
                        "usage",
                        Map.of("prompt_tokens", 1000, "completion_tokens", 100, "total_tokens", 1100));
            case ANTHROPIC ->
                Map.of(
                        "id", "m1",
                        "type", "message",
                        "role", "assistant",
                        "model", "m",
                        "content", List.of(Map.of("type", "text", "text", message.get("content"))),
                        "stop_reason", reason,
                        "usage", Map.of("input_tokens", 1000, "output_tokens", 100));
            case OLLAMA ->
                Map.of(
                        "model",
                        "m",
                        "created_at",
                        "2026-03-01T00:00:00Z",
                        "message",
                        message,
                        "done",
                        true,
                        "done_reason",
                        reason,
                        "prompt_eval_count",
                        1000,
                        "eval_count",
                        100);
        };
    }

    /** An error as the protocol writes it; Ollama's has no code. */
    public MockResponse failing(int status, String code, String message, String... headers) {
        Object body =
                switch (kind) {
                    case OPENAI, DEEPSEEK -> Map.of("error", Map.of("message", message, "type", code, "code", code));
                    case ANTHROPIC -> Map.of("type", "error", "error", Map.of("type", code, "message", message));
                    case OLLAMA -> Map.of("error", message);
                };
        return with(json(status, body), headers);
    }

    public static MockResponse error(int status, String code, String... headers) {
        return with(
                json(
                        status,
                        Map.of("error", Map.of("message", "wrong key " + KEY + " given", "type", code, "code", code))),
                headers);
    }

    private static MockResponse with(MockResponse.Builder response, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }

    /** The connection is closed in the middle of a good answer. */
    public MockResponse cut() {
        return answer(ANSWER)
                .newBuilder()
                .onResponseBody(new SocketEffect.CloseSocket())
                .build();
    }

    public static MockResponse html() {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("content-type", "text/html")
                .body("<html><body>Maintenance</body></html>")
                .build();
    }

    public static MockResponse hang() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    /** The headers come, and then a byte now and then. */
    public static MockResponse dribble() {
        return json(200, Map.of("x", "y".repeat(1000)))
                .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                .build();
    }

    private static MockResponse.Builder json(int status, Object body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("content-type", "application/json")
                .body(new String(Json.encode(body), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
