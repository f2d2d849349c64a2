package sentinel.contract.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether two URLs are the same page. {@code https://www.example.com/article?utm_source=rss} and {@code
 * http://example.com/article/} are: both are normalized to {@code example.com/article}. The result is an identity, not
 * an address. It has no scheme and is never fetched.
 */
public final class UrlIdentity {

    private static final Pattern HTTP = Pattern.compile("(?i)^\\s*https?://");
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final List<String> HOST_VARIANTS = List.of("www.", "m.", "amp.", "mobile.");

    /** What follows an ampersand that was escaped for HTML twice. */
    private static final Pattern ESCAPED_AMPERSAND = Pattern.compile("(?i)(?:amp|#0*38|#x0*26);");

    /** Characters, encoded or not. A longer text is not the address of an article, and would only cost time. */
    private static final int LONGEST = 40_000;

    private UrlIdentity() {}

    /**
     * The identity of an absolute http(s) URL. It leaves out the scheme, user info, {@code www.}/{@code m.}/{@code amp.},
     * the default port, a trailing slash, and a fragment, unless the fragment names the content ({@link FragmentForm}). It
     * also leaves out what says how a reader arrived, in which session, or in which form the page is shown ({@link
     * PathForm}, {@link QueryForm}). The remaining parameters are sorted, the host is in lower-case punycode, and
     * percent-encoding follows RFC 3986, 6.2.2. The case of the path is kept. Idempotent: {@code "http://" + identity} has
     * the same identity.
     *
     * @param url may be null
     * @return empty when it is not an http(s) URL with a host, or is longer than 40,000 characters
     */
    public static Optional<String> normalize(@Nullable String url) {
        var identity = reduce(url);
        while (identity.isPresent()) {
            var again = reduce("http://" + identity.get());
            if (again.equals(identity)) {
                break;
            }
            identity = again; // what was left out laid bare something else
        }
        return identity;
    }

    private static Optional<String> reduce(@Nullable String url) {
        if (url == null) {
            return Optional.empty();
        }
        var scheme = HTTP.matcher(url);
        if (!scheme.find() || url.length() - scheme.end() > LONGEST) {
            return Optional.empty();
        }
        String rest =
                unescaped(withoutTabsAndNewlines(url.substring(scheme.end())).strip());
        int hash = rest.indexOf('#');
        String fragment = hash < 0 ? "" : rest.substring(hash + 1);
        rest = hash < 0 ? rest : rest.substring(0, hash);
        int pathStart = indexOfAny(rest, '/', '?', '\\');
        String authority = pathStart < 0 ? rest : rest.substring(0, pathStart);
        String pathAndQuery = pathStart < 0 ? "" : rest.substring(pathStart);
        int queryStart = pathAndQuery.indexOf('?');
        String path = queryStart < 0 ? pathAndQuery : pathAndQuery.substring(0, queryStart);
        String query = queryStart < 0 ? "" : pathAndQuery.substring(queryStart + 1);
        return authority(authority)
                .map(host -> host + PathForm.of(path) + QueryForm.of(query) + FragmentForm.of(fragment))
                .filter(identity -> identity.length() <= LONGEST);
    }

    /** Registered domain (eTLD+1) of a URL or identity in lower-case punycode; the host itself for an IP or a bare name. */
    public static Optional<String> registeredDomain(String urlOrIdentity) {
        String url = HTTP.matcher(urlOrIdentity).find() ? urlOrIdentity : "http://" + urlOrIdentity;
        return normalize(url).map(identity -> {
            String host = hostOf(identity);
            String domain = EffectiveTldFinder.getAssignedDomain(host, true, false);
            return domain == null ? host : domain;
        });
    }

    /**
     * Corrects ampersands that were escaped for HTML twice. A server would otherwise treat the rest of the escape as part
     * of the next parameter's name.
     */
    public static String unescaped(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        var escape = ESCAPED_AMPERSAND.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            out.append(text.charAt(i));
            while (out.charAt(out.length() - 1) == '&'
                    && escape.region(i + 1, text.length()).lookingAt()) {
                i = escape.end() - 1;
            }
        }
        return out.toString();
    }

    /** The article's identifier in the API: the first 16 hex digits of SHA-256 over its identity. */
    public static String articleId(String normalizedUrl) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(normalizedUrl.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static Optional<String> authority(String authority) {
        String hostPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostPort.lastIndexOf(':');
        String port = "";
        String host = hostPort;
        if (colon > hostPort.lastIndexOf(']')) {
            host = hostPort.substring(0, colon);
            port = hostPort.substring(colon + 1);
            if (!port.chars().allMatch(c -> c >= '0' && c <= '9') || port.length() > 5) {
                return Optional.empty();
            }
            if (port.equals("80") || port.equals("443")) {
                port = ""; // the scheme is dropped, so either default means either scheme
            }
        }
        host = host(host);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(port.isEmpty() ? host : host + ":" + port);
    }

    /** Empty when it is not a host. */
    private static String host(String raw) {
        String host = raw.toLowerCase(Locale.ROOT);
        if (IPV6.matcher(host).matches()) {
            return host;
        }
        try {
            host = IDN.toASCII(decodeHost(host)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
        while (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        for (boolean again = true; again; ) {
            again = false;
            for (var variant : HOST_VARIANTS) {
                // m.example.com is a variant of example.com; m.com is a site of its own
                if (host.startsWith(variant) && host.indexOf('.', variant.length()) > 0) {
                    host = host.substring(variant.length());
                    again = true;
                }
            }
        }
        return DNS_NAME.matcher(host).matches() && !host.contains("..") ? host : "";
    }

    private static String decodeHost(String host) {
        return host.indexOf('%') < 0 ? host : URLDecoder.decode(host, StandardCharsets.UTF_8);
    }

    private static String hostOf(String identity) {
        int end = indexOfAny(identity, '/', '?', '#');
        String authority = end < 0 ? identity : identity.substring(0, end);
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** The URL standard drops these characters everywhere; feeds break long links with them. */
    private static String withoutTabsAndNewlines(String text) {
        return text.replace("\t", "").replace("\n", "").replace("\r", "");
    }

    private static int indexOfAny(String text, char... chars) {
        for (int i = 0; i < text.length(); i++) {
            for (char c : chars) {
                if (text.charAt(i) == c) {
                    return i;
                }
            }
        }
        return -1;
    }
}
