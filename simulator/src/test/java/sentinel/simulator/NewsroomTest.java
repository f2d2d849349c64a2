package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sentinel.common.message.Json;

final class NewsroomTest {

    private final Client client = new Client();

    @Test
    void given_equal_seeds_and_clock_steps_when_two_newsrooms_run_then_they_tell_the_same_truth() {
        assertThat(truthAfterAWhile(7)).isEqualTo(truthAfterAWhile(7));
        assertThat(truthAfterAWhile(7)).isNotEqualTo(truthAfterAWhile(8));
    }

    private static String truthAfterAWhile(long seed) {
        var clock = new TestClock();
        var config = NewsroomConfig.demo().withSeed(seed).withClock(clock);
        try (var newsroom = Newsroom.start(config)) {
            clock.forward(Duration.ofSeconds(30));
            newsroom.advance();
            newsroom.editRandom(3);
            clock.forward(Duration.ofSeconds(31));
            newsroom.publish(5);
            String port = ":" + newsroom.port();
            return new String(Json.encode(newsroom.truth().articles()), StandardCharsets.UTF_8).replace(port, ":PORT");
        }
    }

    @Test
    void given_an_article_when_its_page_is_read_then_it_shows_title_and_every_paragraph() throws IOException {
        try (var newsroom = Newsroom.start(NewsroomConfig.still().withTrouble(0))) {
            for (var article : newsroom.truth().articles()) {
                var answer = client.get(article.url());
                assertThat(answer.statusCode()).isEqualTo(200);
                var charset = answer.headers()
                        .firstValue("content-type")
                        .orElseThrow()
                        .replaceAll(".*charset=", "");
                var page = new String(answer.body(), charset)
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&");
                assertThat(page).contains(article.title());
                assertThat(article.versions().get(0).paragraphs())
                        .hasSizeBetween(3, 12)
                        .allSatisfy(paragraph -> assertThat(page).contains(paragraph));
            }
        }
    }

    @Test
    void given_a_rate_when_time_passes_then_new_articles_appear_and_some_are_edited() {
        var clock = new TestClock();
        try (var newsroom = Newsroom.start(NewsroomConfig.demo().withClock(clock))) {
            clock.forward(Duration.ofSeconds(100));
            var summary = newsroom.summary();
            assertThat(summary.articles()).isEqualTo(220);
            assertThat(summary.edited()).isBetween(1, 5);
        }
    }
}
