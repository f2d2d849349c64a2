package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.contract.url.UrlIdentity;
import sentinel.fixture.FakeWeb;
import sentinel.service.json.Json;

/** Where pages end, good and bad, and what they are known by. */
class FetchStageTest extends FetchStageFixture {

    @Test
    void given_pagesGoodAndBad_when_theStageRuns_then_eachEndsInItsPlaceOnce() throws Exception {
        web.page("/good", FakeWeb.article("Rain over the harbour", "Martin Example"));
        web.redirect("/moved", 301, "/hop");
        web.redirect("/hop", 302, "/good?via=hop");
        web.page("/good?via=hop", FakeWeb.article("Rain over the harbour", "Martin Example"));
        web.status("/missing", 404);
        web.status("/gone", 410);
        web.status("/broken", 503, "Retry-After", "120");
        web.bytes("/picture", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        web.bytes("/huge", "text/html", "<p>x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        web.redirect("/loop", 302, "/loop");
        web.page("/empty", "<html><body><nav><a href=/>Home</a></nav></body></html>");
        web.page(
                "/challenge",
                "<html><head><title>Just a moment...</title></head><body><p>Verify you are human</p></body></html>");
        web.page(
                "/subscribers",
                "<html><body><h1>Rain</h1><p>It rained.</p><div><p>Subscribe to continue reading</p></div></body></html>");
        web.stall("/slow");
        web.cutOff("/cut");
        web.page("/private/page", FakeWeb.article("Forbidden", "Nobody"));
        web.redirect("/inside", 302, "http://169.254.169.254/latest/meta-data/");
        web.page("/unindexed", article("<meta name=robots content=noindex>"));
        web.page(
                "/reloading",
                article("<meta name=robots content=none><meta http-equiv=refresh content='3;url=/next'>"));
        web.bytes("/reserved", "text/html", article("").getBytes(StandardCharsets.UTF_8), "tdm-reservation", "1");
        web.page("/sign", "<meta name=robots content=noindex>" + signpost("/good?via=sign"));
        web.page("/good?via=sign", FakeWeb.article("Rain over the harbour", "Martin Example"));
        web.page("/badsign", signpost("http://169.254.169.254/latest/meta-data/"));
        web.robots("User-agent: *\nDisallow: /private/\n");

        var paths = List.of(
                "/good",
                "/moved",
                "/missing",
                "/gone",
                "/broken",
                "/picture",
                "/huge",
                "/loop",
                "/empty",
                "/challenge",
                "/subscribers",
                "/slow",
                "/cut",
                "/private/page",
                "/inside",
                "/unindexed",
                "/reloading",
                "/reserved",
                "/badsign",
                "/sign");
        for (var path : paths) {
            // the broken one asks for a pause: a host of its own, so that the others need not wait for it
            announce(path.equals("/broken") ? web.url(path).replace("127.0.0.1", "localhost") : web.url(path));
        }
        announce("http://10.0.0.1/secret");
        announce("ftp://example.com/file");
        producer.send(new ProducerRecord<>(kafka.topics().urls(), "k", "not json".getBytes(StandardCharsets.UTF_8)))
                .get();
        run();

        var dead = read(kafka.topics().deadLetters(DeadLetterStage.FETCH), paths.size() - 3 + 3);
        var pages = read(kafka.topics().rawHtml(), 3);

        var classes = new HashMap<String, String>();
        var kinds = new HashMap<String, String>();
        for (var record : dead) {
            String url = record.value() != null && new String(record.value(), StandardCharsets.UTF_8).startsWith("{")
                    ? Json.decode(record.value(), ArticleFound.class)
                            .url()
                            .replace("localhost", "127.0.0.1")
                            .replace(web.url(""), "")
                    : "poison";
            classes.put(url, header(record, ErrorHeaders.CLASS));
            kinds.put(url, header(record, ErrorHeaders.KIND));
            if (url.equals("/broken")) {
                assertThat(header(record, ErrorHeaders.NOT_BEFORE)).isNotNull();
            }
            assertThat(header(record, ErrorHeaders.ATTEMPTS)).isEqualTo("1");
            assertThat(header(record, ErrorHeaders.ORIGIN_TOPIC))
                    .isEqualTo(kafka.topics().urls());
        }
        classes.remove("poison");
        assertThat(classes)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("/missing", "http_404"),
                        Map.entry("/gone", "http_410"),
                        Map.entry("/broken", "http_503"),
                        Map.entry("/picture", "not_html"),
                        Map.entry("/huge", "oversize"),
                        Map.entry("/loop", "too_many_redirects"),
                        Map.entry("/empty", "empty_article"),
                        Map.entry("/challenge", "bot_challenge"),
                        Map.entry("/subscribers", "paywall"),
                        Map.entry("/slow", "timeout"),
                        Map.entry("/cut", "connection"),
                        Map.entry("/private/page", "robots"),
                        Map.entry("/inside", "forbidden_target"),
                        Map.entry("/unindexed", "noindex"),
                        Map.entry("/reloading", "noindex"),
                        Map.entry("/reserved", "tdm_reserved"),
                        Map.entry("/badsign", "forbidden_target"),
                        Map.entry("http://10.0.0.1/secret", "forbidden_target"),
                        Map.entry("ftp://example.com/file", "bad_url")));
        var transients = kinds.entrySet().stream()
                .filter(e -> e.getValue().equals(ErrorHeaders.TRANSIENT))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(transients).containsExactlyInAnyOrder("/missing", "/broken", "/subscribers", "/slow", "/cut");

        var byUrl = new HashMap<String, PageFetched>();
        for (var record : pages) {
            var page = Json.decode(record.value(), PageFetched.class);
            assertThat(record.key()).isEqualTo(page.normalizedUrl());
            byUrl.put(page.url().replace(web.url(""), ""), page);
        }
        var good = byUrl.get("/good");
        assertThat(good.text()).startsWith("The harbour master").doesNotContain("Home", "Newsletter");
        assertThat(good.page().title()).isEqualTo("Rain over the harbour");
        assertThat(good.page().authors()).containsExactly("Martin Example");
        assertThat(good.page().publishDate()).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(good.language()).isEqualTo("en");
        var moved = byUrl.get("/moved");
        assertThat(moved.redirects()).containsExactly(web.url("/hop"));
        assertThat(moved.finalUrl()).isEqualTo(web.url("/good?via=hop"));
        assertThat(moved.discoveredNormalizedUrl())
                .isEqualTo(UrlIdentity.normalize(web.url("/moved")).orElseThrow());
        var signed = byUrl.get("/sign");
        assertThat(signed.finalUrl()).isEqualTo(web.url("/good?via=sign"));
        assertThat(signed.text()).isEqualTo(good.text());
        assertThat(web.hits("/private/page")).isZero();
        assertThat(web.hits("/robots.txt")).as("once for each of two origins").isEqualTo(2);
    }

