package sentinel.parser.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.service.json.Json;

/** Exchanges with a batch interface, below the provider's base URL and with the headers of its live calls. */
final class BatchHttp {

    /** A batch's results: they are smaller than its requests. */
    private static final int MAX_RESULT_BYTES = 256 << 20;

    private static final int MAX_REPLY_BYTES = 8 << 20;

    /** Ids become parts of paths. */
    private static final Pattern ID = Pattern.compile("[\\w.-]{1,200}");

    /** Each body has its own. */
    private static final Set<String> OF_BODY = Set.of("content-type", "content-length");

    private final String base;
    private final Map<String, List<String>> headers;
    private final HttpTransport transport;

    /** @param headers of a live call */
    BatchHttp(URI baseUrl, Map<String, List<String>> headers, HttpTransport transport) {
        this.base = baseUrl.toString().replaceAll("/+$", "");
        this.headers = headers.entrySet().stream()
                .filter(header -> !OF_BODY.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        this.transport = transport;
    }

    JsonNode get(String path) {
        return json(transport.exchange(request(path).GET().build(), MAX_REPLY_BYTES));
    }

    JsonNode post(String path, String json) {
        return post(path, "application/json", BodyPublishers.ofString(json));
    }

    JsonNode post(String path, String contentType, BodyPublisher body) {
        var request =
                request(path).header("Content-Type", contentType).POST(body).build();
        return json(transport.exchange(request, MAX_REPLY_BYTES));
    }

    /**
     * Reads a file of results.
     *
     * @param each takes the custom id and the line of each
     */
    void lines(String path, BiConsumer<String, JsonNode> each) {
        String text = transport.exchange(request(path).GET().build(), MAX_RESULT_BYTES);
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var result = json(line);
            each.accept(result.path("custom_id").asText(), result);
        });
    }

    /** What an error in the results means. */
    CallFailure failure(int status, String body) {
        return transport.failure(status, body);
    }

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(URI.create(base + path));
        headers.forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder;
    }

    /** Requests are lines. */
    static String inOneLine(String json) {
        return json(json).toString();
    }

    private static JsonNode json(String text) {
        try {
            var json = Json.mapper().readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // the message may quote it
        }
        throw new CallFailure(Kind.GARBLED, "not the provider's batch protocol", null);
    }

    /** An id that the provider gave. */
    static String id(JsonNode node) {
        String id = node.asText("");
        if (!ID.matcher(id).matches()) {
            throw new CallFailure(Kind.GARBLED, "an id is missing in the provider's batch protocol", null);
        }
        return id;
    }
}
