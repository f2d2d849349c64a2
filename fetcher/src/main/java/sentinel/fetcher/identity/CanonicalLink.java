package sentinel.fetcher.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.HeadlineWords;
import sentinel.web.HostLiteral;

/**
 * Judges a page's canonical link. Templates fill it wrongly in a few ways: with the script that shows all articles, the
 * section, the front page, a variable that was not replaced, or the link of another article; a story that is known by such
 * a link becomes a version of another one, and is lost. So the link must fit the page: be another form of its address, or
 * share with it a number, a name or the words of the headline. Known by its own address, a story is doubled at worst.
 */
public final class CanonicalLink {

    /** What a link is worth. */
    public enum Worth {
        /** It is the page's own address in another form, or fits its headline. */
        FITS,
        /** Nothing speaks for it or against it. */
        UNKNOWN,
        /** It is absent, or names the page itself. */
        NONE,
        OTHER_SITE,
        PLACEHOLDER,
        FRONT_PAGE,
        /** It lacks a parameter that tells articles apart. */
        PARAMETER,
        /** It is a folder that the page lies in. */
        FOLDER,
        SECTION,
        /** Its words are those of another headline. */
        OTHER_HEADLINE
    }

    /** How a page is shown or reached, by names that sites choose for themselves; what is read does not depend on them. */
    private static final Set<String> FORMS = words(
            """
            lite mobile nomobile single singlepage showall all full fullpage comments showcomments comment commentid
            comment_id replytocom share ref referrer referer source src from via fb feed rss nocache cache ver version rev
            sort order autoplay theme fontsize highlight hilite redirect redirected noredirect partner campaign medium
            position pos origin embed embedded widget timestamp rand pagewanted
            """);
    /** Further pages of an article, by their number. */
    private static final Set<String> PAGES =
            words("page start paged pagenum pageno seite pagina sivu sida strona sayfa");
    /** Of these it depends on the value. */
    private static final Set<String> MODES = words("view format mode layout type display style");

    private static final Set<String> MODE_VALUES = words("mobile desktop full all single html lite text plain classic");
    private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{0,2}");
    private static final Pattern FLAG = Pattern.compile("\\d{0,2}|[a-z]|true|false|yes|no|on|off");
    /** Names that numbers of articles go by, wherever they stand. */
    private static final Pattern ID_NAME = Pattern.compile(
            "(?:.*(?:id|_no|nr|num|number|key|code))|p|n|i|a|k|c|q|no|art|artikel|article|story|news|item|post|doc|document|entry|slug|title|name|date|day|url|u|topic|thread|t|nota|noticia|page_?name|node|content");

    private static final Pattern TEMPLATE = Pattern.compile(
            "\\{\\{|}}|\\$\\{|\\{%|%}|<%|%>|<\\?|\\?>|\\[\\[|]]|%%|\\{[a-z_.]+}|#\\{|@\\{|(?:^|[/=&?_.-])\\$[a-z_]|%[sd](?:$|[/&.])|\\[object|__[a-z]+__|<[a-z_:]+>|/:[a-z_]+(?:/|$)|/\\[[a-z.]+](?:/|$)");
    private static final Set<String> NOTHING =
            Set.of("undefined", "null", "nan", "nil", "none", "(null)", "array", "object");
    private static final Pattern PARTS = Pattern.compile("[/?&=]");

    private CanonicalLink() {}

    private static Set<String> words(String blankSeparated) {
        return Set.of(blankSeparated.strip().split("\\s+", -1));
    }

    /**
     * What a link is worth.
     *
     * @param finalUrl where the page was found
     * @param canonicalUrl its claim, or null
     * @param own identity of {@code finalUrl}
     * @param claimed identity of {@code canonicalUrl}, or null
     * @param headline of the page
     */
    static Worth judge(
            String finalUrl,
            @Nullable String canonicalUrl,
            String own,
            @Nullable String claimed,
            HeadlineWords headline) {
        if (canonicalUrl == null || claimed == null || claimed.equals(own)) {
            return Worth.NONE;
        }
        if (!sameSite(finalUrl, canonicalUrl)) {
            return Worth.OTHER_SITE;
        }
        if (holdsPlaceholder(canonicalUrl, finalUrl, headline)) {
            return Worth.PLACEHOLDER;
        }
        return judge(PageAddress.of(own), PageAddress.of(claimed), headline);
    }

