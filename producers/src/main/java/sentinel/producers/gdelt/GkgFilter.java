package sentinel.producers.gdelt;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import sentinel.contract.url.UrlIdentity;

/**
 * Which rows the operator wants. An empty set wants all.
 *
 * @param themes any of them; one that ends in {@code *} stands for all that begin so
 * @param domains registered domains that are wanted
 * @param excludedDomains registered domains that are not
 * @param languages ISO 639-1 codes
 */
record GkgFilter(List<String> themes, Set<String> domains, Set<String> excludedDomains, Set<String> languages) {

    GkgFilter {
        themes = themes.stream().map(t -> t.toUpperCase(Locale.ROOT)).toList();
        domains = lower(domains);
        excludedDomains = lower(excludedDomains);
        languages = lower(languages);
    }

    boolean wants(GkgRow row) {
        return (themes.isEmpty() || themes.stream().anyMatch(theme -> has(row, theme)))
                && (languages.isEmpty() || (row.language() != null && languages.contains(row.language())))
                && wantsDomain(row);
    }

    private boolean wantsDomain(GkgRow row) {
        if (domains.isEmpty() && excludedDomains.isEmpty()) {
            return true;
        }
        String domain = UrlIdentity.registeredDomain(row.document()).orElse("");
        return (domains.isEmpty() || domains.contains(domain)) && !excludedDomains.contains(domain);
    }

    private static boolean has(GkgRow row, String theme) {
        return theme.endsWith("*")
                ? row.themes().stream().anyMatch(t -> t.startsWith(theme.substring(0, theme.length() - 1)))
                : row.themes().contains(theme);
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
