package sentinel.endtoend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import sentinel.service.json.Json;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;

/** Where pages to measure with come from. */
final class LabelledPages {

    private static final String TRUTH = "ground-truth.json";
    private static final String PAGE = ".html.gz";
    private static final String NO_SOURCE = "pages";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private LabelledPages() {}

    /** Pages named {@code ID.html.gz}; with a {@code ground-truth.json}, those that it has, in its order. */
    static List<LabelledPage> in(Path directory) throws IOException {
        var truth = directory.resolve(TRUTH);
        var pages = new ArrayList<LabelledPage>();
        if (Files.exists(truth)) {
            for (var entry : Json.mapper().readTree(Files.readAllBytes(truth)).properties()) {
                var file = directory.resolve(entry.getKey() + PAGE);
                if (Files.exists(file)) {
                    var gold = entry.getValue();
                    pages.add(new LabelledPage(
                            entry.getKey(),
                            gold.path("source").asText(NO_SOURCE),
                            gold.path("url").textValue(),
                            unzipped(file),
                            gold(gold)));
                }
            }
            return pages;
        }
        try (var files = Files.list(directory)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(PAGE)).sorted().toList()) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - PAGE.length());
                pages.add(new LabelledPage(id, NO_SOURCE, null, unzipped(file), LabelledPage.Gold.NOTHING));
            }
        }
        return pages;
    }

    /** The articles of the simulated newsroom, as it serves them. */
    static List<LabelledPage> ofNewsroom() throws IOException, InterruptedException {
        var config = NewsroomConfig.still().withTrouble(0).withLatency(Duration.ZERO);
        var pages = new ArrayList<LabelledPage>();
        try (var newsroom = Newsroom.start(config)) {
            var client = HttpClient.newBuilder()
                    .connectTimeout(LIMIT)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            for (var article : newsroom.truth().articles()) {
                var request = HttpRequest.newBuilder(URI.create(article.url()))
                        .timeout(LIMIT)
                        .build();
                var response = client.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() == 200) {
                    var gold = new LabelledPage.Gold(
                            article.body(),
                            null,
                            article.title(),
                            article.authors(),
                            article.publishDate().toString(),
                            null,
                            article.language(),
                            List.of(),
                            List.of());
                    pages.add(new LabelledPage(
                            Integer.toString(article.id()), "newsroom", article.url(), response.body(), gold));
                }
            }
        }
        return pages;
    }

    private static LabelledPage.Gold gold(JsonNode page) {
        return new LabelledPage.Gold(
                page.path("articleBody").textValue(),
                page.path("optional").textValue(),
                text(page, "title"),
                page.has("author") ? texts(page.get("author")) : null,
                text(page, "date"),
                text(page, "siteName"),
                text(page, "language"),
                texts(page.path("with")),
                texts(page.path("without")));
    }

    private static @Nullable String text(JsonNode page, String field) {
        String text = page.path(field).textValue();
        return text == null || text.isEmpty() ? null : text;
    }

    private static List<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        var texts = new ArrayList<String>();
        node.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
