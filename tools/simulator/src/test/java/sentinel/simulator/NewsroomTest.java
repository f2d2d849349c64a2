package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sentinel.fixture.SetClock;
import sentinel.service.json.Json;

final class NewsroomTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:07:00Z");

    private final Client client = new Client();

    @Test
    void given_equal_seeds_and_clock_steps_when_two_newsrooms_run_then_they_tell_the_same_truth() {
        assertThat(truthAfterAWhile(7)).isEqualTo(truthAfterAWhile(7));
        assertThat(truthAfterAWhile(7)).isNotEqualTo(truthAfterAWhile(8));
    }

    private static String truthAfterAWhile(long seed) {
        var clock = new SetClock(NOW);
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
    void given_ballast_when_pages_are_read_then_each_is_so_much_larger_and_still_shows_the_article()
            throws IOException {
        try (var light = Newsroom.start(NewsroomConfig.still().withTrouble(0));
                var heavy = Newsroom.start(NewsroomConfig.still().withTrouble(0).withBallast(100_000))) {
            for (int i = 0; i < light.truth().sites().size(); i++) {
                var article = heavy.truth().articles().get(i);
                String page = client.text(article.url());
                int without = client.text(light.truth().articles().get(i).url()).length();
                assertThat(page.length() - without).isBetween(95_000, 105_000);
                assertThat(page).contains(article.title());
            }
        }
    }

    @Test
    void given_a_page_that_a_reader_has_when_asked_for_again_then_it_is_sent_only_after_an_edit() throws IOException {
        var clock = new SetClock(NOW);
        try (var newsroom = Newsroom.start(NewsroomConfig.still().withTrouble(0).withClock(clock))) {
            for (var article : newsroom.truth().articles()) {
                var first = client.get(article.url());
                String etag = first.headers().firstValue("etag").orElseThrow();
                String date = first.headers().firstValue("last-modified").orElseThrow();
                assertUnchanged(client.get(article.url(), "If-None-Match", etag), etag);
                assertUnchanged(client.get(article.url(), "If-None-Match", "\"other\", " + etag), etag);
                assertUnchanged(client.get(article.url(), "If-Modified-Since", date), etag);
                assertThat(client.get(article.url(), "If-None-Match", "\"other\"", "If-Modified-Since", date)
                                .statusCode())
                        .isEqualTo(200);

                clock.forward(Duration.ofSeconds(2));
                newsroom.edit(article.id());
                var edited = client.get(article.url(), "If-None-Match", etag, "If-Modified-Since", date);
                assertThat(edited.statusCode()).isEqualTo(200);
                assertThat(edited.headers().firstValue("etag"))
                        .isPresent()
                        .isNotEqualTo(first.headers().firstValue("etag"));
                assertThat(edited.body()).isNotEqualTo(first.body());
                assertThat(client.get(article.url(), "If-Modified-Since", date).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private static void assertUnchanged(HttpResponse<byte[]> answer, String etag) {
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("etag")).contains(etag);
    }

    @Test
    void given_a_rate_when_time_passes_then_new_articles_appear_and_some_are_edited() {
        var clock = new SetClock(NOW);
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

    @Test
    void given_equal_seeds_on_one_port_when_everything_is_read_then_the_bytes_are_the_same() throws IOException {
        var first = everything(NewsroomConfig.still().withClock(new SetClock(NOW)));
        var second =
                everything(NewsroomConfig.still().withClock(new SetClock(NOW)).withPort(first.port));
        assertThat(second.bytes).hasSizeGreaterThan(130).isEqualTo(first.bytes);
    }

    private record Everything(int port, Map<String, String> bytes) {}

    private Everything everything(NewsroomConfig config) throws IOException {
        try (var newsroom = Newsroom.start(config)) {
            var urls = new ArrayList<String>();
            newsroom.truth().feeds().forEach(feed -> urls.add(feed.url()));
            newsroom.truth().articles().stream()
                    .filter(article -> !List.of("broken", "huge", "slow").contains(article.trouble()))
                    .forEach(article -> urls.add(article.url()));
            var list = client.text(newsroom.gdeltBase() + "/lastupdate.txt");
            urls.add(list.strip().substring(list.strip().lastIndexOf(' ') + 1));
            var bytes = new LinkedHashMap<String, String>();
            for (var url : urls) {
                bytes.put(url, new String(client.get(url).body(), StandardCharsets.ISO_8859_1));
            }
            return new Everything(newsroom.port(), bytes);
        }
    }

    @Test
    void given_a_world_that_was_started_before_when_it_starts_again_then_it_goes_on_where_it_was() {
        var clock = new SetClock(NOW);
        var config = NewsroomConfig.demo().withClock(clock).withStartedAt(clock.instant());
        Truth before;
        int port;
        try (var newsroom = Newsroom.start(config)) {
            port = newsroom.port();
            for (int i = 0; i < 5; i++) {
                clock.forward(Duration.ofSeconds(13));
                newsroom.advance();
            }
            before = newsroom.truth();
            assertThat(before.summary().edited()).isEqualTo(3);
        }
        try (var newsroom = Newsroom.start(config.withPort(port))) {
            var after = newsroom.truth();
            assertThat(after.articles()).hasSize(185);
            assertThat(after.articles().stream().map(Truth.ArticleTruth::versions))
                    .containsExactlyElementsOf(before.articles().stream()
                            .map(Truth.ArticleTruth::versions)
                            .toList());
            assertThat(after.gdeltSlots().get(0))
                    .isGreaterThan(before.gdeltSlots().get(0));
        }
    }

    @Test
    void given_a_limit_when_the_rate_reaches_it_then_no_more_articles_come() {
        var clock = new SetClock(NOW);
        try (var newsroom =
                Newsroom.start(NewsroomConfig.demo().withClock(clock).withMaxArticles(130))) {
            clock.forward(Duration.ofSeconds(60));
            assertThat(newsroom.summary().articles()).isEqualTo(130);
        }
    }
}
