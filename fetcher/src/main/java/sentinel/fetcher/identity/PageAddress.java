package sentinel.fetcher.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import sentinel.extractor.HeadlineWords;

/**
 * An identity taken apart, so that two can be compared whose paths differ in the form of the page only: {@code /mobile/},
 * {@code /page/2}, {@code .html}.
 *
 * @param host with the port, where there is one
 * @param segments of the path, in lower case
 * @param parameters {@code name=value}, as they stand, and a route in the fragment
 */
record PageAddress(String host, List<String> segments, Set<String> parameters) {

    private static final Pattern EXTENSION = Pattern.compile("(?:\\.[a-z]{2,5}){1,2}$");
    private static final Pattern FORM_TAIL = Pattern.compile("[-_.](?:amp|print|mobile)$");
    private static final Set<String> FORMS = names(
            """
            amp print printer printable mobile m full all single embed comments drucken druckversion imprimir imprimer
            stampa afdrukken
            """);
    private static final Pattern PAGE_NUMBER = Pattern.compile("(?:page|seite|pagina|p)?[-_]?\\d{1,2}");

    /** Words that stand in the addresses of all articles of a site. */
    private static final Set<String> GENERIC = names(
            """
            story stories article articles artikel news newsitem page pages view viewer show item items detail details post
            posts read reader content document doc node release print blog entry index default main home section nota
            noticia noticias actualite meldung bericht display get open full text html web site archive
            """);

    /** Under these stand lists of articles. */
    private static final Set<String> LISTS = names(
            """
            tag tags topic topics category categories author authors section sections search label keyword keywords thema
            themen schlagwort rubrik sujet etiqueta etiquetas categoria autor autoren auteur
            """);

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern DATE = Pattern.compile("(?:19|20)\\d\\d(?:[01]\\d(?:[0-3]\\d)?)?");
    private static final int SLUG = 3;
    private static final int LONG_TOKEN = 8;

    private static Set<String> names(String blankSeparated) {
        return Set.of(blankSeparated.strip().split("\\s+", -1));
    }

    static PageAddress of(String identity) {
        int route = identity.indexOf('#'); // a fragment that stays in an identity tells pages apart
        String address = route < 0 ? identity : identity.substring(0, route);
        int query = address.indexOf('?');
        String location = query < 0 ? address : address.substring(0, query);
        int slash = location.indexOf('/');
        var segments = new ArrayList<String>();
        if (slash >= 0) {
            for (var segment : location.substring(slash + 1).split("/", -1)) {
                if (!segment.isEmpty()) {
                    segments.add(segment);
                }
            }
        }
        var parameters = new TreeSet<String>();
        if (query >= 0) {
            parameters.addAll(List.of(address.substring(query + 1).split("&", -1)));
        }
        if (route >= 0) {
            parameters.add(identity.substring(route));
        }
        return new PageAddress(
                slash < 0 ? location : location.substring(0, slash), withoutForm(segments), Set.copyOf(parameters));
    }

    private static List<String> withoutForm(List<String> raw) {
        var segments = new ArrayList<String>();
        raw.forEach(segment -> segments.add(segment.toLowerCase(Locale.ROOT)));
        if (segments.size() > 1 && FORMS.contains(segments.get(0))) {
            segments.remove(0);
        }
        return List.copyOf(segments);
    }

    /** Whether it is where a site begins, by its path. */
    boolean isFront() {
        return segments.isEmpty() && parameters.isEmpty();
    }

    /** Whether both name one path, whatever the form of the page. */
    boolean samePath(PageAddress other) {
        return core().equals(other.core());
    }

    /** Whether the path is that of a folder that the other page lies in. */
    boolean isAbove(PageAddress other) {
        var mine = core();
        var its = other.core();
        return host.equals(other.host)
                && mine.size() < its.size()
                && its.subList(0, mine.size()).equals(mine);
    }

    /** The path without the forms at its end, and without what its last name ends in. */
    private List<String> core() {
        var core = new ArrayList<>(segments);
        while (core.size() > 1 && isForm(core.get(core.size() - 1), core.size())) {
            core.remove(core.size() - 1);
        }
        if (!core.isEmpty()) {
            core.set(core.size() - 1, stem(core.get(core.size() - 1)));
        }
        return core;
    }

    /** A number is the page of an article only below something that can be one. */
    private boolean isForm(String segment, int depth) {
        return FORMS.contains(segment)
                || segment.equals("page")
                || (PAGE_NUMBER.matcher(segment).matches()
                        && (segments.get(depth - 2).equals("page") || isSlug(segments.get(depth - 2))));
    }

    private static String stem(String segment) {
        return FORM_TAIL.matcher(EXTENSION.matcher(segment).replaceFirst("")).replaceFirst("");
    }

    /** The last name of the path, without its ending; empty at the front page. */
    String name() {
        var core = core();
        return core.isEmpty() ? "" : core.get(core.size() - 1);
    }

    private static boolean isSlug(String name) {
        return words(name).size() >= SLUG;
    }

    /** Words of a name that may be of a headline. */
    private static HeadlineWords words(String name) {
        return HeadlineWords.of(decoded(name));
    }

    HeadlineWords words() {
        return words(name());
    }

    private static String decoded(String name) {
        try {
            return name.indexOf('%') < 0 ? name : URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    /** Long numbers of the path that are no dates: of one article and no other. */
    Set<String> ids() {
        var ids = new TreeSet<String>();
        for (var segment : segments) {
            var m = NUMBER.matcher(segment);
            while (m.find()) {
                if (m.group().length() > 3 && !DATE.matcher(m.group()).matches()) {
                    ids.add(m.group());
                }
            }
        }
        return ids;
    }

    /** Whether the path's last name is the same for all articles of a site, as that of a script. */
    boolean isGeneric() {
        return isGeneric(name());
    }

    private static boolean isGeneric(String name) {
        for (var word : name.split("[-_.]", -1)) {
            if (!word.isEmpty() && !GENERIC.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the path names one article rather than a section of the site. */
    boolean namesArticle(HeadlineWords headline) {
        String name = name();
        if (isGeneric(name) || DATE.matcher(name).matches()) {
            return false;
        }
        boolean digits = decoded(name).chars().anyMatch(Character::isDigit);
        boolean onlyDigits = NUMBER.matcher(name).matches();
        if (onlyDigits) {
            return name.length() > 3;
        }
        return digits
                || isSlug(name)
                || words().shared(headline) > 0
                || (name.indexOf('%') >= 0 && decoded(name).length() >= LONG_TOKEN);
    }

    /** Whether it lies under a name that holds lists, as {@code /tag/}, and the other does not. */
    boolean isListBeside(PageAddress other) {
        return segments.stream().anyMatch(segment -> LISTS.contains(segment) && !other.segments.contains(segment));
    }
}
