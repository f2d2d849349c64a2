package sentinel.extractor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote the article: as its structured data says, else its metadata, else what stands near the headline. A name that is
 * only the site's own is taken when there is no other.
 */
final class Byline {

    private static final int MOST = 12;
    /** Blocks between a headline and its byline. */
    private static final int NEAR = 14;

    private static final int LONGEST_LINE = 140;
    /** A byline may end in a full stop; a longer line that does is a sentence. */
    private static final int LONGEST_SAID = 60;
    /** Elements that are looked through for a name: who writes has no more to say of himself. */
    private static final int MAX_INSIDE = 300;
    /** Elements between two authors of one article. */
    private static final int TOGETHER = 40;

    private static final Pattern LINE = Pattern.compile(
            "(?:^|(?<=[|•·,–-]\\s)|(?<=\\d\\s)|(?<=Uhr\\s))(?:(?:[Ww]ritten |[Pp]osted |[Rr]eported |[Ss]tory |[Ww]ords )?(?:[Bb]y|BY)\\s*:?\\s*|(?:(?:[Vv]on|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Autor(?:in)?|Author|Text|Tekst|Texto|Texte|Testo)(?:\\s*:\\s*|\\s+))(?:von |par |by )?)"
                    + "(\\p{Lu}[\\p{L}.'’-]*(?: (?:(?:van|von|de|der|den|la|del|di|da|al|el|bin|und|and|et|y|&) )*\\p{Lu}[\\p{L}.'’-]*){1,6}(?:, \\p{Lu}\\p{Ll}[\\p{L}.'’-]*(?: \\p{Lu}[\\p{L}.'’-]*){1,3}){0,3}"
                    + "(?:,? (?:and|und|et|y|e|&) \\p{Lu}[\\p{L}.'’-]*(?: \\p{Lu}[\\p{L}.'’-]*){1,3})?)");

    /** {@code By ADA EXAMPLE, BO BERG and CY CLARK}: names in capitals may follow a comma, which companies' may not. */
    private static final Pattern CAPITALS = Pattern.compile(
            "(?:^|(?<=[|•·–-]\\s))(?:(?:[Ww]ritten |[Pp]osted |[Rr]eported |[Ss]tory |[Ww]ords )?(?:[Bb]y|BY)|[Vv]on|VON|Par|PAR|Por|POR)\\s*:?\\s+"
                    + "(\\p{Lu}[\\p{Lu}.'’-]+(?: \\p{Lu}[\\p{Lu}.'’-]*){1,3}(?:(?:,? (?:and|AND|und|UND|et|ET|y|Y|&) |, )\\p{Lu}[\\p{Lu}.'’-]+(?: \\p{Lu}[\\p{Lu}.'’-]*){1,3}){1,8})(?![\\p{Ll}])");