    private static Worth judge(PageAddress page, PageAddress link, HeadlineWords headline) {
        if (link.isFront() && !page.isFront()) {
            return page.segments().isEmpty() && mayDropAll(page, link, headline) ? Worth.FITS : Worth.FRONT_PAGE;
        }
        if (page.samePath(link)) {
            return mayDropAll(page, link, headline) ? Worth.FITS : Worth.PARAMETER;
        }
        boolean bare = link.parameters().isEmpty();
        boolean names = link.namesArticle(headline);
        if (bare && link.isAbove(page)) {
            boolean article = !link.ids().isEmpty() || (names && link.words().shared(headline) >= 2);
            return article ? Worth.FITS : Worth.FOLDER;
        }
        if (bare && link.isListBeside(page)) {
            return Worth.SECTION;
        }
        if (bare && !names && isMoreExact(page, link, headline)) {
            return Worth.SECTION;
        }
        if (shareAnId(page, link) || shareTheName(page, link, headline) || fits(link.words(), headline)) {
            return Worth.FITS;
        }
        return isOfAnother(link.words(), headline) ? Worth.OTHER_HEADLINE : Worth.UNKNOWN;
    }

    private static boolean isMoreExact(PageAddress page, PageAddress link, HeadlineWords headline) {
        return page.namesArticle(headline)
                || page.segments().size() > link.segments().size()
                || !page.parameters().isEmpty();
    }

    private static boolean shareAnId(PageAddress page, PageAddress link) {
        var ids = new TreeSet<>(page.ids());
        ids.retainAll(link.ids());
        if (!ids.isEmpty()) {
            return true;
        }
        for (var parameter : page.parameters()) {
            String value = value(parameter);
            boolean number = value.length() > 1 && value.chars().anyMatch(Character::isDigit);
            if (number
                    && (link.parameters().contains(parameter)
                            || (value.length() > 2 && link.segments().contains(value)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean shareTheName(PageAddress page, PageAddress link, HeadlineWords headline) {
        var mine = page.words();
        var its = link.words();
        int shared = mine.shared(its);
        return !mine.clashes(its) && (shared >= 3 || (shared == 2 && its.size() == 2 && its.shared(headline) > 0));
    }

    private static boolean fits(HeadlineWords link, HeadlineWords headline) {
        int shared = link.shared(headline);
        return !link.clashes(headline) && (shared >= 3 || (shared == 2 && headline.size() <= 3));
    }

    /** Three words and more of which none is in the headline were made of another one. */
    private static boolean isOfAnother(HeadlineWords link, HeadlineWords headline) {
        return link.size() >= 3
                && headline.size() >= 3
                && isLatin(link)
                && isLatin(headline)
                && link.shared(headline) == 0;
    }

    private static boolean isLatin(HeadlineWords words) {
        return words.words().stream().allMatch(word -> word.chars().allMatch(c -> c < 0x250));
    }

    private static boolean mayDropAll(PageAddress page, PageAddress link, HeadlineWords headline) {
        return page.parameters().stream()
                .filter(parameter -> !link.parameters().contains(parameter))
                .allMatch(parameter -> mayDrop(parameter, link, headline));
    }

    private static boolean mayDrop(String parameter, PageAddress link, HeadlineWords headline) {
        int equals = parameter.indexOf('=');
        String name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
        String value = value(parameter).toLowerCase(Locale.ROOT);
        if (FORMS.contains(name) || (MODES.contains(name) && MODE_VALUES.contains(value))) {
            return true;
        }
        if (PAGES.contains(name)) {
            return SMALL_NUMBER.matcher(value).matches();
        }
        if (equals < 0 || ID_NAME.matcher(name).matches() || link.segments().isEmpty()) {
            return false;
        }
        boolean flag = FLAG.matcher(value).matches() && !link.isGeneric();
        return flag || fits(link.words(), headline);
    }

    private static String value(String parameter) {
        return parameter.substring(parameter.indexOf('=') + 1);
    }

    /** What stands in the page's own address or headline too is meant. */
    private static boolean holdsPlaceholder(String canonicalUrl, String finalUrl, HeadlineWords headline) {
        String link = decoded(canonicalUrl);
        String own = decoded(finalUrl);
        var template = TEMPLATE.matcher(link);
        while (template.find()) {
            if (!own.contains(template.group())) {
                return true;
            }
        }
        for (var part : PARTS.split(link, -1)) {
            if (isNothing(part) && !own.contains(part) && headline.shared(HeadlineWords.of(part)) == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNothing(String part) {
        boolean nothing = false;
        for (var word : part.split("[-_.]", -1)) {
            if (word.equals("undefined") || word.equals("(null)")) {
                return true;
            }
            if (NOTHING.contains(word)) {
                nothing = true;
            } else if (!word.isEmpty() && !PageAddress.of("x/" + word).isGeneric()) {
                return false;
            }
        }
        return nothing;
    }

    private static String decoded(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        int path = lower.indexOf('/', lower.indexOf("://") + 3);
        String rest = path < 0 ? "" : lower.substring(path);
        try {
            return URLDecoder.decode(rest.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return rest; // a percent sign that escapes nothing
        }
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
}
