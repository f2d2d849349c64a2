package sentinel.fetcher.extract;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Reads a page's metadata: from JSON-LD, {@code <meta>}, microdata, and what stands near the headline. */
final class FactsReader {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern TAG = Pattern.compile("<[^>]{0,200}>");
    private static final Pattern SEPARATOR = Pattern.compile("\\s+[|–—·•»›:-]+\\s+|\\s*\\|\\s*|\\s+::\\s+");
    private static final Pattern BY = Pattern.compile(
            "^(?:(?:written |posted |story |text |words |reported )?by\\b|von|par|por|di|door|af|av|autor|author|text|foto|od|przez)\\b\\s*:?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BYLINE = Pattern.compile(
            "(?:(?:[Ww]ritten |[Pp]osted |[Rr]eported )?(?:[Bb]y|BY)|[Vv]on|VON|Par|Por|POR|Di|Door|Av|Af|Autor(?:in)?|Author|Text|Tekst)\\s*:?\\s+"
                    + "(\\p{Lu}[\\p{L}.'’-]*(?: (?:(?:van|von|de|der|den|la|del|di|da|al|el|bin|und|and|et|y|&) )*\\p{Lu}[\\p{L}.'’-]*){1,6})");
    /** Blocks between a headline and its byline. */
    private static final int NEAR = 12;