    private static final Pattern AUTHORS_PAGE = Pattern.compile(
            "author|autor|auteur|profil|staff|people|person|contributor|member|user|team|writer|redac|redak|/by[-/]",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> META = List.of(
            "author",
            "authors",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "byl",
            "article:author_name",
            "og:author",
            "article.author",
            "bt:author",
            "cxenseparse:author",
            "dcsext.author",
            "article:byline",
            "article:authors",
            "dc.contributor.author");

    private final PageScan scan;
    private final Surroundings surroundings;
    private final Metas metas;
    private final JsonLd data;
    private final String siteLetters;
    private final String publisherLetters;
    private final String label;
    private final String headlineLetters;

    /**
     * @param siteName may be null
     * @param headline may be null
     */
    Byline(PageScan scan, Metas metas, JsonLd data, @Nullable String siteName, Site site, @Nullable String headline) {
        this.scan = scan;
        this.surroundings = new Surroundings(scan);
        this.metas = metas;
        this.data = data;
        this.siteLetters = siteName == null ? "" : Letters.ofName(siteName);
        this.publisherLetters = Letters.ofName(FactsReader.plain(data.publisher()));
        this.label = Letters.ofName(site.label());
        this.headlineLetters = headline == null ? "" : Letters.ofHeadline(headline);
    }

    /** The authors' names, at most {@value #MOST}; empty when the page names none. */
    List<String> authors() {
        var stated = stated();
        if (!isHouse(stated)) {
            return limited(stated);
        }
        var visible = visible();
        if (visible.isEmpty() || (!stated.isEmpty() && isHouse(visible))) {
            return limited(stated);
        }
        return limited(visible);
    }

    private static List<String> limited(List<String> names) {
        return List.copyOf(names.subList(0, Math.min(names.size(), MOST)));
    }

    /** Of structured data and metadata, the first that names a person; else the first that names anything. */
    private List<String> stated() {
        var house = List.<String>of();
        var sources = new ArrayList<List<String>>();
        sources.add(metas.all("citation_author"));
        sources.add(metas.all("citation_authors"));
        sources.add(data.authors());
        META.forEach(name -> sources.add(metas.all(name)));
        if (metas.first("twitter:label1")
                .toLowerCase(Locale.ROOT)
                .matches(".*\\b(?:by|von|par|por|da|door|av|af|author|autor|auteur)\\b.*")) {
            sources.add(metas.all("twitter:data1"));
        }
        for (var source : sources) {
            var names = names(source);
            if (!names.isEmpty() && !isHouse(names)) {
                return names;
            }
            house = house.isEmpty() ? names : house;
        }
        return house;
    }

    private List<String> names(List<String> raw) {
        var names = new ArrayList<String>();
        for (var text : raw.subList(0, Math.min(raw.size(), Reach.CANDIDATES))) {
            add(stated(text), names);
        }
        if (names.size() > 1) {
            names.removeIf(this::isHouse);
        }
        return names;
    }

    /** Names in a place that is made for them: an account's will do, and the site's own is not cut up. */
    private List<String> stated(String text) {
        String letters = Letters.ofName(text);
        if (!letters.isEmpty() && letters.equals(siteLetters)) {
            return List.of(FactsReader.plain(text));
        }
        var names = PersonNames.in(text);
        return names.isEmpty() ? PersonNames.account(text) : names;
    }

    private static void add(List<String> more, List<String> names) {
        for (var name : more) {
            if (names.stream().noneMatch(n -> PersonNames.same(n, name))) {
                names.add(name);
            }
        }
    }

    private boolean isHouse(List<String> names) {
        return names.stream().allMatch(this::isHouse);
    }

    /** Whether a name is the site's own, or an account's. */
    private boolean isHouse(String name) {
        String letters = Letters.ofName(name);
        return letters.equals(siteLetters)
                || letters.equals(label)
                || letters.equals(publisherLetters)
                || (siteLetters.length() > 3 && letters.startsWith(siteLetters))
                || (name.indexOf(' ') < 0 && name.indexOf('.') > 0);
    }

    private List<String> visible() {
        var names = marked(false);
        if (names.isEmpty()) {
            names = nearHeadline();
        }
        names = names.isEmpty() ? linkedNearHeadline() : names;
        for (boolean edges : new boolean[] {false, true}) {
            names = names.isEmpty() ? labelled(edges) : names;
            names = names.isEmpty() ? marked(edges) : names;
        }
        return names;
    }

    /** What the page marks as the author for machines, outside comments and the edges of the page. */
    private List<String> marked(boolean edges) {
        var names = new ArrayList<String>();
        int last = 0;
        int looked = 0;
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String itemprop = element.attr("itemprop");
            boolean marked = itemprop.equals("author")
                    || itemprop.equals("creator")
                    || (" " + element.attr("rel") + " ").contains(" author ");
            if (!marked) {
                continue;
            }
            if (++looked > Reach.CANDIDATES) {
                break;
            }
            if (isAside(index, edges)) {
                continue;
            }
            if (!names.isEmpty() && index - last > TOGETHER) {
                break; // the author of something else
            }
            var found = stated(FactsReader.text(nameIn(index)));
            if (!found.isEmpty()) {
                add(found, names);
                last = index;
            }
        }
        return names;
    }

