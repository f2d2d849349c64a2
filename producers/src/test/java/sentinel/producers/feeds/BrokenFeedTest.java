package sentinel.producers.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.producers.feeds.FeedDocument.Condition;
import sentinel.producers.feeds.FeedFormatException.Kind;
import sentinel.web.Bytes;

/** Feeds with a flaw: what can be read of them is, and nothing that is not complete. */
class BrokenFeedTest {

    private static final URI ADDRESS = URI.create("https://feeds.site.example/all.xml");
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final String A = item("a");
    private static final String B = item("b");

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw("prefix that is not declared", rss(with("<podcast:person>Jo</podcast:person>"), B)),
                flaw("prefix of an attribute", rss(with("<thumb xlink:href='x'/>"), B)),
                flaw("references to characters that XML forbids", rss(item("a", "Red&#8; &#x1F;sky&#0;&#xD800;"), B)),
                flaw("a script and a comment at the end", rss(A, B) + "<!-- cached --><script async src=x></script>"),
                flaw("text at the end", rss(A, B) + "\n200 OK"),
                flaw("a warning at the start", "<b>Warning</b>: x() in <b>/a.php</b> on line 3<br />\n" + rss(A, B)),
                flaw("text at the start", "Notice: Undefined index\n" + rss(A, B)),
                flaw("a comment that names the first tag", "<!-- made by <rss> tools -->" + rss(A, B) + "<hr>"),
                flaw("two declarations", "<?xml version='1.0'?><?xml version='1.0'?>" + rss(A, B)),
                flaw("a declaration without end", "<?xml version=1.0>" + rss(A, B)),
                flaw("marks after a line", "\n\uFEFF\uFEFF" + rss(A, B)),
                flaw("a version of the future", rss(A, B).replace("2.0", "2.2")),
                flaw("a version that is none", rss(A, B).replace("'2.0'", "'two'")),
                flaw("Atom as default", rss(A, B).replace("<rss", "<rss xmlns='http://www.w3.org/2005/Atom'")),
                flaw("a strange default", rss(A, B).replace("<rss", "<rss xmlns='https://site.example/ns'")),
                flaw("a namespace twice", rss(A, B).replace("<rss", "<rss xmlns:q='q' xmlns:q='q'")),
                flaw("HTML that is not escaped", rss(with("<description>One<br>two<img src=a></description>"), B)),
                flaw("a link as in HTML", rss("<link rel='hub' href='x'>", A, B)),
                flaw("an end tag forgotten", rss(item("a", "Red sky<title>"), B)),
                flaw("an end tag mistyped", rss(A.replace("</title>", "</titel>"), B)),
                flaw("items that are not closed", rss(A.replace("</item>", ""), B.replace("</item>", ""))),
                flaw("an attribute without quotes", rss(with("<enclosure url=a.mp3 length=1>"), B)),
                flaw("a bare comparison", rss(with("<description>3 <5 & 7> 2</description>"), B)),
                flaw(
                        "numbers with units",
                        rss("<ttl> 15 min </ttl><cloud/><skipHours><hour>x</hour></skipHours>", A, B)),
                flaw("items outside", rss().replace("</rss>", A + B + "</rss>")),
                flaw(
                        "the end as text",
                        rss(with("<description><![CDATA[ends with </channel></rss>]]></description>"), B) + "<hr>"),
                flaw("CDATA without end", rss(with("<description><![CDATA[One</description>"), B)),
                flaw("upper case", rss(A, B).replace("item>", "ITEM>").replace("link>", "Link>")));
    }

    private static Arguments flaw(String name, String feed) {
        return Arguments.of(name, feed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flaws")
    void given_a_flaw_when_read_then_no_item_is_lost(String name, String feed) throws Exception {
        var document = read(feed);

        assertThat(document.items())
                .extracting(FeedItem::link)
                .containsExactly("https://site.example/a", "https://site.example/b");
        assertThat(document.items()).extracting(FeedItem::title).containsExactly("Red sky", "Red sky");
        assertThat(document.condition()).isNotEqualTo(Condition.CUT_OFF);
    }

    @Test
    void given_a_sound_feed_and_a_repaired_one_when_read_then_it_is_told() throws Exception {
        assertThat(read(rss(A)).condition()).isEqualTo(Condition.SOUND);
        assertThat(read(rss(A) + "<script>").condition()).isEqualTo(Condition.SOUND);
        assertThat(read(rss(item("a", "Q&A"))).condition()).isEqualTo(Condition.REPAIRED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a href='/x'>Pictures</a> | Pictures",
                "The <em>best</em> of all | The best of all",
                "Pic <img src='x'> one | Pic one",
                "Q&A | Q&A",
                "3 < 5 | 3 < 5",
                "La f&ecirc;te &rsquo;26 | La fête ’26",
                "&strange; name | &strange; name",
                "&lt;![CDATA[Escaped]]&gt; | Escaped",
            })
    void given_a_title_with_markup_or_a_bad_reference_when_read_then_it_is_text(String title, String expected)
            throws Exception {
        assertThat(read(rss(item("a", title), B)).items())
                .extracting(FeedItem::title)
                .containsExactly(expected, "Red sky");
    }

    @Test
    void given_bare_ampersands_in_a_link_when_read_then_its_parameters_stay() throws Exception {
        String link = "https://site.example/s.php?id=1&copy=2&lt=3&sect=4";
        assertThat(read(rss("<item><link>" + link + "</link></item>")).items())
                .extracting(FeedItem::link)
                .containsExactly(link);
    }

    @ParameterizedTest
    @CsvSource({"30,30", "' 15 min ',15", "1 hour,60", "2h,120", "60.0,60", "1 day,1440"})
    void given_a_time_to_live_however_written_when_read_then_it_is_known(String ttl, int minutes) throws Exception {
        assertThat(read(rss("<ttl>" + ttl + "</ttl>", A)).timeToLive()).contains(Duration.ofMinutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "0", "99999999999999"})
    void given_a_time_to_live_that_is_none_when_read_then_there_is_none(String ttl) throws Exception {
        assertThat(read(rss("<ttl>" + ttl + "</ttl>", A)).timeToLive()).isEmpty();
    }

    @Test
    void given_a_feed_cut_off_anywhere_when_read_then_exactly_the_complete_items_come_out() throws Exception {
        String feed = "<?xml version='1.0'?>" + rss(A, with("<description><![CDATA[<b>x</b>]]></description>"), B);
        for (int cut = 0; cut < feed.length(); cut++) {
            String start = feed.substring(0, cut);
            int complete = start.split("</item>", -1).length - 1;
            if (complete == 0) {
                assertThatThrownBy(() -> read(start)).as(start).isInstanceOf(FeedFormatException.class);
            } else {
                assertThat(read(start).items()).as(start).hasSize(complete);
            }
        }
    }

    @Test
    void given_an_item_cut_off_when_read_then_it_is_told_that_there_is_more() throws Exception {
        assertThat(read("<feed><entry><link href='/a'/></entry><entry><link href='/b'/><title>Cu")
                        .condition())
                .isEqualTo(Condition.CUT_OFF);
        assertThat(read("{\"items\": [{\"url\": \"/a\"}, {\"url\": \"/b\", \"ti")
                        .condition())
                .isEqualTo(Condition.CUT_OFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"items\": [{\"url\": \"/a\",},]}",
                "{\"items\": [{\"url\": \"/a\", \"title\": \"two\nlines\"}], \"n\": NaN}",
                "{\"items\": [{\"url\": \"/a\"}]}<!-- cached -->",
                "Warning: x() failed\n{\"version\": \"x\", \"items\": [{\"url\": \"/a\"}]}",
            })
    void given_json_with_a_flaw_when_read_then_its_items_come_out(String feed) throws Exception {
        assertThat(read(feed).items()).extracting(FeedItem::link).containsExactly("https://feeds.site.example/a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|EMPTY",
                "<!DOCTYPE html><html><head><link type='application/rss+xml'></head></html>|HTML",
                "<html><body>Are you a robot?</body></html>|HTML",
                "<opml version='2.0'><body/></opml>|NO_FEED",
                "plain text|NO_FEED",
                "{\"version\": \"1\"}|NO_FEED",
                "{\"items\": [|BROKEN",
                "<rss version='2.0'><channel><item><title>Cut|BROKEN",
            })
    void given_what_is_no_feed_when_read_then_the_reason_has_a_kind(String text, Kind kind) {
        assertThat(refusal(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE rss [<!ENTITY x 'y'>]>",
                "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
                "<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'>",
                "<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd' [<!ENTITY % y SYSTEM 'http://127.0.0.1/y'> %y;]>",
                "<!-- x --><!doctype rss [<!ELEMENT rss ANY>]>",
            })
    void given_a_doctype_whose_entities_matter_when_read_then_it_is_refused(String doctype) {
        assertThat(refusal(doctype + rss(item("a", "&x;"))).kind()).isEqualTo(Kind.DOCTYPE);
        assertThat(refusal("junk " + doctype + rss(item("a", "&x;")) + "<b>").kind())
                .isEqualTo(Kind.DOCTYPE);
    }

    @Test
    void given_the_doctype_of_an_old_format_when_read_then_it_says_nothing() throws Exception {
        String doctype = "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN'"
                + " 'http://my.netscape.com/publish/formats/rss-0.91.dtd'>";
        assertThat(read("<?xml version='1.0'?>" + doctype + rss(item("a", "Caf&eacute;")))
                        .items())
                .extracting(FeedItem::title)
                .containsExactly("Café");
    }

    @Test
    void given_more_tags_than_a_feed_can_have_when_read_then_it_is_refused() {
        assertThat(refusal("<rss><channel>" + "<a/>".repeat(400_001)).kind()).isEqualTo(Kind.HOSTILE);
        assertThat(refusal("<rss><channel>" + "&".repeat(1_000_001)).kind()).isEqualTo(Kind.HOSTILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<item>",
                "<a></b>",
                "<title><item>",
                "<![CDATA[",
                "<![CDATA[</item>",
                "<!--",
                "<?",
                "<!DOCTYPE ",
                "&a;",
                "<a b='",
                "<author>a@b (c)</author>",
                "<entry xml:base='a/'>",
                "@",
            })
    void given_the_same_again_and_again_when_read_then_it_ends(String part) {
        String many = part.repeat(400_000 / part.length());
        for (var feed : List.of(
                many, many + rss(A), "<rss><channel><item><link>/a</link><author>" + many, "{\"items\": [" + many)) {
            var thrown = catchThrowable(() -> read(feed));
            assertThat(thrown == null || thrown instanceof FeedFormatException)
                    .as("%s", thrown)
                    .isTrue();
        }
    }

    @Property(tries = 2000)
    void given_a_feed_with_any_damage_when_read_then_it_is_read_or_refused(
            @ForAll @IntRange(max = 700) int from,
            @ForAll @IntRange(max = 40) int length,
            @ForAll @IntRange(max = 11) int what) {
        var parts =
                List.of("<", ">", "&", "</item>", "<item>", "<![CDATA[", "]]>", "<!--", "\u0000", "</rss>", "\"", "");
        var feed = new StringBuilder(rss(A, with("<dc:date>2026-03-01T10:00:00Z</dc:date>"), B, A, B));
        int start = Math.min(from, feed.length());
        feed.replace(start, Math.min(start + length, feed.length()), parts.get(what));

        var thrown = catchThrowable(() -> read(feed.toString()));

        assertThat(thrown == null || thrown instanceof FeedFormatException)
                .as("%s", thrown)
                .isTrue();
    }

    private static FeedFormatException refusal(String text) {
        return (FeedFormatException) catchThrowable(() -> read(text));
    }

    private static FeedDocument read(String text) throws FeedFormatException {
        return FeedReader.read(Bytes.of(text.getBytes(StandardCharsets.UTF_8)), null, ADDRESS, NOW);
    }

    private static String rss(String... parts) {
        var all = new ArrayList<>(List.of(parts));
        all.add(0, "<rss version='2.0'><channel><title>T</title><link>https://site.example/</link>");
        all.add("</channel></rss>");
        return String.join("\n", all);
    }

    private static String item(String path) {
        return item(path, "Red sky");
    }

    private static String item(String path, String title) {
        return "<item><title>" + title + "</title><link>https://site.example/" + path + "</link></item>";
    }

    /** The first item with something more in it. */
    private static String with(String more) {
        return A.replace("</item>", more + "</item>");
    }
}
