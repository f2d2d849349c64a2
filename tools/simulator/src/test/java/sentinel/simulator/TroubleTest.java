package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TroubleTest {

    private static final Duration SLOW = Duration.ofMillis(700);

    private final Client client = new Client();
    private Newsroom newsroom;
    private Truth truth;

    @BeforeAll
    void start() {
        newsroom = Newsroom.start(
                NewsroomConfig.still().withTrouble(1).withArticles(64).withSlowPage(SLOW));
        truth = newsroom.truth();
    }

    @AfterAll
    void close() {
        newsroom.close();
    }

    private Truth.ArticleTruth one(String trouble) {
        return all(trouble).get(0);
    }

    private List<Truth.ArticleTruth> all(String trouble) {
        var found = truth.articles().stream()
                .filter(article -> article.trouble().equals(trouble))
                .toList();
        assertThat(found).as(trouble).hasSize(4);
        return found;
    }

    private HttpResponse<byte[]> get(Truth.ArticleTruth article) throws IOException {
        return client.get(article.url());
    }

    @Test
    void given_a_flaky_page_when_asked_three_times_then_500_500_200() throws IOException {
        var article = one("flaky");
        assertThat(article.outcome()).isEqualTo("retried-then-served");
        assertThat(List.of(
                        get(article).statusCode(),
                        get(article).statusCode(),
                        get(article).statusCode()))
                .containsExactly(500, 500, 200);
    }

    @Test
    void given_a_late_page_when_asked_twice_then_404_200() throws IOException {
        var article = one("late");
        assertThat(List.of(get(article).statusCode(), get(article).statusCode()))
                .containsExactly(404, 200);
    }

    @Test
    void given_a_moved_page_when_the_feeds_link_is_followed_then_three_redirects_lead_to_it() throws IOException {
        var article = all("moved").stream()
                .filter(one ->
                        one.discoveries().stream().anyMatch(found -> found.url().contains("/old/")))
                .findFirst()
                .orElseThrow();
        String url = article.discoveries().get(0).url();
        for (int status : new int[] {301, 302, 308}) {
            var answer = client.get(url);
            assertThat(answer.statusCode()).isEqualTo(status);
            url = answer.headers().firstValue("location").orElseThrow();
        }
        assertThat(url).isEqualTo(article.url());
        assertThat(client.get(url).statusCode()).isEqualTo(200);
    }

    @Test
    void given_a_redirect_loop_when_followed_then_it_never_ends() throws IOException {
        String url = one("redirect_loop").url();
        for (int i = 0; i < 12; i++) {
            var answer = client.get(url);
            assertThat(answer.statusCode()).isEqualTo(302);
            url = answer.headers().firstValue("location").orElseThrow();
        }
    }

    @Test
    void given_a_broken_page_when_read_then_the_connection_ends_too_early() {
        assertThatThrownBy(() -> get(one("broken"))).isInstanceOf(IOException.class);
    }

    @Test
    void given_pages_that_are_not_there_when_asked_then_their_status_says_so() throws IOException {
        assertThat(get(one("missing")).statusCode()).isEqualTo(404);
        assertThat(get(one("gone")).statusCode()).isEqualTo(410);
        assertThat(get(one("server_error")).statusCode()).isEqualTo(500);
    }

    @Test
    void given_a_huge_page_when_read_then_it_has_20_megabytes() throws IOException {
        assertThat(get(one("huge")).body().length).isGreaterThanOrEqualTo(20 * 1024 * 1024);
    }

    @Test
    void given_a_pdf_when_asked_then_its_type_says_so() throws IOException {
        assertThat(get(one("not_html")).headers().firstValue("content-type")).hasValue("application/pdf");
    }

    @Test
    void given_a_wrong_meta_charset_when_decoded_as_the_header_says_then_the_text_is_right() throws IOException {
        var article = one("wrong_meta_charset");
        var answer = get(article);
        String charset =
                answer.headers().firstValue("content-type").orElseThrow().replaceAll(".*charset=", "");
        var page = new String(answer.body(), charset);
        assertThat(page).contains(article.versions().get(0).paragraphs().get(0));
        assertThat(page.toLowerCase(java.util.Locale.ROOT)).doesNotContain("charset=\"" + charset + "\"");
    }

    @Test
    void given_a_foreign_canonical_when_read_then_another_host_is_named_and_the_truth_stays() throws IOException {
        var article = one("foreign_canonical");
        var page = new String(get(article).body(), StandardCharsets.UTF_8);
        String canonical = page.replaceAll("(?s).*rel=\"canonical\" href=\"([^\"]*)\".*", "$1");
        assertThat(canonical).startsWith("http://").isNotEqualTo(article.url());
        assertThat(canonical.split("/")[2]).isNotEqualTo(article.url().split("/")[2]);
        assertThat(article.outcome()).isEqualTo("served");
    }

    @Test
    void given_a_paywall_or_an_empty_page_when_read_then_the_truth_knows_what_is_shown() throws IOException {
        var paywall = one("paywall");
        assertThat(paywall.outcome()).isEqualTo("parked:paywall");
        assertThat(paywall.versions().get(0).paragraphs()).hasSize(1);
        var empty = one("empty");
        assertThat(empty.outcome()).isEqualTo("parked:no-text");
        assertThat(new String(get(empty).body(), StandardCharsets.UTF_8)).doesNotContain(empty.body());
    }

    @Test
    void given_many_slow_pages_when_they_are_asked_together_then_nobody_else_waits() throws Exception {
        long before = System.nanoTime();
        var slow = all("slow").stream()
                .flatMap(article ->
                        java.util.stream.Stream.generate(() -> article).limit(25))
                .map(article -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return get(article).statusCode();
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        long asked = System.nanoTime();
        assertThat(get(one("gone")).statusCode()).isEqualTo(410);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SLOW);
        for (var one : slow) {
            assertThat(one.get()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SLOW, SLOW.multipliedBy(10));
    }
}