    /** The element inside that is marked as the name, or the element itself. */
    private Element nameIn(int index) {
        int end = Math.min(scan.ends[index], index + MAX_INSIDE);
        for (int i = index + 1; i < end; i++) {
            if (scan.elements[i].attr("itemprop").equals("name")) {
                return scan.elements[i];
            }
        }
        return scan.elements[index];
    }

    /** "By Ada Example" soon after the headline. */
    private List<String> nearHeadline() {
        int since = -1;
        for (var block : scan.blocks) {
            boolean headline = scan.tag(block.element).equals("h1") || PageScan.isHeadingOf(block, headlineLetters);
            if (headline) {
                since = 0;
            } else if (since >= 0 && ++since > NEAR) {
                return List.of();
            }
            if (since > 0 && block.length() < LONGEST_LINE && !isCaption(block)) {
                var names = said(block.text);
                if (!names.isEmpty()) {
                    return names;
                }
            }
        }
        return List.of();
    }

    /** The names that a line says it is by. */
    private static List<String> said(String line) {
        for (var form : List.of(CAPITALS, LINE)) {
            Matcher m = form.matcher(line);
            if (m.find()) {
                return PersonNames.in(m.group(1));
            }
        }
        return List.of();
    }

    /** Links to authors' pages between the headline and the text. */
    private List<String> linkedNearHeadline() {
        int from = -1;
        int to = -1;
        int since = 0;
        int paragraphs = 0;
        for (var block : scan.blocks) {
            if (from < 0) {
                from = PageScan.isHeadingOf(block, headlineLetters) ? block.element : -1;
                continue;
            }
            paragraphs += block.isProse() ? 1 : 0;
            if (++since > NEAR || paragraphs == 2 || block.element < from) {
                break;
            }
            to = block.element;
        }
        int looked = 0;
        for (int i = from; i >= 0 && i <= to && i < scan.size && looked < MAX_INSIDE; i++) {
            looked += scan.tag(i).equals("a") ? 1 : 0;
            boolean link = scan.tag(i).equals("a")
                    && AUTHORS_PAGE.matcher(scan.elements[i].attr("href")).find();
            if (link && !isAside(i, false)) {
                var names = linked(i - 1);
                if (!names.isEmpty()) {
                    return names;
                }
            }
        }
        return List.of();
    }

    private boolean isCaption(Block block) {
        return (scan.marks[block.element] & (Marks.FIGURE_CAPTION | Marks.CAPTION)) != 0
                || (Block.endsSentence(block.text) && block.length() > LONGEST_SAID);
    }

    /** What the page's designer named so. */
    private List<String> labelled(boolean edges) {
        int looked = 0;
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String label = element.attr("class").toLowerCase(Locale.ROOT);
            boolean author = label.contains("author") || label.contains("byline") || label.contains("autor");
            if ((scan.marks[index] & Marks.BYLINE) == 0 || !author) {
                continue;
            }
            if (++looked > Reach.CANDIDATES) {
                break;
            }
            if (isAside(index, edges)) {
                continue;
            }
            String text = FactsReader.text(element);
            if (text.length() > LONGEST_LINE) {
                continue;
            }
            var linked = linked(index);
            if (!linked.isEmpty()) {
                return linked;
            }
            var said = said(text);
            var names = said.isEmpty() ? PersonNames.in(text) : said;
            if (!names.isEmpty()) {
                return names;
            }
        }
        return List.of();
    }

    /** Names of two words or more that are links inside an element. */
    private List<String> linked(int index) {
        var names = new ArrayList<String>();
        int end = Math.min(scan.ends[index], index + MAX_INSIDE);
        for (int i = index + 1; i < end; i++) {
            if (scan.tag(i).equals("a")
                    && AUTHORS_PAGE.matcher(scan.elements[i].attr("href")).find()) {
                for (var name : PersonNames.in(FactsReader.text(scan.elements[i]))) {
                    if (name.indexOf(' ') > 0) {
                        add(List.of(name), names);
                    }
                }
            }
        }
        return names;
    }

    /** Whether an element is among the comments or, unless they are looked at too, at the edges of the page. */
    private boolean isAside(int index, boolean edges) {
        return surroundings.isCommentOr(index, edges ? 0 : Marks.FURNITURE | Marks.ASIDE);
    }
}
