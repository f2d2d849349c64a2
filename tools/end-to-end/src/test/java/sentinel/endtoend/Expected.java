package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import sentinel.simulator.Newsroom;
import sentinel.simulator.Truth;

/** Compares what is served with what the newsroom knows. */
final class Expected {

    private Expected() {}

    /** The articles that must be served, by normalized URL: those that some source has announced. */
    static Map<String, Truth.ArticleTruth> served(Newsroom newsroom) {
        return newsroom.truth().articles().stream()
                .filter(article -> !article.outcome().startsWith("parked:"))
                .filter(article -> !article.sources().isEmpty())
                .collect(Collectors.toMap(Truth.ArticleTruth::normalizedUrl, Function.identity()));
    }

    /** How many articles must have been parked. */
    static long parked(Newsroom newsroom) {
        return newsroom.truth().articles().stream()
                .filter(article -> article.outcome().startsWith("parked:"))
                .filter(article -> !article.sources().isEmpty())
                .count();
    }

    /** Waits until exactly the announced articles are served, each with all sources that announced it. */
    static Map<String, JsonNode> awaitAll(Newsroom newsroom, ServedArticles articles, Duration atMost) {
        var served = new AtomicReference<Map<String, JsonNode>>();
        Awaitility.await("all articles served")
                .atMost(atMost)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreException(IOException.class)
                .untilAsserted(() -> {
                    var now = articles.all();
                    served.set(now);
                    var expected = served(newsroom);
                    assertThat(now.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
                    expected.forEach(
                            (url, truth) -> assertThat(texts(now.get(url).get("sources")))
                                    .as("sources of %s", url)
                                    .containsExactlyElementsOf(truth.sources()));
                });
        return served.get();
    }

    /** Every field that the page shows is as the newsroom wrote it. */
    static void assertSame(JsonNode served, Truth.ArticleTruth truth) {
        String url = truth.normalizedUrl();
        assertThat(served.get("title").asText()).as("title of %s", url).isEqualTo(truth.title());
        assertThat(served.get("author").asText()).as("author of %s", url).isEqualTo(String.join(", ", truth.authors()));
        assertThat(Instant.parse(served.get("publish_date").asText()))
                .as("date of %s", url)
                .isEqualTo(truth.publishDate());
        assertThat(served.get("language").asText()).as("language of %s", url).isEqualTo(truth.language());
        assertThat(served.get("body").asText()).as("body of %s", url).isEqualTo(truth.body());
        assertThat(served.get("content_hash").asText()).as("hash of %s", url).isEqualTo(truth.contentHash());
    }

    static Iterable<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
