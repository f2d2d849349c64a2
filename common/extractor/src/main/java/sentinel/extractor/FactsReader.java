package sentinel.extractor;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;
import sentinel.text.date.Dates;

/** Reads a page's metadata: from JSON-LD, {@code <meta>}, microdata, and what stands near the headline. */
final class FactsReader {

    private static final Pattern REFRESH = Pattern.compile(
            "\\s*(\\d{1,5})(?:\\.\\d*)?\\s*[;,]\\s*(?:url\\s*=\\s*)?['\"]?([^'\"]+)['\"]?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_REFRESH_SECONDS = 5;
    /** Longer than any address that is followed. */
    private static final int MAX_REFRESH = 5_000;

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern TAG = Pattern.compile("<[^>]{0,200}>");
    /** Of an element's text; nothing that is looked for is longer. */
    private static final int MAX_TEXT = 2_000;

    private static final int MAX_NODES = 1_000;
    private static final int MAX_DAYS = 100;
    private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final PageScan scan;
    private final Document document;
    private final @Nullable String url;
    private final JsonLd data;
    private final Metas metas;
    private final @Nullable String siteName;
    private final Site site;
    private final @Nullable String title;
    private final Instant latest;
    private @Nullable Dates dates; // null until asked for

    /**
     * @param url of the page; may be null
     * @param latest when the page can have been published at the latest
     */
    FactsReader(PageScan scan, Document document, @Nullable String url, Instant latest) {
        this.latest = latest;
        this.scan = scan;
        this.document = document;
        this.url = url;
        this.data = new JsonLd(scan.scripts);
        this.metas = new Metas(scan.metas);
        String tab = plain(document.title());
        this.site = Site.of(url);
        this.siteName = new SiteName(scan, metas, data, tab, site, plain(data.articleText("headline"))).name();
        this.title = new Headline(scan, metas, data, tab, siteName, site).text();
    }

    JsonLd data() {
        return data;
    }

    /** The headline: what the page's several claims agree on; null when it has none. */
    @Nullable
    String title() {
        return title;
    }

    /** Name of the site; null when it does not say. */
    @Nullable
    String siteName() {
        return siteName;
    }

    List<String> authors() {
        return new Byline(scan, metas, data, siteName, site, title).authors();
    }

    /** When it was first published, in the page's own offset. */
    Optional<OffsetDateTime> published() {
        return new Published(scan, metas, data, url, title, dates()).date();
    }

    /** Reads dates as the readers of this site do. */
    Dates dates() {
        if (dates == null) {
            dates = Dates.of(site.domain(), statedLanguage()).notAfter(latest).agreeingWith(machineDays());
        }
        return dates;
    }

    /** The days that the page states for machines. */
    private Set<LocalDate> machineDays() {
        var days = new HashSet<LocalDate>();
        metas.forEach((name, values) -> values.forEach(value -> addDay(value, days)));
        for (var name : List.of("datePublished", "dateCreated", "dateModified")) {
            addDay(data.text(name), days);
        }
        scan.notable.stream().limit(MAX_NODES).forEach(i -> addDay(scan.elements[i].attr("datetime"), days));
        return days;
    }

    private static void addDay(String value, Set<LocalDate> days) {
        Matcher m = ISO_DAY.matcher(value);
        if (value.length() >= 10 && value.length() < 40 && m.lookingAt() && days.size() < MAX_DAYS) {
            try {
                days.add(LocalDate.parse(m.group()));
            } catch (DateTimeParseException e) {
                return; // no day of the calendar
            }
        }
    }

    private String statedLanguage() {
        var root = document.firstElementChild();
        String stated = root == null ? "" : root.attr("lang");
        return stated.isEmpty() ? metas.first("og:locale", "content-language", "language") : stated;
    }

    @Nullable
    String description() {
        return orNull(plain(metas.first("og:description", "description", "twitter:description", "dc.description")));
    }

    @Nullable
    String leadImage() {
        String claim =
                metas.first("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src");
        return absolute(claim.isEmpty() ? data.image() : claim);
    }

    @Nullable
    String canonicalUrl() {
        for (var link : scan.links) {
            if (link.attr("rel").equalsIgnoreCase("canonical")) {
                return absolute(link.attr("href"));
            }
        }
        return null;
    }

    List<String> keywords() {
        var words = new LinkedHashSet<String>();
        for (var name : List.of("article:tag", "news_keywords", "keywords", "parsely-tags")) {
            for (var value : metas.all(name)) {
                words.addAll(List.of(value.split("[,;]", -1)));
            }
            if (!words.isEmpty()) {
                break;
            }
        }
        words.addAll(data.keywords());
        return words.stream()
                .map(FactsReader::plain)
                .filter(word -> !word.isEmpty() && word.length() < 80)
                .distinct()
                .limit(50)
                .toList();
    }

    @Nullable
    String refreshUrl() {
        String claim = metas.first("refresh");
        Matcher m = REFRESH.matcher(claim);
        if (claim.length() > MAX_REFRESH || !m.matches() || Integer.parseInt(m.group(1)) > MAX_REFRESH_SECONDS) {
            return null;
        }
        String target = absolute(m.group(2).strip());
        return target == null || target.equals(url) ? null : target;
    }

    /** Language of the text: what the words say where they are clear, else what the page claims; null when it claims none. */
    @Nullable
    String language(String text) {
        String claim = claimedLanguage();
        var guess = LanguageGuess.of(text);
        if (guess.isEmpty()) {
            return claim;
        }
        return claim != null && areConfused(claim, guess.get()) ? claim : guess.get();
    }

    /** Languages that common words do not tell apart well. */
    private static boolean areConfused(String claim, String guess) {
        return List.of(
                        "no da nb nn",
                        "hr sr bs",
                        "id ms",
                        "cs sk",
                        "es gl ca",
                        "pt gl",
                        "ru bg mk sr uk be kk ky mn tg",
                        "ar fa ur ps ku",
                        "hi mr ne",
                        "nl af")
                .stream()
                .map(group -> List.of(group.split(" ", -1)))
                .anyMatch(group -> group.contains(claim) && group.contains(guess));
    }

    private @Nullable String claimedLanguage() {
        var root = document.firstElementChild();
        for (var claim : new String[] {
            root == null ? "" : root.attr("lang"),
            root == null ? "" : root.attr("xml:lang"),
            data.text("inLanguage"),
            metas.first("og:locale", "content-language", "language", "dc.language")
        }) {
            String code = claim.strip().toLowerCase(Locale.ROOT);
            if (code.matches("[a-z]{2}([-_,;].*)?")) {
                String two = code.substring(0, 2);
                return two.equals("nb") || two.equals("nn") ? "no" : two;
            }
        }
        return null;
    }

    private @Nullable String absolute(String link) {
        String text = link.strip();
        if (text.isEmpty() || text.startsWith("data:") || text.length() > 4_000) {
            return null;
        }
        try {
            var uri = url == null || url.isEmpty()
                    ? new URI(escaped(text))
                    : new URI(escaped(url)).resolve(escaped(text));
            return uri.isAbsolute() && uri.getHost() != null ? uri.toString() : null;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String escaped(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean bad = c <= ' ' || "\"<>\\^`{|}".indexOf(c) >= 0;
            out.append(bad ? String.format("%%%02X", (int) c) : String.valueOf(c));
        }
        return out.toString();
    }

    /** An element's text, or the start of it: each of elements that lie in each other holds all that is in it. */
    static String text(Element element) {
        var start = new StringBuilder();
        int[] nodes = {0};
        var end = NodeTraversor.filter(
                (node, depth) -> {
                    if (node instanceof TextNode text) {
                        start.append(
                                text.getWholeText(),
                                0,
                                Math.min(MAX_TEXT, text.getWholeText().length()));
                    }
                    return ++nodes[0] > MAX_NODES || start.length() >= MAX_TEXT
                            ? FilterResult.STOP
                            : FilterResult.CONTINUE;
                },
                element);
        String text = end == FilterResult.STOP ? plain(start.toString()) : element.text();
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /** Text of a metadata value: entities that were escaped twice, tags and runs of spaces undone. */
    static String plain(String raw) {
        if (raw.isEmpty()) {
            return "";
        }
        String text = raw.length() > 10_000 ? raw.substring(0, 10_000) : raw;
        if (text.indexOf('&') >= 0) {
            text = Parser.unescapeEntities(text, false);
        }
        if (text.indexOf('<') >= 0) {
            text = TAG.matcher(text).replaceAll(" ");
        }
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
