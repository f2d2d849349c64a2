package sentinel.extractor;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The web site that an address is on.
 *
 * @param host in lower case; empty when the address has none
 * @param domain the registered domain of the host (the public suffix and one label), or the host itself
 * @param label the first label of the domain: most often the site's name without its spaces; empty for a literal
 *     address
 */
record Site(String host, String domain, String label) {

    private static final Site NONE = new Site("", "", "");

    /** @param url may be null or no address */
    static Site of(@Nullable String url) {
        String host = host(url);
        if (host.isEmpty()) {
            return NONE;
        }
        String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
        String known = domain == null ? host : domain;
        if (Character.isDigit(known.charAt(known.length() - 1)) || known.endsWith("]")) {
            return new Site(host, known, ""); // a number is no name; no top-level domain ends in a digit
        }
        int dot = known.indexOf('.');
        return new Site(host, known, dot < 0 ? known : known.substring(0, dot));
    }

    private static String host(@Nullable String url) {
        if (url == null) {
            return "";
        }
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return authority(url);
        }
    }

    /** The host of an address whose path is not written as it should be. */
    private static String authority(String url) {
        int start = url.indexOf("://");
        if (start < 0) {
            return "";
        }
        int end = start + 3;
        while (end < url.length() && "/?#:@".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String host = url.substring(start + 3, end).toLowerCase(Locale.ROOT);
        return host.matches("[a-z0-9.-]{1,253}") ? host : "";
    }
}
