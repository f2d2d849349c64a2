package sentinel.producers.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.producers.feeds.FeedSamples.ADDRESS;
import static sentinel.producers.feeds.FeedSamples.NOW;
import static sentinel.producers.feeds.FeedSamples.read;
import static sentinel.producers.feeds.FeedSamples.rss;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.web.Bytes;

class FeedReaderTest {

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
    @ValueSource(
            strings = {
                "<pubDate>Sun, 01 Mar 2026 10:15:00 GMT</pubDate>",
                "<pubDate>dim. 1 mars 2026 11:15:00 +0100</pubDate>",
                "<pubDate/><dc:date>2026-03-01T10:15:00Z</dc:date>",
                "<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate><dc:date>2026-03-01T10:15:00Z</dc:date>",
                "<atom:published xmlns:atom='http://www.w3.org/2005/Atom'>2026-03-01T10:15:00Z</atom:published>",
                "<dcterms:modified>2026-03-09T10:15:00Z</dcterms:modified><dcterms:created>2026-03-01 10:15</dcterms:created>",
                "<pubDate>03/01/2026 10:15:00 AM</pubDate>",
                "<pubDate>3/1/26 10:15</pubDate>",
            })
    void given_a_date_wherever_it_stands_when_read_then_it_is_known(String date) throws Exception {
        var document = read(rss("<item><link>https://site.example/a</link>" + date + "</item>"));

        assertThat(document.items())
                .extracting(FeedItem::published)
                .containsExactly(Instant.parse("2026-03-01T10:15:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "en-in | Sun, 01 Mar 2026 10:15:00 IST | 2026-03-01T04:45:00Z",
                "he    | Sun, 01 Mar 2026 10:15:00 IST | 2026-03-01T08:15:00Z",
                "zh-cn | 2026-03-01 10:15:00           | 2026-03-01T02:15:00Z",
                "zh    | 2026-03-01 10:15:00           | 2026-03-01T10:15:00Z",
                "en-gb | 01/03/2026 10:15              | 2026-03-01T10:15:00Z",
                "en-us | 03/01/2026 10:15              | 2026-03-01T10:15:00Z",
                "en-gb | 03/10/2026 10:15              | none",
                "en    | 10/03/2026 10:15              | 2026-03-10T10:15:00Z",
                "none  | 3/1/2026 10:15:00 AM          | 2026-03-01T10:15:00Z",
                "none  | 1/3/2026 10:15                | 2026-03-01T10:15:00Z",
                "en    | Thu, 01 Jan 1970 00:00:00 GMT | none",
                "en    | Mon, 01 Jan 0001 00:00:00 GMT | none",
                "en    | Fri, 20 Mar 2026 10:15:00 GMT | none",
                "en    | tomorrow                      | none",
            })
    void given_a_feeds_language_when_read_then_its_dates_are_those_of_its_country(
            String language, String date, Instant expected) throws Exception {
        var document = read(rss("<item><link>https://site.example/a</link><pubDate>" + date + "</pubDate></item>")
                .replace(
                        "<language>en-us</language>", language == null ? "" : "<language>" + language + "</language>"));

        assertThat(document.items()).extracting(FeedItem::published).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"authors\": [{\"name\": \"Jo Arden\"}]",
                "\"authors\": {\"name\": \"Jo Arden\"}",
                "\"authors\": [\"Jo Arden\"]",
                "\"authors\": [], \"author\": {\"name\": \"Jo Arden\"}",
                "\"author\": \"Jo Arden\"",
            })
    void given_an_author_in_json_however_given_when_read_then_it_is_a_name(String author) throws Exception {
        assertThat(read("{\"items\": [{\"url\": \"/a\", " + author + "}]}").items())
                .extracting(FeedItem::author)
                .containsExactly("Jo Arden");
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
                "UTF-8        | UTF-16       | text/xml; charset=utf-16",
                "KOI8-R       | KOI8-R       | text/xml; charset=utf-8",
            })
    void given_a_charset_however_declared_when_read_then_the_text_is_right(
            String actual, String declared, String contentType) throws Exception {
        String title = actual.equals("windows-1251") || actual.equals("KOI8-R")
                ? "Привет"
                : actual.equals("Shift_JIS") ? "日本" : "Café ü";
        String prolog =
                declared == null ? "<?xml version='1.0'?>" : "<?xml version='1.0' encoding='" + declared + "'?>";
        String xml = prolog + rss("<item><link>https://site.example/a</link><title>" + title + "</title></item>");

        var document = FeedReader.read(Bytes.of(xml.getBytes(Charset.forName(actual))), contentType, ADDRESS, NOW);

        assertThat(document.items()).extracting(FeedItem::title).containsExactly(title);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "UTF-8, none",
                "UTF-8, text/xml; charset=ISO-8859-1",
                "none, none",
                "ISO-8859-1, application/rss+xml"
            })
    void given_utf8_with_a_stray_byte_when_read_then_only_that_is_lost(String declared, String contentType)
            throws Exception {
        String xml = (declared == null ? "" : "<?xml version='1.0' encoding='" + declared + "'?>")
                + rss("<item><link>https://site.example/a</link><title>Café Zoë’s</title></item>"
                        + "<item><link>https://site.example/b</link><title>Stray @ byte</title></item>");
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '@' ? (byte) 0xc3 : bytes[i];
        }

        var document = FeedReader.read(Bytes.of(bytes), contentType, ADDRESS, NOW);

        assertThat(document.items()).extracting(FeedItem::title).containsExactly("Café Zoë’s", "Stray \uFFFD byte");
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
}
