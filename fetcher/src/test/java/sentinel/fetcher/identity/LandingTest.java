package sentinel.fetcher.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;

class LandingTest {

    private static boolean isElsewhere(String url, String title, String finalUrl, String headline) {
        var found = new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                UrlIdentity.normalize(url).orElseThrow(),
                Source.RSS,
                "test",
                "1",
                title,
                null,
                Instant.EPOCH,
                null,
                null);
        return Landing.isElsewhere(found, finalUrl, headline);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/2019/weir-shut, Weir shut for a week, https://example.com/, Tern Herald",
        "https://example.com/2019/weir-shut, , https://example.com/, Tern Herald",
        "https://example.com/?p=41, Weir shut for a week, https://www.example.com/, ",
        "https://example.com/weir-shut, Weir shut for a week, https://example.com/en/, Tern Herald",
        "https://example.com/weir-shut, Weir shut for a week, https://other.com/?utm_source=x, Other",
        "https://short.example/x7, Weir shut for a week, https://example.com/index.html, Tern Herald",
        "https://example.com/news/2019/weir-shut, Weir shut for a week, https://example.com/news/, News of the coast"
    })
    void given_aLinkToAnArticle_when_itEndsAtTheFrontPageOrAFolderAbove_then_itIsElsewhere(
            String url, String title, String finalUrl, String headline) {
        assertThat(isElsewhere(url, title, finalUrl, headline)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/weir-shut, Weir shut for a week, https://example.com/2026/weir-shut, Other words",
        "https://example.com/weir-shut, Weir shut for a week, https://weir.example.com/, Weir shut for a week: a diary",
        "https://example.com/, Tern Herald, https://example.com/, Tern Herald",
        "https://example.com/?utm_source=x, , https://example.com/, Tern Herald",
        "https://example.com/de/, , https://example.com/, Tern Herald",
        "https://example.com/old?p=41, Weir shut for a week, https://example.com/?p=41, Boats go round",
        "https://example.com/weir/live/7, Weir shut for a week, https://example.com/weir/live, Weir: all we know",
        "https://example.com/news/2019/weir-shut, , https://example.com/news/, News of the coast",
        "https://example.com/a, Weir shut for a week, https://example.com/it, Weir shut for a week"
    })
    void given_aLink_when_itEndsAtAnArticleOrWasToTheFrontPage_then_itIsNotElsewhere(
            String url, String title, String finalUrl, String headline) {
        assertThat(isElsewhere(url, title, finalUrl, headline)).isFalse();
    }
}
