package sentinel.common.url;

import crawlercommons.domains.EffectiveTldFinder;
import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides when two URLs mean the same page. {@code https://www.example.com/article?utm_source=rss} and
 * {@code http://example.com/article/} are one: both normalise to {@code example.com/article}. The result is an
 * identity, not an address: it has no scheme and is never fetched.
 */
public final class UrlIdentity {

    private static final Pattern HTTP = Pattern.compile("(?i)^\\s*https?://");
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    private static final List<String> HOST_VARIANTS = List.of("www.", "m.", "amp.", "mobile.");

    /** Parameters that say how a reader came, not what is read. */
    private static final Set<String> TRACKING = Set.of(
            "fbclid",
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "yclid",
            "twclid",
            "ttclid",
            "igshid",
            "igsh",
            "li_fat_id",
            "mc_cid",
            "mc_eid",
            "_hsenc",
            "_hsmi",
            "mkt_tok",
            "srsltid",
            "cmpid",
            "cmp",
            "maca",
            "vero_id",
            "wickedid",
            "oly_anon_id",
            "oly_enc_id",
            "s_cid",
            "icid",
            "ito",
            "xtor",
            "smid",
            "rss_id",
            "_ga",
            "_gl",
            "spm",
            "ocid",
            "ftag",
            "guccounter",
            "guce_referrer",
            "guce_referrer_sig",
            "ncid",
            "ref_src",
            "ref_url",
            "traffic_source",
            "taid",
            "wt_mc",
            "wtmc",
            "campaign_id");

    private static final List<String> TRACKING_PREFIXES =
            List.of("utm_", "at_", "ns_", "pk_", "mtm_", "matomo_", "hsa_", "itm_", "stm_", "dm_i_");

    private static final String UNRESERVED = "-._~";
    private static final String PATH_SAFE = UNRESERVED + "!$&'()*+,;=:@/";
    private static final String QUERY_SAFE = PATH_SAFE + "?";

    private UrlIdentity() {}

    /**
     * The identity of an absolute http(s) URL: without scheme, user info, {@code www.}/{@code m.}/{@code amp.}, default
     * port, fragment, trailing slash and tracking parameters; remaining parameters sorted; host in lower-case punycode;
     * percent-encoding as RFC 3986, 6.2.2 says; case of the path kept. Idempotent: {@code "http://" + identity} has the
     * same identity.
     *
     * @return empty when the text is no http(s) URL with a host
     */
    public static Optional<String> normalize(String url) {
        if (url == null) {
            return Optional.empty();
        }
        var scheme = HTTP.matcher(url);
        if (!scheme.find()) {
            return Optional.empty();
        }
        String rest = removeTabsAndNewlines(url.substring(scheme.end())).strip();
        rest = before(rest, '#');
        int pathStart = indexOfAny(rest, '/', '?', '\\');
        String authority = pathStart < 0 ? rest : rest.substring(0, pathStart);
        String pathAndQuery = pathStart < 0 ? "" : rest.substring(pathStart);
        int queryStart = pathAndQuery.indexOf('?');
        String path = queryStart < 0 ? pathAndQuery : pathAndQuery.substring(0, queryStart);
        String query = queryStart < 0 ? "" : pathAndQuery.substring(queryStart + 1);
        return authority(authority).map(host -> host + path(path) + query(query));
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

    /** Empty when it is no host. */
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

    private static String path(String raw) {
        String path = withoutDotSegments(encode(raw.replace('\\', '/'), PATH_SAFE));
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String query(String raw) {
        var kept = new ArrayList<String>();
        for (var parameter : raw.split("&", -1)) {
            String encoded = encode(parameter, QUERY_SAFE);
            if (!encoded.isEmpty() && !isTracking(before(encoded, '='))) {
                kept.add(encoded);
            }
        }
        kept.sort(null);
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    private static boolean isTracking(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TRACKING.contains(lower) || TRACKING_PREFIXES.stream().anyMatch(lower::startsWith);
    }

    /** RFC 3986, 6.2.2: unreserved characters plain, everything that may not stand in a URL as %XX in upper case. */
    private static String encode(String text, String safe) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '%') {
                int decoded = hexAt(text, i + 1);
                if (decoded < 0) {
                    out.append("%25");
                    i++;
                } else {
                    if (isUnreserved(decoded)) {
                        out.append((char) decoded);
                    } else {
                        appendHex(out, decoded);
                    }
                    i += 3;
                }
                continue;
            }
            if (c < 0x80 && (isUnreserved(c) || safe.indexOf(c) >= 0)) {
                out.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    appendHex(out, b & 0xff);
                }
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c < 0x80 && UNRESERVED.indexOf(c) >= 0);
    }

    private static int hexAt(String text, int at) {
        if (at + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f' ? -1 : high * 16 + low;
    }

    private static void appendHex(StringBuilder out, int b) {
        out.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
    }

    /** RFC 3986, 5.2.4. */
    private static String withoutDotSegments(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        var out = new ArrayList<String>();
        var segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            switch (segments[i]) {
                case "." -> {}
                case ".." -> {
                    if (!out.isEmpty()) {
                        out.remove(out.size() - 1);
                    }
                }
                default -> out.add(segments[i]);
            }
        }
        return "/" + String.join("/", out);
    }

    private static String hostOf(String identity) {
        int end = indexOfAny(identity, '/', '?');
        String authority = end < 0 ? identity : identity.substring(0, end);
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** The URL standard drops these wherever they stand; feeds break long links with them. */
    private static String removeTabsAndNewlines(String text) {
        return text.replace("\t", "").replace("\n", "").replace("\r", "");
    }

    private static String before(String text, char end) {
        int i = text.indexOf(end);
        return i < 0 ? text : text.substring(0, i);
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
