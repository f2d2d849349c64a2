package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sentinel.service.json.Json;
import sentinel.versions.Edit;
import sentinel.versions.EditClass;
import sentinel.versions.VersionText;

final class ControlTest {

    private final Client client = new Client();
    private final Newsroom newsroom = Newsroom.start(NewsroomConfig.still().withTrouble(0));

    @AfterEach
    void close() {
        newsroom.close();
    }

    private int post(String command) throws IOException {
        return client.post(newsroom.baseUrl() + "/control/" + command, "").statusCode();
    }

    @Test
    void given_publish_when_posted_then_so_many_more_articles_exist() throws IOException {
        assertThat(post("publish?count=7")).isEqualTo(200);
        assertThat(newsroom.summary().articles()).isEqualTo(127);
    }

    @Test
    void given_an_edit_when_posted_then_the_page_shows_another_text() throws IOException {
        var before = newsroom.truth().articles().get(4);
        assertThat(post("edit?id=5")).isEqualTo(200);
        var after = newsroom.truth().articles().get(4);
        assertThat(after.versionCount()).isEqualTo(2);
        assertThat(after.contentHash()).isNotEqualTo(before.contentHash());
        assertThat(after.versions().get(0)).isEqualTo(before.versions().get(0));
        assertThat(client.text(after.url()))
                .contains(after.versions()
                        .get(1)
                        .paragraphs()
                        .get(before.versions().get(0).paragraphs().size()));
        assertThat(post("edit?id=9999")).isEqualTo(404);
        assertThat(post("edit?count=3")).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(EditClass.class)
    void given_a_kind_of_edit_when_posted_then_the_truth_names_it_and_texts_differ_in_that_way(EditClass kind)
            throws IOException {
        var before = newsroom.truth().articles().get(4).versions().get(0);
        assertThat(post("edit?article=5&kind=" + kind.id())).isEqualTo(200);
        var article = newsroom.truth().articles().get(4);
        var after = article.versions().get(1);
        assertThat(before.editClass()).isNull();
        assertThat(after.editClass()).isEqualTo(kind.id());
        assertThat(after.contentHash()).isNotEqualTo(before.contentHash());
        assertThat(Edit.between(text(before), text(after)).editClass()).isEqualTo(kind);
        assertThat(client.text(article.url())).contains(after.title());
        assertThat(post("edit?count=2&kind=" + kind.id())).isEqualTo(200);
        assertThat(post("edit?article=5&kind=grand")).isEqualTo(400);
    }

    private static VersionText text(Truth.VersionTruth version) {
        return new VersionText(version.title(), String.join("\n\n", version.paragraphs()), null);
    }

    @Test
    void given_noise_when_switched_on_then_a_page_differs_at_every_request_until_it_is_switched_off()
            throws IOException {
        var article = newsroom.truth().articles().get(4);
        String still = client.text(article.url());
        assertThat(client.text(article.url())).isEqualTo(still);
        assertThat(post("noise?on=true")).isEqualTo(200);
        String one = client.text(article.url());
        assertThat(client.text(article.url())).isNotEqualTo(one);
        assertThat(client.get(article.url()).headers().firstValue("etag")).isEmpty();
        assertThat(newsroom.truth().articles().get(4)).isEqualTo(article);
        assertThat(post("noise?on=false")).isEqualTo(200);
        assertThat(client.text(article.url())).isEqualTo(still);
    }

    @Test
    void given_a_deleted_article_when_asked_for_then_its_address_says_so_and_no_feed_has_it() throws IOException {
        var article = newsroom.truth().articles().get(4);
        assertThat(client.get(article.url()).statusCode()).isEqualTo(200);
        assertThat(post("delete?id=5")).isEqualTo(200);
        assertThat(client.get(article.url()).statusCode()).isEqualTo(410);
        assertThat(post("delete?id=6&status=404")).isEqualTo(200);
        assertThat(client.get(newsroom.truth().articles().get(5).url()).statusCode())
                .isEqualTo(404);
        assertThat(newsroom.truth().articles().get(4).goneStatus()).isEqualTo(410);
        assertThat(newsroom.truth().articles().get(4).goneAt()).isNotNull();
        for (var feed : newsroom.truth().feeds()) {
            assertThat(client.text(feed.url())).doesNotContain(article.url() + "<", article.url() + "\"");
        }
        assertThat(post("delete?id=7&status=500")).isEqualTo(400);
        assertThat(post("delete?id=9999")).isEqualTo(404);
    }

    @Test
    void given_a_moved_article_when_asked_for_at_its_old_address_then_it_redirects_to_the_new_one() throws IOException {
        for (int id = 5; id <= 9; id++) { // the forms of addresses of the sites
            var before = newsroom.truth().articles().get(id - 1);
            assertThat(post("move?id=" + id)).isEqualTo(200);
            assertThat(post("move?id=" + id)).isEqualTo(200);
            var after = newsroom.truth().articles().get(id - 1);
            assertThat(after.url()).isNotEqualTo(before.url());
            assertThat(after.formerUrls()).hasSize(2).first().isEqualTo(before.url());
            assertThat(after.contentHash()).isEqualTo(before.contentHash());
            var answer = client.get(before.url());
            assertThat(answer.statusCode()).isEqualTo(301);
            assertThat(answer.headers().firstValue("Location")).contains(after.url());
            assertThat(client.get(after.url()).statusCode()).isEqualTo(200);
        }
        assertThat(post("move?id=9999")).isEqualTo(404);
    }

    @Test
    void given_an_outage_when_switched_on_and_off_then_only_that_site_is_down_for_so_long() throws IOException {
        var sites = newsroom.truth().sites();
        assertThat(post("outage?site=1")).isEqualTo(200);
        assertThat(client.get(sites.get(1).baseUrl() + "/").statusCode()).isEqualTo(503);
        assertThat(client.get(sites.get(0).baseUrl() + "/").statusCode()).isEqualTo(200);
        assertThat(post("outage?site=1&down=false")).isEqualTo(200);
        assertThat(client.get(sites.get(1).baseUrl() + "/").statusCode()).isEqualTo(200);
    }

    @Test
    void given_a_latency_of_one_site_when_posted_then_only_its_pages_come_so_much_later() throws IOException {
        var sites = newsroom.truth().sites();
        assertThat(post("latency?site=1&ms=2500")).isEqualTo(200);
        assertThat(millis(sites.get(1).baseUrl() + "/")).isGreaterThanOrEqualTo(2_500);
        assertThat(millis(sites.get(0).baseUrl() + "/")).isLessThan(2_500);
    }

    private long millis(String url) throws IOException {
        long startedAt = System.nanoTime();
        assertThat(client.get(url).statusCode()).isEqualTo(200);
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    @Test
    void given_llm_behaviour_when_posted_then_the_rest_is_kept_until_reset() throws IOException {
        post("llm?outage=true&latency=20");
        post("llm?malformed=0.5");
        assertThat(newsroom.llm().outage()).isTrue();
        assertThat(newsroom.llm().malformed()).isEqualTo(0.5);
        post("llm?reset");
        assertThat(newsroom.llm().outage()).isFalse();
        assertThat(post("llm?malformed=0.7&failing=0.7")).isEqualTo(400);
    }

    @Test
    void given_a_wrong_command_when_sent_then_it_is_refused() throws IOException {
        assertThat(post("dance")).isEqualTo(404);
        assertThat(post("publish?count=many")).isEqualTo(400);
        assertThat(client.get(newsroom.baseUrl() + "/control/publish").statusCode())
                .isEqualTo(405);
    }

    @Test
    void given_the_truth_over_http_when_decoded_then_it_is_the_truth() throws Exception {
        var decoded = Json.decode(client.get(newsroom.baseUrl() + "/truth").body(), Truth.class);
        assertThat(decoded.articles()).isEqualTo(newsroom.truth().articles());
        var summary =
                Json.decode(client.get(newsroom.baseUrl() + "/truth?summary").body(), Truth.Summary.class);
        assertThat(summary).isEqualTo(newsroom.summary());
    }
}
