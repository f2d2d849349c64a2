package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
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

    @Test
    void given_a_single_host_when_sites_are_read_then_they_live_below_their_names() throws IOException {
        var config = NewsroomConfig.still().withSingleHost(true).withPublicHost("localhost");
        try (var newsroom = Newsroom.start(config)) {
            String base = "http://localhost:" + newsroom.port();
            assertThat(newsroom.baseUrl()).isEqualTo(base);
            assertThat(client.text(base + "/robots.txt")).contains("Disallow: /harbourpost/members/\n");
            for (var feed : newsroom.truth().feeds()) {
                assertThat(client.get(feed.url()).statusCode()).isEqualTo(200);
            }
            for (var article : newsroom.truth().articles()) {
                assertThat(article.url()).startsWith(base + "/");
                if (article.trouble().equals("none")) {
                    for (var found : article.discoveries()) {
                        assertThat(client.get(found.url().replaceAll("#.*", "")).statusCode())
                                .isIn(200, 302);
                    }
                }
            }
        }
    }

    @Test
    void given_all_discoveries_when_identities_are_compared_then_no_two_articles_share_one() {
        try (var newsroom = Newsroom.start(NewsroomConfig.still().withArticles(500))) {
            var owners = new HashMap<String, Integer>();
            for (var article : newsroom.truth().articles()) {
                assertThat(owners.putIfAbsent(article.normalizedUrl(), article.id()))
                        .isNull();
            }
            for (var article : newsroom.truth().articles()) {
                assertThat(article.discoveries()).isNotEmpty().allSatisfy(found -> assertThat(
                                owners.getOrDefault(found.normalizedUrl(), article.id()))
                        .isEqualTo(article.id()));
            }
            assertThat(newsroom.truth().articles().stream().map(Truth.ArticleTruth::contentHash))
                    .doesNotHaveDuplicates();
        }
    }
}
