package sentinel.common.url;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
