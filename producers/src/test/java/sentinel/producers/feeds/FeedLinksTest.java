package sentinel.producers.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.producers.feeds.FeedSamples.read;
import static sentinel.producers.feeds.FeedSamples.rss;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the addresses in an item is that of the article. */
class FeedLinksTest {

    @ParameterizedTest
    @CsvSource({
        "/a, https://site.example/a",
        "a/b, https://site.example/news/a/b",
        "?p=1, https://site.example/news/?p=1",
        "//other.example/x, https://other.example/x",
        "'  https://site.example/a  ', https://site.example/a",
        "HTTPS://site.example/A, HTTPS://site.example/A",
    })
    void given_a_relative_link_when_read_then_it_is_resolved_against_the_site(String link, String expected)
            throws Exception {
        var document = read(rss("<item><title>A</title><link>" + link + "</link></item>")
                .replace("<link>https://site.example/</link>", "<link>https://site.example/news/</link>"));

        assertThat(document.items()).extracting(FeedItem::link).containsExactly(expected);
    }

    @Test
    void given_no_site_when_read_then_relative_links_start_at_the_feed() throws Exception {
        var document =
                read("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": 7, \"url\": \"a\"}]}");

        assertThat(document.items())
                .containsExactly(new FeedItem("7", "https://feeds.site.example/a", null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "https://site.example/n/, '', '', a, https://site.example/n/a",
        "https://site.example/n/, 2026/03/, '', a, https://site.example/n/2026/03/a",
        "https://site.example/n/, 2026/, 03/, a, https://site.example/n/2026/03/a",
        "https://site.example/n/, https://other.example/x/, '', ../a, https://other.example/a",
        "/n/, '', '', a, https://feeds.site.example/n/a",
        "https://site.example/n/, '', '', /a, https://site.example/a",
        "'', '', b/, a, https://site.example/b/a",
    })
    void given_bases_within_bases_when_read_then_links_start_at_the_innermost(
            String feed, String entry, String link, String href, String expected) throws Exception {
        var document =
                read("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='%s'><link href='https://site.example/'/>"
                                .formatted(feed)
                        + "<entry xml:base='%s'><link xml:base='%s' href='%s'/></entry></feed>"
                                .formatted(entry, link, href));

        assertThat(document.items()).extracting(FeedItem::link).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel='alternate' type='application/json' href='/a.json'/><link type='text/html' href='/a'/>",
                "<link type='application/pdf' href='/a.pdf'/><link rel='alternate' href='/a'/>",
                "<link rel='self' href='/s'/><link type='application/xhtml+xml' href='/a'/>",
                "<link href='/a'/><link type='text/html' href='/b'/>",
                "<link rel='replies' href='/c'/><content type='text/html' src='/a'/>",
                "<id>https://site.example/a</id><link rel='edit' href='/e'/>",
            })
    void given_several_links_when_read_then_the_page_for_people_is_the_one(String links) throws Exception {
        var document = read("<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://site.example/'/><entry>"
                + links + "</entry></feed>");

        assertThat(document.items()).extracting(FeedItem::link).containsExactly("https://site.example/a");
    }

    @Test
    void given_an_atom_link_beside_the_link_of_rss_when_read_then_that_of_rss_is_the_one() throws Exception {
        var document = read(rss("<item><atom:link rel='alternate' href='https://site.example/other'/>"
                + "<link>https://site.example/a</link></item><item><atom:link rel='self' href='https://site.example/s'/>"
                + "<atom:link href='https://site.example/b'/><link/></item>"));

        assertThat(document.items())
                .extracting(FeedItem::link)
                .containsExactly("https://site.example/a", "https://site.example/b");
    }

    @ParameterizedTest
    @CsvSource({
        "http://https://site.example/a, https://site.example/a",
        "https://http//site.example/a, http://site.example/a",
        "http:https://site.example/a, https://site.example/a",
    })
    void given_a_scheme_before_a_scheme_when_read_then_it_is_not_meant(String link, String expected) throws Exception {
        assertThat(read(rss("<item><link>" + link + "</link></item>")).items())
                .extracting(FeedItem::link)
                .containsExactly(expected);
        assertThat(read(rss("<item><link>a</link></item>")
                                .replace("<link>https://site.example/<", "<link>" + link + "<"))
                        .items())
                .as("as the site")
                .extracting(FeedItem::link)
                .containsExactly("https://feeds.site.example/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<item><title>no link at all</title></item>",
                "<item><link>mailto:a@b.example</link></item>",
                "<item><link>javascript:alert(1)</link></item>",
                "<item><link>   </link><guid isPermaLink='false'>not an address</guid></item>",
            })
    void given_an_item_without_usable_link_when_read_then_it_is_counted_and_the_others_are_kept(String item)
            throws Exception {
        var document = read(rss(item + "<item><link>https://site.example/b</link></item>"));

        assertThat(document.unusable()).isEqualTo(1);
        assertThat(document.items()).hasSize(1);
    }

    @Test
    void given_only_a_guid_that_is_an_address_when_read_then_it_is_the_link() throws Exception {
        var document = read(rss("<item><guid>https://site.example/g</guid></item>"));

        assertThat(document.items())
                .containsExactly(
                        new FeedItem("https://site.example/g", "https://site.example/g", null, null, null, null));
    }

    @Test
    void given_feedburners_note_of_the_original_when_read_then_it_is_the_link() throws Exception {
        var document = read(rss("<item><link>https://burner.example/~r/1</link><feedburner:origLink"
                + " xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>https://site.example/o"
                + "</feedburner:origLink></item>"));

        assertThat(document.items()).extracting(FeedItem::link).containsExactly("https://site.example/o");
    }
}