    private static final Pattern DOMAIN = Pattern.compile("\\w\\.(?:com|de|org|net|info|co|fr|it|es|at|ch|uk|eu)$");
    private static final Pattern REFRESH = Pattern.compile(
            "\\s*(\\d{1,5})(?:\\.\\d*)?\\s*[;,]\\s*(?:url\\s*=\\s*)?['\"]?([^'\"]+)['\"]?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final int MAX_REFRESH_SECONDS = 5;
    private static final List<String> PUBLISHED_META = List.of(
            "article:published_time",
            "datepublished",
            "og:published_time",
            "og:article:published_time",
            "publishdate",
            "publish-date",
            "publish_date",
            "published_time",
            "pubdate",
            "publication_date",
            "date_published",
            "sailthru.date",
            "parsely-pub-date",
            "cxenseparse:recs:publishtime",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.created",
            "article.published",
            "bt:pubdate",
            "rnews:datepublished",
            "originalpublicationdate",
            "citation_publication_date",
            "citation_date",
            "article:published",
            "article_date_original",
            "created",
            "date",
            "dc.date",
            "dcterms.date",
            "video:release_date",
            "article:post_date",
            "timestamp");

    /** No article has so many authors. */
    private static final int MAX_NAMES = 50;
    /** Longer than any address that is followed. */
    private static final int MAX_REFRESH = 5_000;

    private final PageScan scan;
    private final Document document;
    private final String url;
    private final JsonLd data;
    private final Map<String, List<String>> metas = new HashMap<>();
    /** Elements and characters that may still be read: each of nested elements holds all that is in it. */
    private int budget = 2_000_000;

    FactsReader(PageScan scan, Document document, String url) {
        this.scan = scan;
        this.document = document;
        this.url = url;
        this.data = new JsonLd(scan.scripts);
        for (var meta : scan.metas) {
            String content = meta.attr("content").strip();
            if (!content.isEmpty()) {
                for (var attribute : List.of("property", "name", "itemprop", "http-equiv")) {
                    String name = meta.attr(attribute).strip().toLowerCase(Locale.ROOT);
                    if (!name.isEmpty()) {
                        metas.computeIfAbsent(name, n -> new ArrayList<>()).add(content);
                    }
                }
            }
        }
    }

    JsonLd data() {
        return data;
    }

    private String meta(String... names) {
        for (var name : names) {
            var values = metas.get(name);
            if (values != null) {
                return values.get(0);
            }
        }
        return "";
    }

    // ------------------------------------------------------------------ title

    /** The headline: what the page's several claims agree on. */
    String title() {
        String ld = plain(data.articleText("headline"));
        String og = plain(meta("og:title", "twitter:title", "title", "dc.title", "sailthru.title", "parsely-title"));
        String tab = plain(document.title());
        String h1 = heading(og, tab, ld);
        String site = siteName(h1);
        String shortOg = withoutSite(og, site);
        String shortTab = withoutSite(tab, site);
        var candidates = new ArrayList<String>();
        for (var candidate : new String[] {h1, ld, shortOg, shortTab}) {
            if (candidate != null && !candidate.isEmpty()) {
                candidates.add(candidate);
            }
        }
        String best = null;
        int most = 0;
        for (var candidate : candidates) {
            int agreeing = 0;
            for (var other : candidates) {
                agreeing += same(candidate, other) ? 1 : 0;
            }
            if (agreeing > most) {
                most = agreeing;
                best = candidate;
            }
        }
        return best;
    }

    private String heading(String og, String tab, String ld) {
        Element only = null;
        for (var h1 : scan.headings.subList(0, Math.min(scan.headings.size(), 12))) {
            String text = text(h1);
            if (text.length() < 3) {
                continue;
            }
            String letters = BodyPicker.letters(text, 200);
            for (var claim : new String[] {og, tab, ld}) {
                if (!claim.isEmpty()
                        && letters.length() > 8
                        && BodyPicker.letters(claim, 400).contains(letters)) {
                    return text;
                }
            }
            only = only == null ? h1 : only;
        }
        return only == null ? "" : text(only);
    }

    private static boolean same(String a, String b) {
        return BodyPicker.letters(a, 400).equals(BodyPicker.letters(b, 400));
    }

    /** Cuts the site's name off the end (or start) of a title. */
    private static String withoutSite(String title, String site) {
        if (title.isEmpty()) {
            return title;
        }
        String siteLetters = site == null ? "" : BodyPicker.letters(site, 100);
        Matcher m = SEPARATOR.matcher(title);
        int start = 0;
        int end = title.length();
        int firstStart = -1;
        int firstEnd = -1;
        int lastStart = -1;
        int lastEnd = -1;
        while (m.find()) {
            if (firstStart < 0) {
                firstStart = m.start();
                firstEnd = m.end();
            }
            lastStart = m.start();
            lastEnd = m.end();
        }
        if (lastStart > 0) {
            String tail = BodyPicker.letters(title.substring(lastEnd), 100);
            String head = BodyPicker.letters(title.substring(0, firstStart), 100);
            if (!siteLetters.isEmpty() && alike(tail, siteLetters)) {
                end = lastStart;
            } else if (!siteLetters.isEmpty() && alike(head, siteLetters)) {
                start = firstEnd;
            } else if (title.substring(lastEnd).length() < 35
                    && lastStart > 20
                    && !title.substring(lastStart, lastEnd).contains(":")) {
                end = lastStart;
            }
        }
        return start < end ? title.substring(start, end).strip() : title;
    }

    private static boolean alike(String a, String b) {
        return !a.isEmpty() && (a.equals(b) || a.contains(b) || (b.contains(a) && a.length() > 2));
    }

    // ------------------------------------------------------------------ site, authors

    /** Name of the site; null when it does not say. */
    String siteName(String notThis) {
        for (var claim : new String[] {
            meta("og:site_name"),
            data.publisher(),
            meta("application-name", "al:android:app_name", "apple-mobile-web-app-title"),
            data.webSite()
        }) {
            String name = plain(claim);
            if (!name.isEmpty() && name.length() < 80 && !name.startsWith("http") && !name.equals(notThis)) {
                return name;
            }
        }
        return null;
    }

    List<String> authors(String siteName) {
        var found = new LinkedHashSet<String>();
        data.authors().forEach(name -> addNames(name, found));
        if (found.isEmpty()) {
            for (var name : List.of(
                    "author",
                    "article:author",
                    "parsely-author",
                    "sailthru.author",
                    "dc.creator",
                    "dcterms.creator",
                    "byl",
                    "citation_author",
                    "article:author_name",
                    "og:author",
                    "article.author",
                    "bt:author",
                    "twitter:data1")) {
                var values = metas.getOrDefault(name, List.of());
                if (name.equals("twitter:data1")
                        && !meta("twitter:label1").toLowerCase(Locale.ROOT).contains("by")) {
                    continue;
                }
                values.forEach(value -> addNames(value, found));
                if (!found.isEmpty()) {
                    break;
                }
            }
        }
        if (found.isEmpty()) {
            visibleAuthors(found);
        }
        if (siteName != null && found.size() > 1) {
            found.removeIf(name -> same(name, siteName));
        }
        return List.copyOf(found).subList(0, Math.min(found.size(), 10));
    }

    private void visibleAuthors(Set<String> found) {
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String itemprop = element.attr("itemprop");
            boolean marked = itemprop.equals("author")
                    || itemprop.equals("creator")
                    || (" " + element.attr("rel") + " ").contains(" author ");
            if (marked && found.size() < 5 && isAffordable(index)) {
                var names = element.getElementsByAttributeValue("itemprop", "name");
                addNames(names.isEmpty() ? text(index) : text(names.get(0)), found);
            }
        }
        if (found.isEmpty()) {
            bylineNearHeadline(found);
        }
        if (!found.isEmpty()) {
            return;
        }
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String label = element.attr("class").toLowerCase(Locale.ROOT);
            if ((scan.marks[index] & Vocabulary.BYLINE) == 0
                    || !(label.contains("author") || label.contains("byline") || label.contains("autor"))) {
                continue;
            }
            String text = text(index);
            if (text.length() > 100) {
                continue;
            }
            addNames(text, found);
            if (!found.isEmpty()) {
                return;
            }
        }
    }

    /** "By Ada Example" as a line of its own, soon after the headline. */
    private void bylineNearHeadline(Set<String> found) {
        int sinceHeadline = -1;
        for (var block : scan.blocks) {
            if (scan.tag(block.element).equals("h1")) {
                sinceHeadline = 0;
            } else if (sinceHeadline >= 0 && ++sinceHeadline > NEAR) {
                return;
            }
            Matcher m = sinceHeadline > 0 && block.length() < 120 ? BYLINE.matcher(block.text) : null;
            if (m != null && m.lookingAt()) {
                addNames(m.group(1), found);
                if (!found.isEmpty()) {
                    return;
                }
            }
        }
    }

    private static void addNames(String raw, Set<String> found) {
        if (found.size() >= MAX_NAMES) {
            return;
        }
        String text = plain(raw);
        text = BY.matcher(text).replaceFirst("");
        if (text.isEmpty() || text.length() > 200 || text.startsWith("http") || text.startsWith("//")) {
            return;
        }
        for (var part : text.split("\\s*(?:[,;|&•·/]|\\band\\b|\\bund\\b|\\bet\\b|\\by\\b)\\s*", -1)) {
            String name = BY.matcher(part.strip()).replaceFirst("").strip();
            if (isName(name) && found.stream().noneMatch(n -> same(n, name))) {
                found.add(name);
            }
        }
    }

    private static boolean isName(String name) {
        if (name.length() < 3
                || name.length() > 60
                || name.contains("@")
                || name.contains("http")
                || name.startsWith("www.")) {
            return false;
        }
        int digits = 0;
        int words = 1;
        for (int i = 0; i < name.length(); i++) {
            digits += Character.isDigit(name.charAt(i)) ? 1 : 0;
            words += name.charAt(i) == ' ' ? 1 : 0;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return digits == 0
                && words <= 6
                && !lower.equals("admin")
                && !lower.equals("administrator")
                && !lower.equals("null")
                && !lower.equals("undefined")
                && !lower.equals("unknown")
                && !DOMAIN.matcher(lower).find()
                && !List.of("author", "posted", "editor", "staff", "guest", "default", "redaktion", "follow")
                        .contains(lower);
    }

    // ------------------------------------------------------------------ date

    Optional<OffsetDateTime> published() {
        for (var name : List.of("datePublished", "dateCreated", "uploadDate")) {
            var claimed = Dates.parse(name.equals("datePublished") ? data.text(name) : data.articleText(name));
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        for (var name : PUBLISHED_META) {
            for (var value : metas.getOrDefault(name, List.of())) {
                var claimed = Dates.parse(value);
                if (claimed.isPresent()) {
                    return claimed;
                }
            }
        }
        var marked = marked();
        if (marked.isPresent()) {
            return marked;
        }
        var inUrl = Dates.inUrl(url);
        if (inUrl.isPresent()) {
            return inUrl;
        }
        var visible = visible();
        if (visible.isPresent()) {
            return visible;
        }
        return Dates.parse(meta("article:modified_time", "og:updated_time", "last-modified", "datemodified"))
                .or(() -> Dates.parse(data.text("dateModified")));
    }

    private Optional<OffsetDateTime> marked() {
        Optional<OffsetDateTime> first = Optional.empty();
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String itemprop = element.attr("itemprop");
            boolean published = itemprop.equals("datePublished")
                    || element.hasAttr("pubdate")
                    || element.attr("class").contains("published");
            boolean time = element.normalName().equals("time");
            if (!published && !(time && first.isEmpty())) {
                continue;
            }
            String value = element.attr("datetime");
            value = value.isEmpty() ? element.attr("content") : value;
            value = value.isEmpty() ? element.attr("title") : value;
            var date = Dates.parse(value).or(() -> Dates.parse(text(index)));
            if (date.isPresent() && published) {
                return date;
            }
            if (first.isEmpty()) {
                first = date;
            }
        }
        return first;
    }

    /** Dates in short lines, those in elements that are named for it first. */
    private Optional<OffsetDateTime> visible() {
        for (int index : scan.notable) {
            if ((scan.marks[index] & Vocabulary.BYLINE) != 0) {
                String text = text(index);
                if (text.length() < 200) {
                    var date = Dates.written(text).or(() -> Dates.parse(text));
                    if (date.isPresent()) {
                        return date;
                    }
                }
            }
        }
        for (var block : scan.blocks) {
            if (block.length() < 120) {
                var date = Dates.written(block.text);
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    // ------------------------------------------------------------------ the rest

    String description() {
        return orNull(plain(meta("og:description", "description", "twitter:description", "dc.description")));
    }

    String leadImage() {
        String claim = meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src");
        return absolute(claim.isEmpty() ? data.image() : claim);
    }

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
            for (var value : metas.getOrDefault(name, List.of())) {
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

    String refreshUrl() {
        String claim = meta("refresh");
        Matcher m = REFRESH.matcher(claim);
        if (claim.length() > MAX_REFRESH || !m.matches() || Integer.parseInt(m.group(1)) > MAX_REFRESH_SECONDS) {
            return null;
        }
        String target = absolute(m.group(2).strip());
        return target == null || target.equals(url) ? null : target;
    }

    /** Language of the text: what the words say where they are clear, else what the page claims. */
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

    private String claimedLanguage() {
        var root = document.firstElementChild();
        for (var claim : new String[] {
            root == null ? "" : root.attr("lang"),
            root == null ? "" : root.attr("xml:lang"),
            data.text("inLanguage"),
            meta("og:locale", "content-language", "language", "dc.language")
        }) {
            String code = claim.strip().toLowerCase(Locale.ROOT);
            if (code.matches("[a-z]{2}([-_,;].*)?")) {
                String two = code.substring(0, 2);
                return two.equals("nb") || two.equals("nn") ? "no" : two;
            }
        }
        return null;
    }

    private String absolute(String link) {
        String text = link == null ? "" : link.strip();
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

    private boolean isAffordable(int index) {
        budget = Math.max(0, budget - (scan.ends[index] - index));
        return budget > 0;
    }

    /** The text of the scan's element; nothing when too much was read already. */
    private String text(int index) {
        if (!isAffordable(index)) {
            return "";
        }
        String text = scan.elements[index].text();
        budget -= text.length();
        return text.length() > 2_000 ? text.substring(0, 2_000) : text;
    }

    private static String text(Element element) {
        String text = element.text();
        return text.length() > 2_000 ? text.substring(0, 2_000) : text;
    }

    /** Text of a metadata value: entities that were escaped twice, tags and runs of spaces undone. */
    static String plain(String raw) {
        if (raw == null || raw.isEmpty()) {
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

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
