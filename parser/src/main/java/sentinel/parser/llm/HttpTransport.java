package sentinel.parser.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import sentinel.config.Secret;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.service.json.Json;
import sentinel.text.chars.Truncation;
import sentinel.web.RetryAfter;

/**
 * How langchain4j's models, and our batches, speak HTTP here: one limit of time for the whole call, one of size, no redirects
 * (a key must not follow them), and every failure classified by status and headers ({@link CallFailure}), which langchain4j
 * itself does not hand on.
 */
final class HttpTransport implements dev.langchain4j.http.client.HttpClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BODY_BYTES = 4 << 20;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** {@code error.code} or {@code error.type} of a 429 or 403 that no waiting of seconds cures. */
    private static final Set<String> QUOTA_CODES =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_error", "insufficient_balance");

    /** {@code error.code} of a 400 that is about what the article says. */
    private static final Set<String> CONTENT_CODES =
            Set.of("content_filter", "content_policy_violation", "responsible_ai_policy_violation");

    /** Anthropic and DeepSeek say the same with the code of every bad request; only the text tells. */
    private static final List<String> CONTENT_MESSAGES = List.of("content filtering policy", "Content Exists Risk");

    /** The status of a provider that is overloaded: Anthropic's, and no standard's. */
    private static final int OVERLOADED = 529;

    /** Looks like a key, or like what providers show of one. */
    private static final Pattern KEY_LIKE = Pattern.compile("\\b(sk|pk|key|Bearer)[-_ ][\\w*.-]{4,}");

    private static final int MAX_REASON_CHARS = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Duration timeout;
    private final @Nullable Secret key;
    private final Clock clock;

    /** @param key never to appear in an error; may be null */
    HttpTransport(Duration timeout, @Nullable Secret key, Clock clock) {
        this.timeout = timeout;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        var response = send(javaRequest(request), MAX_BODY_BYTES);
        String body = response.body();
        int status = response.statusCode();
        if (!looksLikeJson(body)) {
            throw new CallFailure(Kind.GARBLED, "HTTP " + status + " without JSON", null);
        }
        StopReason.check(body);
        return SuccessfulHttpResponse.builder()
                .statusCode(status)
                .headers(response.headers().map())
                .body(body)
                .build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed");
    }

    /**
     * An exchange that is no chat call.
     *
     * @return the body of a reply with a status of success, whatever it holds
     * @throws CallFailure there is none
     */
    String exchange(java.net.http.HttpRequest request, int maxBodyBytes) {
        return send(request, maxBodyBytes).body();
    }

    private HttpResponse<String> send(java.net.http.HttpRequest request, int maxBodyBytes) {
        var response = sendAtAll(request, maxBodyBytes);
        int status = response.statusCode();
        if (status < 200 || status > 299) {
            throw failure(status, response.headers(), response.body());
        }
        return response;
    }

    private HttpResponse<String> sendAtAll(java.net.http.HttpRequest request, int maxBodyBytes) {
        var call = client.sendAsync(request, info -> new CappedBody(maxBodyBytes));
        try {
            return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new CallFailure(Kind.TIMEOUT, "no answer in " + timeout.toMillis() + " ms", null);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallFailure(Kind.INTERRUPTED, "interrupted", null);
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        }
    }

    private static java.net.http.HttpRequest javaRequest(HttpRequest request) {
        var builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        var body = request.body() == null
                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                : java.net.http.HttpRequest.BodyPublishers.ofString(request.body());
        return builder.method(request.method().name(), body).build();
    }

    private static CallFailure broken(@Nullable Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof ConnectException
                    || t instanceof HttpConnectTimeoutException
                    || t instanceof UnknownHostException
                    || t instanceof UnresolvedAddressException
                    || t instanceof SSLException) {
                return new CallFailure(
                        Kind.UNREACHABLE, "no connection (" + t.getClass().getSimpleName() + ")", null);
            }
        }
        String name = cause == null ? "?" : cause.getClass().getSimpleName();
        return new CallFailure(Kind.GARBLED, "the connection broke (" + name + ")", null);
    }

    /** What an error means that was told in the results of a batch. */
    CallFailure failure(int status, String body) {
        return failure(status, HttpHeaders.of(Map.of(), (name, value) -> true), body);
    }

    private CallFailure failure(int status, HttpHeaders headers, String body) {
        var error = error(body);
        String code = code(error);
        var kind = kind(status, code, error.path("message").asText(""));
        String what = "HTTP " + status + (code.isEmpty() ? "" : " " + code);
        if (kind == Kind.REFUSED || kind == Kind.UNWILLING || kind == Kind.NOT_FOUND) {
            what += ": " + reason(error.path("message").asText(""));
        }
        return new CallFailure(kind, what, retryAfter(headers).orElse(null));
    }

    private static Kind kind(int status, String code, String message) {
        if (status == 402 || QUOTA_CODES.contains(code)) {
            return Kind.QUOTA;
        }
        return switch (status) {
            case 401, 403 -> Kind.AUTHENTICATION;
            case 404, 405, 410 -> Kind.NOT_FOUND;
            case 408 -> Kind.TIMEOUT;
            case 429 -> Kind.RATE;
            case 400 -> badRequest(code, message);
            case OVERLOADED -> Kind.OVERLOADED;
            default -> status >= 500 ? Kind.SERVER : status >= 400 ? Kind.REFUSED : Kind.GARBLED;
        };
    }

    private static Kind badRequest(String code, String message) {
        // Anthropic says so with a code that it gives to every bad request; only the text tells.
        if (message.contains("credit balance")) {
            return Kind.QUOTA;
        }
        boolean ofContent =
                CONTENT_CODES.contains(code) || CONTENT_MESSAGES.stream().anyMatch(message::contains);
        return ofContent ? Kind.UNWILLING : Kind.REFUSED;
    }

    /** All three protocols answer {@code {"error": {"type", "code", "message"}}}; Ollama's is {@code {"error": "..."}}. */
    private static JsonNode error(String body) {
        try {
            var error = Json.mapper().readTree(body).path("error");
            return error.isTextual() ? Json.mapper().createObjectNode().set("message", error) : error;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String code(JsonNode error) {
        for (String field : new String[] {"code", "type"}) {
            String value = error.path(field).asText("");
            if (value.matches("[a-z_]{2,60}")) {
                return value;
            }
        }
        return "";
    }

    private String reason(String message) {
        String clean = key == null ? message : message.replace(key.value(), "****");
        clean = KEY_LIKE.matcher(clean).replaceAll("****").replaceAll("\\s+", " ");
        return Truncation.at(clean, MAX_REASON_CHARS);
    }

    /** OpenAI's milliseconds, which are more exact, before everybody's seconds or date. */
    private Optional<Duration> retryAfter(HttpHeaders headers) {
        return RetryAfter.parseMillis(headers.firstValue("retry-after-ms").orElse(null), LONGEST_WAIT)
                .or(() -> RetryAfter.parse(headers.firstValue("retry-after").orElse(null), LONGEST_WAIT, clock));
    }

    private static boolean looksLikeJson(String body) {
        String start = body.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }
}
