package sentinel.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import sentinel.service.json.Json;

/** What the API serves, read page by page as a client does. */
public final class ServedArticles {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String api;

    public ServedArticles(String api) {
        this.api = api;
    }

    public boolean ready() {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** All articles with their bodies, by normalized URL; fails when one is served twice. */
    public Map<String, JsonNode> all() throws IOException {
        var articles = new LinkedHashMap<String, JsonNode>();
        forEach("body=true", item -> {
            if (articles.put(item.get("normalized_url").asText(), item) != null) {
                throw new IllegalStateException("served twice: " + item.get("normalized_url"));
            }
        });
        return articles;
    }

    /** The normalized URLs of all articles. */
    public Set<String> identities() throws IOException {
        var identities = new HashSet<String>();
        forEach(
                "fields=normalized_url",
                item -> identities.add(item.get("normalized_url").asText()));
        return identities;
    }

    private void forEach(String parameters, Consumer<JsonNode> use) throws IOException {
        String cursor = "";
        do {
            var page = json("/articles?limit=200&" + parameters + cursor);
            page.get("items").forEach(use);
            var next = page.path("next_cursor");
            cursor = next.isTextual() ? "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8) : "";
        } while (!cursor.isEmpty());
    }

    public int total() throws IOException {
        return json("/articles?limit=1").get("total").asInt();
    }

    public JsonNode json(String path) throws IOException {
        var reply = get(path);
        if (reply.statusCode() != 200) {
            throw new IOException(
                    path + " answered " + reply.statusCode() + ": " + new String(reply.body(), StandardCharsets.UTF_8));
        }
        return Json.mapper().readTree(reply.body());
    }

    private HttpResponse<byte[]> get(String path) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(api + path))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
