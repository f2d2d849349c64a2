package sentinel.producers.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.producers.web.Bytes;

class FeedReaderTest {

    private static final URI ADDRESS = URI.create("https://feeds.site.example/all.xml");
    private static final FeedItem FULL = new FeedItem(
            "id-1",
            "https://site.example/a?x=1",
            "Tom & Jerry",
            "Jo Arden",
            "All of it.",
            Instant.parse("2026-03-01T10:15:00Z"));

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(
                        "RSS 2.0",
                        rss("<item><guid isPermaLink='false'>id-1</guid><link>https://site.example/a?x=1</link>"
                                + "<title>Tom &amp;amp; Jerry</title><dc:creator>Jo Arden</dc:creator>"
                                + "<description>&lt;p&gt;All &lt;b&gt;of&lt;/b&gt; it.&lt;/p&gt;</description>"
                                + "<pubDate>Sun, 01 Mar 2026 10:15:00 GMT</pubDate></item>")),
                Arguments.of(
                        "RSS 1.0",
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
                            xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en">
                        <channel rdf:about="https://site.example/"><title>T</title><link>https://site.example/</link>
                        <description>d</description><dc:language>en</dc:language></channel>
                        <item rdf:about="id-1"><title>Tom &amp;amp; Jerry</title><link>https://site.example/a?x=1</link>
                        <description>All of it.</description><dc:creator>Jo Arden</dc:creator>
                        <dc:date>2026-03-01T11:15:00+01:00</dc:date></item>
                        </rdf:RDF>
                        """),
                Arguments.of(
                        "Atom",
                        """
                        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>T</title><id>x</id>
                        <link href="https://site.example/"/><link rel="self" href="https://feeds.site.example/all.xml"/>
                        <entry><id>id-1</id><title type="html">Tom &amp;amp; Jerry</title>
                        <link rel="enclosure" href="https://cdn.example/a.mp3"/>
                        <link rel="alternate" href="https://site.example/a?x=1"/>
                        <author><name>Jo Arden</name><email>jo@site.example</email></author>
                        <summary type="html">&lt;p&gt;All of it.&lt;/p&gt;</summary>
                        <published>2026-03-01T10:15:00Z</published><updated>2026-03-02T00:00:00Z</updated></entry></feed>
                        """),
                Arguments.of(
                        "JSON Feed 1.1",
                        """
                        {"version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "en-GB",
                         "home_page_url": "https://site.example/", "items": [{"id": "id-1",
                         "url": "https://site.example/a?x=1", "title": "Tom &amp; Jerry",
                         "authors": [{"name": "Jo Arden"}], "content_html": "<p>All of it.</p>",
                         "date_published": "2026-03-01T11:15:00+01:00"}]}
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void given_a_format_when_read_then_the_same_item_comes_out(String name, String feed) throws Exception {
        var document = read(feed);

        assertThat(document.items()).containsExactly(FULL);
        assertThat(document.language()).isEqualTo("en");
        assertThat(document.unusable()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.91", "0.92", "0.93", "0.94"})
    void given_an_old_rss_when_read_then_its_items_come_out(String version) throws Exception {
        var document = read("<rss version='" + version + "'><channel><title>T</title><link>https://site.example</link>"
                + "<description>d</description><language>de</language><item><title>A</title>"
                + "<link>https://site.example/a</link><description>D</description></item></channel></rss>");

        assertThat(document.items())
                .containsExactly(
                        new FeedItem("https://site.example/a", "https://site.example/a", "A", null, "D", null));
        assertThat(document.language()).isEqualTo("de");
    }

    @Test
    void given_rss_0_90_when_read_then_its_items_come_out() throws Exception {
        var document = read("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                + " xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>T</title>"
                + "<link>https://site.example</link><description>d</description></channel>"
                + "<item><title>A</title><link>https://site.example/a</link></item></rdf:RDF>");

        assertThat(document.items()).extracting(FeedItem::link).containsExactly("https://site.example/a");
    }

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT&amp;T wins | AT&T wins",
                "AT&amp;amp;T wins | AT&T wins",
                "It&amp;#8217;s &amp;quot;here&amp;quot; | It\u2019s \"here\"",
                "&lt;b&gt;Bold&lt;/b&gt; claim | Bold claim",
                "2 &lt; 3 and 5 &gt; 4 | 2 < 3 and 5 > 4",
                "<![CDATA[Cut & dried]]> | Cut & dried",
                "many   blanks&#160;here | many blanks here",
            })
    void given_a_title_however_escaped_when_read_then_it_is_text(String title, String expected) throws Exception {
        var document = read(rss("<item><link>https://site.example/a</link><title>" + title + "</title></item>"));

        assertThat(document.items()).extracting(FeedItem::title).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<author>jo@site.example (Jo Arden)</author> | Jo Arden",
                "<author>jo@site.example</author> | ",
                "<author>Jo Arden</author> | Jo Arden",
                "<dc:creator>Jo Arden</dc:creator><dc:creator>Mara Ellison</dc:creator> | Jo Arden, Mara Ellison",
            })
    void given_an_author_when_read_then_it_is_a_name(String author, String expected) throws Exception {
        var document = read(rss("<item><link>https://site.example/a</link>" + author + "</item>"));

        assertThat(document.items()).extracting(FeedItem::author).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "UTF-8        | UTF-8        | text/xml",
                "UTF-8        | UTF-8        | text/xml; charset=ISO-8859-1",
                "UTF-8        | none         | none",
                "ISO-8859-1   | ISO-8859-1   | application/xml",
                "windows-1252 | ISO-8859-1   | text/xml; charset=utf-8",
                "windows-1252 | none         | text/xml",
                "windows-1251 | windows-1251 | application/rss+xml",
                "windows-1251 | none         | application/rss+xml; charset=\"windows-1251\"",
                "Shift_JIS    | Shift_JIS    | application/xml",
                "UTF-16       | UTF-16       | application/xml",
                "UTF-16LE     | UTF-16       | none",
                "UTF-8        | no-such-one  | text/xml; charset=nonsense",
            })
    void given_a_charset_however_declared_when_read_then_the_text_is_right(
            String actual, String declared, String contentType) throws Exception {
        String title = actual.equals("windows-1251") ? "Привет" : actual.equals("Shift_JIS") ? "日本" : "Café ü";
        String prolog =
                declared == null ? "<?xml version='1.0'?>" : "<?xml version='1.0' encoding='" + declared + "'?>";
        String xml = prolog + rss("<item><link>https://site.example/a</link><title>" + title + "</title></item>");

        var document = FeedReader.read(Bytes.of(xml.getBytes(Charset.forName(actual))), contentType, ADDRESS);

        assertThat(document.items()).extracting(FeedItem::title).containsExactly(title);
    }

    @Test
    void given_a_byte_order_mark_and_stray_characters_when_read_then_it_is_read_all_the_same() throws Exception {
        var document = read("\uFEFF \n<?xml version='1.0'?>"
                + rss("<item><link>https://site.example/a</link><title>A\u0008B &nbsp; C</title></item>"));

        assertThat(document.items()).extracting(FeedItem::title).containsExactly("AB C");
    }

    @Test
    void given_a_time_to_live_when_read_then_it_is_minutes() throws Exception {
        assertThat(read(rss("<ttl>30</ttl>")).timeToLive()).contains(Duration.ofMinutes(30));
        assertThat(read(rss("")).timeToLive()).isEmpty();
    }

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

    private static FeedDocument read(String text) throws FeedFormatException {
        return FeedReader.read(Bytes.of(text.getBytes(StandardCharsets.UTF_8)), null, ADDRESS);
    }

    private static String rss(String inChannel) {
        return "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title>"
                + "<link>https://site.example/</link><description>d</description><language>en-us</language>"
                + inChannel + "</channel></rss>";
    }
}
