package sentinel.fetcher;

import java.util.Optional;
import okhttp3.HttpUrl;
import sentinel.common.url.UrlIdentity;
import sentinel.web.HostLiteral;

/** Which article a page is: its canonical link where that can be believed, else the address it was found at. */
final class ArticleIdentity {

    private ArticleIdentity() {}

    /**
     * The identity of a page.
     *
     * @param canonicalUrl the page's claim, or null. Believed inside the same registered domain (for an IP address or a
     *     bare name: the same host and port), and not when it names the front page: templates do that by mistake, and all
     *     their articles would become one.
     */
    static Optional<String> of(String finalUrl, String canonicalUrl) {
        var own = UrlIdentity.normalize(finalUrl);
        if (canonicalUrl == null || own.isEmpty()) {
            return own;
        }
        var claimed = UrlIdentity.normalize(canonicalUrl);
        boolean believed = claimed.isPresent()
                && sameSite(finalUrl, canonicalUrl)
                && !(isFrontPage(claimed.get()) && !isFrontPage(own.get()));
        return believed ? claimed : own;
    }

    private static boolean sameSite(String a, String b) {
        var first = HttpUrl.parse(a);
        var second = HttpUrl.parse(b);
        if (first == null || second == null) {
            return false;
        }
        boolean bare =
                first.host().indexOf('.') < 0 || HostLiteral.parse(first.host()).isPresent();
        if (bare) {
            return first.host().equals(second.host()) && first.port() == second.port();
        }
        return UrlIdentity.registeredDomain(a).equals(UrlIdentity.registeredDomain(b));
    }

    private static boolean isFrontPage(String identity) {
        return identity.indexOf('/') < 0 && identity.indexOf('?') < 0;
    }
}
