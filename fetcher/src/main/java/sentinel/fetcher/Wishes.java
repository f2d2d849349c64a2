package sentinel.fetcher;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import sentinel.text.charset.HeadScan;
import sentinel.web.site.Mining;

/**
 * What a server and a page ask of robots beside robots.txt: {@code X-Robots-Tag} and {@code <meta name=robots>}, for all or
 * for us by name, all of which count; and {@code tdm-reservation}, where the page counts before its server and the server
 * before the site's file (TDM Reservation Protocol).
 */
record Wishes(boolean noindex, boolean noarchive, Mining mining) {

    private static final String RESERVATION = "tdm-reservation";
    /** Directives with a value, which look like a robot's name and its directive. */
    private static final Set<String> VALUED =
            Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

    /**
     * What the server says.
     *
     * @param robotsTags values of {@code X-Robots-Tag}
     * @param reservations values of {@code tdm-reservation}; reserved if one says so
     * @param agent our product token
     */
    static Wishes ofHeaders(List<String> robotsTags, List<String> reservations, String agent) {
        boolean noindex = false;
        boolean noarchive = false;
        for (var tag : robotsTags) {
            boolean forUs = true; // up to the first name
            for (var part : tag.toLowerCase(Locale.ROOT).split(",", -1)) {
                String directive = part.strip();
                int colon = directive.indexOf(':');
                String name = colon < 0 ? "" : directive.substring(0, colon).strip();
                if (colon >= 0 && !VALUED.contains(name)) {
                    forUs = name.equals(agent) || name.equals("robots") || name.equals("*");
                    directive = directive.substring(colon + 1).strip();
                }
                noindex |= forUs && isNoindex(directive);
                noarchive |= forUs && isNoarchive(directive);
            }
        }
        var mining = reservations.stream().map(Mining::of).max(Enum::compareTo).orElse(Mining.UNSAID);
        return new Wishes(noindex, noarchive, mining);
    }

    /** What the page says. */
    static Wishes ofPage(HeadScan head, String agent) {
        boolean noindex = false;
        boolean noarchive = false;
        var mining = Mining.UNSAID;
        for (var meta : head.metas()) {
            String content = meta.content() == null ? "" : meta.content();
            if (meta.name().equals("robots") || meta.name().equals(agent)) {
                for (var directive : content.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
                    noindex |= isNoindex(directive);
                    noarchive |= isNoarchive(directive);
                }
            } else if (meta.name().equals(RESERVATION)) {
                mining = mining.or(Mining.of(content));
            }
        }
        return new Wishes(noindex, noarchive, mining);
    }

    /** These wishes and those of what stands behind: either one's no is a no, but of mining the first word counts. */
    Wishes over(Wishes behind) {
        return new Wishes(noindex || behind.noindex, noarchive || behind.noarchive, mining.or(behind.mining));
    }

    private static boolean isNoindex(String directive) {
        return directive.equals("noindex") || directive.equals("none");
    }

    private static boolean isNoarchive(String directive) {
        return directive.equals("noarchive") || directive.equals("nocache");
    }
}
