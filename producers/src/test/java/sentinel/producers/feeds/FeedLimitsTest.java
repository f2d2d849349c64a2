package sentinel.producers.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sentinel.producers.feeds.FeedSamples.read;
import static sentinel.producers.feeds.FeedSamples.rss;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no feed, or harms its reader. */
class FeedLimitsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "<html><body>Not found</body></html>",
                "<!DOCTYPE html><html><head><title>x</title></head></html>",
                "<rss version='2.0'><channel><title>cut off",
                "{\"version\": \"https://jsonfeed.org/version/1\"}",
                "{\"items\": [",
                "plain text",
                "<opml version='2.0'><body/></opml>",
            })
    void given_what_is_no_feed_when_read_then_it_is_refused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(FeedFormatException.class);
    }

    @Test
    void given_a_doctype_with_an_external_entity_when_read_then_it_is_refused_and_nothing_is_expanded() {
        assertThatThrownBy(() -> read("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                        + rss("<item><link>https://site.example/a</link><title>&x;</title></item>")))
                .isInstanceOf(FeedFormatException.class);
    }

    @Test
    void given_a_billion_laughs_when_read_then_it_is_refused() {
        var dtd = new StringBuilder("<!DOCTYPE rss [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 30; i++) {
            dtd.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
        }
        assertThatThrownBy(() -> read(dtd + "]>" + rss("<item><title>&a29;</title></item>")))
                .isInstanceOf(FeedFormatException.class);
    }

    @Test
    @Timeout(20)
    void given_elements_nested_without_end_when_read_then_it_is_refused_at_once() {
        String deep = "<x>".repeat(200_000) + "</x>".repeat(200_000);
        assertThatThrownBy(() -> read(rss("<item><link>https://site.example/a</link>" + deep + "</item>")))
                .isInstanceOf(FeedFormatException.class);
        String json = "[".repeat(200_000);
        assertThatThrownBy(() -> read("{\"items\": " + json)).isInstanceOf(FeedFormatException.class);
    }

    @Test
    void given_texts_without_end_when_read_then_they_are_cut() throws Exception {
        var item = read(rss("<item><link>https://site.example/a</link><guid>" + "g".repeat(10_000) + "</guid><title>"
                        + "t".repeat(10_000) + "</title><description>" + "d ".repeat(10_000)
                        + "</description></item>"))
                .items()
                .get(0);

        assertThat(item.title()).hasSize(500);
        assertThat(item.summary().length()).isLessThanOrEqualTo(2000);
        assertThat(item.recordId()).hasSize(2048);
    }
}
