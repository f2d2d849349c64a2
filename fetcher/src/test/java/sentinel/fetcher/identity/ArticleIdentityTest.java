package sentinel.fetcher.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.contract.url.UrlIdentity;
import sentinel.fetcher.identity.CanonicalLink.Worth;

class ArticleIdentityTest {

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/a?utm_source=x, , example.com/a",
        "https://www.example.com/a?id=1, https://example.com/a, example.com/a?id=1",
        "https://m.example.com/a, https://news.example.com/b, news.example.com/b",
        "https://example.com/a, https://other.com/a, example.com/a",
        "https://one.co.uk/a, https://two.co.uk/a, one.co.uk/a",
        "https://example.com/a, https://example.com/, example.com/a",
        "https://example.com/, https://example.com/, example.com",
        "http://127.0.0.1:8080/a?x=1, http://127.0.0.1:8080/a, 127.0.0.1:8080/a",
        "http://127.0.0.1:8080/a?x=1, http://127.0.0.1:9090/a, 127.0.0.1:8080/a?x=1",
        "http://localhost:8080/a?x=1, http://localhost:8080/a, localhost:8080/a",
        "http://localhost:8080/a?x=1, http://otherhost:8080/a, localhost:8080/a?x=1",
        "https://example.com/a, not a url, example.com/a",
        // pages in AMP: their canonical link names the page itself, at home only
        "https://amp.example.com/a, https://www.example.com/a, example.com/a",
        "https://www.example.com/a/amp, https://www.example.com/a, example.com/a",
        "https://www.example.com/a?outputType=amp, https://www.example.com/a, example.com/a",
        "https://example-com.cdn.ampproject.org/c/s/example.com/a, https://example.com/a,"
                + " example-com.cdn.ampproject.org/c/s/example.com/a",
        "https://www.google.com/amp/s/example.com/a, https://example.com/a, google.com/amp/s/example.com/a",
        // what canonical links are in the wild
        "https://example.com/a, https://example.com/a#top, example.com/a",
        "https://example.com/a, http://example.com/a, example.com/a",
        "https://example.com/a, https://EXAMPLE.com./a, example.com/a",
        "https://example.com/a, //other.com/b, example.com/a",
        "https://example.com/a, /b, example.com/a",
        "https://example.com/a, ftp://example.com/b, example.com/a",
        "https://example.com/a, javascript:void(0), example.com/a",
        "https://example.com/a, https://user:pw@example.com/b, example.com/b",
        "https://example.com/a, https://example.com.evil.net/a, example.com/a",
        "https://example.com/a, https://evil.net/?https://example.com/b, example.com/a",
        "https://one.github.io/a, https://two.github.io/a, one.github.io/a",
        "https://example.com/a, https://www.example.com, example.com/a",
        "https://example.com/a, http://10.0.0.1/a, example.com/a",
        "http://[2606:2800::1]/a, http://[2606:2800::1]/b, '[2606:2800::1]/b'"
    })
    void given_aCanonicalLink_when_identified_then_itIsBelievedOnlyAtHome(
            String url, String canonical, String identity) {
        assertThat(ArticleIdentity.of(url, canonical, null).map(ArticleIdentity::alone))
                .contains(identity);
    }

    @ParameterizedTest
    @CsvSource({
        // drops what tells articles apart
        "PARAMETER, /story.php?id=701, /story.php, Weir shut",
        "PARAMETER, /story.php?id=701&page=2, /story.php?page=2, Weir shut",
        "PARAMETER, /story.php?id=701, /story.php?id=1, Weir shut",
        "PARAMETER, /show?at_id=501, /show, One",
        "PARAMETER, /view.aspx?ArticleID=88, /view.aspx, Weir shut",
        "FRONT_PAGE, /index.php?option=com_content&id=5, /index.php, Weir shut",
        "PARAMETER, /article?551, /article, Weir shut",
        "PARAMETER, /news/article?story=weir-shut, /news/article, Weir shut",
        "PARAMETER, /blog/day?entry=weir, /blog/day, Weir shut",
        "FRONT_PAGE, /?p=41, /, Weir shut",
        // is above it, or beside it and for all
        "FOLDER, /news/weir, /news/, Weir shut",
        "FOLDER, /news/coast/weir-shut-for-a-week, /news/coast, Weir shut",
        "FOLDER, /2026/11/12/weir-shut, /2026/11/12/, Weir shut",
        "FOLDER, /20261112/weir-shut, /20261112, Weir shut",
        "FOLDER, /stories/701, /stories, Story 701",
        "SECTION, /weir-shut-for-a-week, /news, Weir shut",
        "SECTION, /a/88123.html, /world-affairs/, Weir shut",
        "SECTION, /story.php?id=701, /harbour-news, Weir shut",
        "SECTION, /news/weir-shut, /tag/weir, Weir shut",
        "SECTION, /news/weir-shut-again, /topics/weir-and-water-in-town, Weir shut again",
        "SECTION, /weir-shut-for-a-week, /latest, Weir shut",
        "FRONT_PAGE, /news/weir, /, Weir shut",
        "FRONT_PAGE, /news/weir, /index.html, Weir shut",
        "SECTION, /news/weir, /en/, Weir shut",
        // was not filled in
        "PLACEHOLDER, /weir, /%7B%7Burl%7D%7D, Weir shut",
        "PLACEHOLDER, /weir, /$%7Bslug%7D, Weir shut",
        "PLACEHOLDER, /weir, /$url, Weir shut",
        "PLACEHOLDER, /weir, /news/undefined, Weir shut",
        "PLACEHOLDER, /weir, /news/null.html, Weir shut",
        "PLACEHOLDER, /weir, /article-null, Weir shut",
        "PLACEHOLDER, /weir, /NaN/NaN/NaN/weir, Weir shut",
        "PLACEHOLDER, /weir, /%5Bobject%20Object%5D, Weir shut",
        "PLACEHOLDER, /weir, /story?id=undefined, Weir shut",
        "PLACEHOLDER, /weir, /%3C%25=%20url%20%25%3E, Weir shut",
        "PLACEHOLDER, /weir, /%7B%25%20permalink%20%25%7D, Weir shut",
        "PLACEHOLDER, /weir, /news/:slug, Weir shut",
        "PLACEHOLDER, /weir, /%25s, Weir shut",
        // is another's
        "OTHER_HEADLINE, /b-17, /council-votes-for-new-market, Weir shut for a week",
        "OTHER_SITE, /a, https://www.other.com/a, Weir shut"
    })
    void given_aCanonicalLinkThatCannotBe_when_judged_then_thePageIsKnownByItsOwnAddress(
            Worth worth, String path, String canonical, String headline) {
        String url = "https://www.example.com" + path;

        var identity = ArticleIdentity.of(url, absolute(canonical), headline).orElseThrow();

        assertThat(identity.worth()).isEqualTo(worth);
        assertThat(identity.isSure()).isTrue();
        assertThat(identity.sure()).isEqualTo(UrlIdentity.normalize(url).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        // the same page shown in another way, or reached on another
        "/weir?x=1, /weir, Weir shut",
        "/weir?ref=home, /weir, Weir shut",
        "/story.php?id=701&print=1, /story.php?id=701, Weir shut",
        "/story.php?id=701&page=2, /story.php?id=701, Weir shut",
        "/weir-shut?page=2, /weir-shut, Weir shut",
        "/weir-shut?pagina=2, /weir-shut, Weir shut",
        "/weir-shut/page/2, /weir-shut, Weir shut",
        "/news/weir-shut-for-a-week/2, /news/weir-shut-for-a-week, Weir shut for a week",
        "/weir?view=print, /weir, Weir shut",
        "/weir?replytocom=4411, /weir, Weir shut",
        "/weir-shut-for-a-week?edition=north, /weir-shut-for-a-week, Weir shut for a week",
        "/print/news/weir, /news/weir, Weir shut",
        "/amp/news/weir, /news/weir, Weir shut",
        "/news/weir.html, /news/weir, Weir shut",
        "/news/weir/index.html, /news/weir/, Weir shut",
        "https://news.example.com/weir-shut, /weir-shut, Weir shut",
        // another address of it
        "/story.php?id=701, /news/701-weir-shut, Weir shut",
        "/?p=88123, /2026/11/88123, Weir shut",
        "/print.php?id=701, /story.php?id=701, Weir shut",
        "/article/88123, /news/coast/weir-shut-88123.html, Weir shut",
        "/article/88123/weir-shut, /article/88123, Weir shut",
        "/node/4, /news/weir-shut-for-a-week, Weir shut for a week",
        "/sport/council-votes-for-market, /news/council-votes-for-market, Late night in town hall",
        "/x/weir-shut-a-week-live, /news/weir-shut-a-week, Weir: all that we know",
        // looks like a placeholder, and is none
        "/$100m-for-the-weir?ref=x, /$100m-for-the-weir, $100m for the weir",
        "/4, /news/null-result-for-weir-study, Null result for weir study"
    })
    void given_aCanonicalLinkThatFits_when_judged_then_itIsBelieved(String path, String canonical, String headline) {
        var identity = ArticleIdentity.of(absolute(path), absolute(canonical), headline)
                .orElseThrow();

        assertThat(identity.sure())
                .isEqualTo(UrlIdentity.normalize(absolute(canonical)).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "/node/4, /weir, Weir shut",
        "/a, /b, Weir shut",
        "/a/4711, /b/x9912, Weir shut",
        "/story-702, /story-701, Story 702",
        "/b, /council-votes-day-1, Council votes: day 2",
        "/p/4, /новости-дня, Плотина закрыта"
    })
    void given_aCanonicalLinkThatNothingSpeaksForOrAgainst_when_judged_then_itIsUnknown(
            String path, String canonical, String headline) {
        var identity = ArticleIdentity.of(absolute(path), absolute(canonical), headline)
                .orElseThrow();

        assertThat(identity.worth()).isEqualTo(Worth.UNKNOWN);
        assertThat(identity.isSure()).isFalse();
    }

    private static String absolute(String link) {
        return link.startsWith("http") ? link : "https://www.example.com" + link;
    }
}
