package sentinel.contract.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlIdentityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            https://www.example.com/article?utm_source=rss | example.com/article
            http://example.com/article/ | example.com/article
            HTTP://Example.COM:80/Article | example.com/Article
            https://example.com:443 | example.com
            https://m.example.com/a?b=2&a=1 | example.com/a?a=1&b=2
            https://amp.example.co.uk/a#top | example.co.uk/a
            https://m.com/a | m.com/a
            http://user:pw@example.com/a | example.com/a
            http://example.com/c%7Ed?utm_source=x&b=2 | example.com/c~d?b=2
            http://example.com/a%2fb | example.com/a%2Fb
            http://example.com/a/../b/./c | example.com/b/c
            http://example.com/?fbclid=1&gclid=2&at_medium=RSS&ns_mchannel=x | example.com
            http://example.com/a? | example.com/a
            http://example.com/50% | example.com/50%25
            http://bücher.example/ä | xn--bcher-kva.example/%C3%A4
            http://127.0.0.1:8123/page/1?utm_medium=x | 127.0.0.1:8123/page/1
            http://[::1]:8080/a/ | [::1]:8080/a
            http://localhost:9/a | localhost:9/a
            http://example.com./a | example.com/a
            http://example.com/a?b=c+d&b=a | example.com/a?b=a&b=c+d
            """)
    void given_a_url_when_normalised_then_only_what_identifies_the_page_is_left(String url, String identity) {
        assertThat(UrlIdentity.normalize(url)).contains(identity);
        assertThat(UrlIdentity.normalize("http://" + identity)).contains(identity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/a",
                "mailto:a@example.com",
                "ftp://example.com/",
                "http://",
                "http:///a",
                "http://exa mple.com/",
                "javascript:alert(1)",
                "http://a..b/",
                "http://host:port/"
            })
    void given_no_web_address_when_normalised_then_empty(String text) {
        assertThat(UrlIdentity.normalize(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # sessions
            /a/7;jsessionid=5A1F00C9D2 | /a/7
            /a/7;JSESSIONID=abc.node-2!1801!-44?x=1 | /a/7?x=1
            /a/7;jsessionid=5A1F00C9D2/b;v=2 | /a/7/b;v=2
            /a/7%3Bjsessionid=5A1F00C9D2 | /a/7
            /a/7;sid=9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d | /a/7
            /(S(lit3py55t21z5v55vlm25s55))/report.aspx?id=7 | /report.aspx?id=7
            /(X(1)S(lit3py55t21z5v55vlm25s55))/report.aspx | /report.aspx
            /x/(lit3py55t21z5v55vlm25s55)/report.aspx | /x/report.aspx
            /a/7?PHPSESSID=5a1f00c9&x=1 | /a/7?x=1
            /a/7?ASPSESSIONIDQABCRTSD=EOHBLBDDPFCLHKPGGKLILNAM | /a/7
            /a/7?AspxAutoDetectCookieSupport=1 | /a/7
            /a/7?CFID=12412453&CFTOKEN=15501799 | /a/7
            /a/7?sid=9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d | /a/7
            /a/7?session_id=9b1deb4d3b7d4bad9b | /a/7
            /thread?t=7&s=9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d | /thread?t=7
            # how a reader came
            /a/7?at_medium=RSS&at_campaign=world&at_custom3=x&AT_LINK_ID=77 | /a/7
            /a/7?ns_mchannel=rss&ns_source=feed&ns_campaign=7&ns_fee=0&ns_linkname=x | /a/7
            /a/7?CMP=share_btn_fb | /a/7
            /a/7?cmp=rss | /a/7
            /a/7?CMP=twt_b-desk | /a/7
            /a/7?spm=a2c4e.11153940.blogcont.1 | /a/7
            /a/7?pk_campaign=feed&pk_kwd=x&mtm_source=s&itm_term=t&sc_channel=em | /a/7
            /a/7?partner=rss&emc=rss | /a/7
            /a/7?partner=rssnyt&emc=edit_th_20260301 | /a/7
            /a/7?wprss=rss_world | /a/7
            /a/7?mod=rss_markets_main | /a/7
            /a/7?mod=mw_rss_topstories | /a/7
            /a/7?mod=djemalertNEWS | /a/7
            /a/7?mod=searchresults_pos3 | /a/7
            /a/7?src=rss&ref=rss&source=rss-----5 | /a/7
            /a/7?ref=feed&via=twitter&from=homepage | /a/7
            /a/7?ref=dailybrief.example | /a/7
            /a/7?__twitter_impression=true&gad_source=1&gad_campaignid=7 | /a/7
            /a/7?fb_action_ids=1&fb_action_types=og.likes&fb_source=feed | /a/7
            /a/7?trk=feed | /a/7
            /a/7?trk=public_post_feed-article-content | /a/7
            /a/7?WT.mc_id=tw7&WT.rss_f=world | /a/7
            /a/7?smid=tw-share&smtyp=cur&icid=x_y&ocid=feed&ncid=txtlnk0007 | /a/7
            /a/7?utm%5Fsource=x&Utm_Medium=y&%75tm_id=7 | /a/7
            /a/7?xtor=RSS-16&maca=en-rss-en-all-7-xml&cmpid=7&_openstat=x | /a/7
            /a/7?feedType=RSS&feedName=topNews | /a/7
            /a/7?id=5?utm_source=rss | /a/7?id=5
            /a/7?replytocom=70 | /a/7
            # another form of the page
            /a/7?amp | /a/7
            /a/7?amp=1&usqp=mq331 | /a/7
            /a/7?amp=0 | /a/7
            /a/7?outputType=amp | /a/7
            /a/7?view=amp | /a/7
            /pier-opens/amp/ | /pier-opens
            /news/pier/amp | /news/pier
            /a/7/amp.html | /a/7
            /a/7.html/amp | /a/7.html
            /pier-opens.amp.html | /pier-opens.html
            /pier-opens.amp | /pier-opens
            /a/7?print=1 | /a/7
            /a/7?print | /a/7
            /a/7?printable=yes | /a/7
            /a/7?view=print | /a/7
            /pier-opens/print/ | /pier-opens
            /pier-opens.print.html | /pier-opens.html
            # spelling
            //a///7 | /a/7
            /a/7/index.html | /a/7
            /a/Default.aspx?id=7 | /a?id=7
            /index.php?id=7 | /?id=7
            /a/7/index.htm?utm_source=x | /a/7
            /a?q=x+y | /a?q=x%20y
            /a?q=x y | /a?q=x%20y
            /a?b=2&amp;a=1 | /a?a=1&b=2
            /a?b=2&amp;amp;a=1 | /a?a=1&b=2
            /a?b=2&#038;a=1 | /a?a=1&b=2
            /a?b=2&#x26;a=1 | /a?a=1&b=2
            /a?amp;b=2&a=1 | /a?a=1&b=2
            /salt&amp;pepper | /salt&pepper
            /a/7#comments | /a/7
            /a/7#xtor=RSS-8 | /a/7
            /a/7#:~:text=pier | /a/7
            /a/7#/ | /a/7
            /#!/story/7/ | /#!/story/7
            /#/story/7?utm_source=x | /#/story/7
            """)
    void given_two_addresses_of_one_page_when_normalised_then_one(String one, String other) {
        var identity = UrlIdentity.normalize("https://paper.example" + other);

        assertThat(UrlIdentity.normalize("https://www.paper.example" + one)).isEqualTo(identity);
        assertThat(UrlIdentity.normalize("http://" + identity.orElseThrow())).isEqualTo(identity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # identifiers of a site's own under names that trackers use too
            /show?at_id=501 | /show?at_id=502
            /show?at_story=501 | /show?at_story=502
            /show?ns_id=501 | /show?ns_id=502
            /show?pk_id=501 | /show?pk_id=502
            /show?itm_id=501 | /show?itm_id=502
            /show?cmp=quarry-71 | /show?cmp=quarry-72
            /show?cmp=71 | /show?cmp=72
            /show?spm=71 | /show?spm=72
            /show?src=71 | /show?src=72
            /show?src=quarry | /show?src=weir
            /show?ref=71 | /show?ref=72
            /show?ref=main | /show?ref=v2
            /show?mod=71 | /show?mod=72
            /show?partner=quarry | /show?partner=weir
            /show?trk=71 | /show?trk=72
            /show?icid=71 | /show?icid=72
            /show?tid=71 | /show?tid=72
            /show?campaign_id=71 | /show?campaign_id=72
            /show?source=reuters | /show?source=afp
            # no session
            /show?sid=4711 | /show?sid=4712
            /show?sid=20260301101500123 | /show?sid=20260301101500124
            /show?session=spring-2026 | /show?session=autumn-2026
            /show?s=pier | /show?s=weir
            /show;v=1 | /show;v=2
            /show/(v1) | /show/(v2)
            # other forms' names with another meaning
            /show?amp=12 | /show?amp=13
            /show?print=12 | /show?print=13
            /show?q=amp | /show?q=print
            /show?format=pdf | /show
            /guitar/amp | /guitar
            /media/print | /media
            /amp/review | /review
            /amp/s/site.example/7 | /s/site.example/7
            /amp | /print
            /lamp | /stamp
            /index.php/a | /index.php/b
            /a/index.html | /b/index.html
            /indexes.html | /
            # what says which page
            /a?id=1 | /a?id=2
            /a?page=2 | /a
            /a?a=1&a=2 | /a?a=2
            /a?q=x%26y | /a?q=x&y
            /a?q=x%2By | /a?q=x+y
            /a%2Fb | /a/b
            /A | /a
            /#!/story/7 | /#!/story/8
            /#!story7 | /#!story8
            /#/story/7 | /#/story/8
            /app#/story/7 | /app
            /log#2026-01-14 | /log#2026-01-15
            /log#entry-20260114 | /log#entry-20260115
            """)
    void given_two_pages_when_normalised_then_two(String one, String other) {
        var first = UrlIdentity.normalize("https://paper.example" + one).orElseThrow();
        var second = UrlIdentity.normalize("https://paper.example" + other).orElseThrow();

        assertThat(first).isNotEqualTo(second);
        assertThat(UrlIdentity.normalize("http://" + first)).contains(first);
        assertThat(UrlIdentity.normalize("http://" + second)).contains(second);
    }

    @Provide
    Arbitrary<String> pathsOfMarks() {
        return Arbitraries.of(
                        "/",
                        "//",
                        "a",
                        "7",
                        "amp",
                        "amp;",
                        ".amp",
                        ".print",
                        ".html",
                        "print",
                        "index",
                        "default",
                        "php",
                        ".",
                        "..",
                        ";",
                        "%3B",
                        "jsessionid",
                        "sid",
                        "=",
                        "9b1deb4d3b7d4bad9b",
                        "(S(",
                        "a1)",
                        ")",
                        "?",
                        "&",
                        "#",
                        "#!",
                        "!",
                        "utm_source",
                        "src",
                        "rss",
                        "+",
                        "%20",
                        " ",
                        "%",
                        "25",
                        "-",
                        "2026-01-14",
                        "\\",
                        "\u00e9")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 20_000)
    void given_marks_in_any_order_when_normalised_then_again_changes_nothing(@ForAll("pathsOfMarks") String rest) {
        var identity = UrlIdentity.normalize("https://paper.example/" + rest).orElseThrow();

        assertThat(UrlIdentity.normalize("http://" + identity)).contains(identity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/amp",
                "/amp.html",
                ".amp",
                "&amp;",
                "amp;",
                "?utm_source=x",
                ";jsessionid=1",
                "%3B",
                "/(S(a))",
                "//.",
                "2026-01-14=",
                ".a",
                "\u4e2d",
                "&at_id=1"
            })
    void given_a_mark_a_stranger_repeats_without_end_when_normalised_then_an_answer_that_stays(String mark) {
        for (var start : List.of("/", "/a?", "/a#", "/a#!/", "/a?spm=", "/a?ref=")) {
            var url = "https://paper.example" + start + mark.repeat(4_000 / mark.length());
            var identity = UrlIdentity.normalize(url).orElseThrow();

            assertThat(UrlIdentity.normalize("http://" + identity)).contains(identity);
        }
        assertThat(UrlIdentity.normalize("https://paper.example/" + mark.repeat(1_000_000)))
                .isEmpty();
    }

    @Property
    void given_any_text_when_normalised_then_again_changes_nothing(@ForAll String host, @ForAll String rest) {
        UrlIdentity.normalize("https://" + host + "/" + rest)
                .ifPresent(identity ->
                        assertThat(UrlIdentity.normalize("http://" + identity)).contains(identity));
        UrlIdentity.normalize("https://example.com/" + rest)
                .ifPresent(identity ->
                        assertThat(UrlIdentity.normalize("http://" + identity)).contains(identity));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            https://news.bbc.co.uk/a | bbc.co.uk
            news.example.com/a | example.com
            http://127.0.0.1:8080/ | 127.0.0.1
            http://localhost:1/a | localhost
            http://a.github.io/x | a.github.io
            """)
    void given_a_url_when_asked_then_its_registered_domain(String url, String domain) {
        assertThat(UrlIdentity.registeredDomain(url)).contains(domain);
    }
}