    @Test
    void given_pagesThatStandForErrors_when_answeredWithStatus200_then_eachIsRetriedOrParkedAsItsStatusIs()
            throws Exception {
        web.page("/lost", notice("Page not found", "The page you are looking for does not exist."));
        web.page(
                "/removed",
                notice("This article has been removed", "The article you requested is no longer available."));
        web.page("/works", notice("Scheduled maintenance", "Our site is currently undergoing maintenance."));
        web.page("/abroad", notice("Not available in your region", "This content is not available in your country."));
        web.page("/members", notice("Log in", "Enter your email address and password. Forgot your password?"));
        web.redirect("/old", 301, "/");
        web.page("/", FakeWeb.article("The Example Gazette", "Martin Example"));
        web.redirect("/news/old", 302, "/news/");
        web.page("/news/", FakeWeb.article("News of the coast", "Martin Example"));
        web.redirect("/own-site", 302, "/en/");
        web.page("/en/", FakeWeb.article("Weir shut for a whole week", "Martin Example"));
        web.page("/brief", FakeWeb.article("Weir shut: website says page not found", "Martin Example"));
        for (var path : List.of(
                "/lost", "/removed", "/works", "/abroad", "/members", "/old", "/news/old", "/own-site", "/brief")) {
            announce(web.url(path), "Weir shut for a week");
        }
        run();

        var reasons = new HashMap<String, String>();
        for (var record : read(kafka.topics().deadLetters(DeadLetterStage.FETCH), 7)) {
            assertThat(header(record, ErrorHeaders.CLASS)).isEqualTo("soft_error");
            String path = Json.decode(record.value(), ArticleFound.class).url().replace(web.url(""), "");
            String status = header(record, ErrorHeaders.MESSAGE).replaceAll("as status (\\d+): .*", "$1");
            reasons.put(path, header(record, ErrorHeaders.KIND) + " " + status);
        }
        assertThat(reasons)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/lost", ErrorHeaders.TRANSIENT + " 404",
                        "/removed", ErrorHeaders.PERMANENT + " 410",
                        "/works", ErrorHeaders.TRANSIENT + " 503",
                        "/abroad", ErrorHeaders.PERMANENT + " 451",
                        "/members", ErrorHeaders.PERMANENT + " 401",
                        "/old", ErrorHeaders.TRANSIENT + " 404",
                        "/news/old", ErrorHeaders.TRANSIENT + " 404"));
        assertThat(paths(read(kafka.topics().rawHtml(), 2))).containsOnlyKeys("/own-site", "/brief");
    }

    @Test
    void given_storiesWhoseCanonicalLinkIsWrong_when_fetched_then_noneBecomesAVersionOfAnother() throws Exception {
        var headlines = List.of("Weir shut for a week", "Council votes for market", "Ferry starts in spring");
        for (int i = 0; i < 3; i++) {
            web.page("/story.php?id=70" + i, claiming("/story.php", headlines.get(i)));
            web.page("/news/n" + i, claiming("/news/", headlines.get(i)));
            web.page("/p" + i, claiming("/f/x77", headlines.get(i)));
            web.page("/weir/" + i, claiming("/f/y88", headlines.get(0)));
            announce(web.url("/story.php?id=70" + i));
            announce(web.url("/news/n" + i));
            announce(web.url("/p" + i));
            announce(web.url("/weir/" + i));
        }
        run();

        var known = new HashMap<String, String>();
        paths(read(kafka.topics().rawHtml(), 12)).forEach((path, page) -> known.put(path, page.normalizedUrl()));
        for (var path : List.of(
                "/story.php?id=700", "/story.php?id=701", "/story.php?id=702", "/news/n0", "/news/n1", "/news/n2")) {
            assertThat(known).containsEntry(path, web.url(path).replace("http://", ""));
        }
        assertThat(List.of(known.get("/p0"), known.get("/p1"), known.get("/p2")))
                .doesNotHaveDuplicates();
        assertThat(List.of(known.get("/weir/0"), known.get("/weir/1"), known.get("/weir/2")))
                .containsOnly(web.url("/f/y88").replace("http://", ""));
    }

    private String claiming(String canonical, String headline) {
        return FakeWeb.article(headline, "Martin Example")
                .replace("<head>", "<head><link rel=canonical href=\"" + web.url(canonical) + "\">");
    }

    private static String notice(String headline, String text) {
        return "<html><head><title>" + headline
                + " | The Example Gazette</title></head><body><nav><a href=/>Home</a></nav><h1>" + headline + "</h1><p>"
                + text + "</p></body></html>";
    }

    private static String article(String head) {
        String more = "<p>" + "The rain went on, and nobody in the town was surprised by it any more. ".repeat(9);
        return FakeWeb.article("Rain", "Nobody")
                .replace("<head>", "<head>" + head)
                .replace("</article>", more + "</article>");
    }

    private static String signpost(String target) {
        return "<html><head><meta http-equiv=refresh content=\"0; url=" + target
                + "\"></head><body>Moved</body></html>";
    }
}
