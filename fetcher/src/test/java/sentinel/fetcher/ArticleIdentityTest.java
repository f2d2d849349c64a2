package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArticleIdentityTest {

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/a?utm_source=x, , example.com/a",
        "https://www.example.com/a?id=1, https://example.com/a, example.com/a",
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
        "https://example-com.cdn.ampproject.org/c/s/example.com/a, https://example.com/a, example-com.cdn.ampproject.org/c/s/example.com/a",
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
        assertThat(ArticleIdentity.of(url, canonical)).contains(identity);
    }
}
