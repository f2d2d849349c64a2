package sentinel.extractor;

import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import sentinel.text.date.Dates;

/**
 * When the article was first published: as its structured data says, else its metadata, else a date near the headline, else
 * its address, else the state of its scripts. A date that is said to be an update's counts last of all.
 */
final class Published {

    /** Metadata that is a publication's date and nothing else. */
    private static final List<String> CERTAIN = List.of(
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
            "citation_online_date",
            "citation_date",
            "article:published",
            "article_date_original",
            "created",
            "published",
            "published_at",
            "publishedat",
            "published-date",
            "article.pubdate");
    /** Metadata that some sites fill with the time of the last change. */
    private static final List<String> VAGUE =
            List.of("date", "dc.date", "dcterms.date", "video:release_date", "article:post_date", "timestamp");

    private static final Pattern NAMES_PUBLICATION = Pattern.compile(
            "(?:publish|publication|\\bpub|issued|release)[a-z_.:-]*(?:date|time|on|at)|(?:date|time)[a-z_.:-]*(?:publish|pub\\b)");
    private static final Pattern CHANGED = Pattern.compile(
            "(?<!\\p{L})(?:updated?|modified|last (?:edited|changed|reviewed)|revised|reviewed|aktualisiert|geändert|änderung|zuletzt|mis à jour|mise à jour|actualizado|actualización|aggiornato|atualizado|bijgewerkt|zaktualizowano|aktualizacja|oppdatert|opdateret|uppdaterad|päivitetty|güncelleme|обновлено|оновлено)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern FIRST_SAID = Pattern.compile(
            "(?<!\\p{L})(?:published|posted|written|first published|originally published|erschienen|veröffentlicht|publiziert|publié|publicado|pubblicato|gepubliceerd|geplaatst|opublikowano|publisert|publicerad|julkaistu|yayınlanma|опубликовано|gepostet|erstellt|pressemitteilung vom)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    /** A string that a script's state names for a publication's date; strings in strings have their quotes escaped. */
    private static final Pattern IN_SCRIPT = Pattern.compile(
            "(?<!un)(?:[pP]ublish(?:ed)?_?(?:[dD]ate|[aA]t|[tT]ime)|datePublished|date_published|publication_?[dD]ate|pub[dD]ate)\\\\{0,3}\"\\s?:\\s?\\\\{0,3}\"([^\"\\\\]{8,40})");

    /** What is set before the text of a paragraph: {@code LONDON, 4 March 2026 - It rained.} */
    private static final Pattern DATELINE = Pattern.compile("([^–—]{6,60}?)(?: ?[–—)]| [/-]|: )");

    private static final Pattern OF_SITE = Pattern.compile(
            "(?:^|[^a-z])(?:masthead|logo|top-?bar|site-?header|global-?header|today|current-?date|clock|weather|wetter)(?:$|[^a-z])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern A_YEAR = Pattern.compile("(?:19|20)\\d{2}");

    private static final int LONGEST_LINE = 200;
    private static final int SHORT_LINE = 120;
    private static final int LONGEST_CLOCK = 12;
    /** Of a line that may give the year in two digits. */
    private static final int SHORT_YEAR_LINE = 60;

    private static final int MAX_CANDIDATES = 300;
    private static final int MAX_BLOCKS = 3_000;
    /** Characters of scripts that are looked at. */
    private static final int MAX_SCRIPTS = 3_000_000;
    /** Blocks round the headline in which a date is its own. */
    private static final int BEFORE = 6;

    private static final int AFTER = 25;
    /** Elements between a byline and its date. */
    private static final int BESIDE_BYLINE = 8;
    /** Characters beside a date that make a sentence of it. */
    private static final int SENTENCE = 20;
    /** Minutes that clocks are behind UTC, and ahead of it, at most. */
    private static final int MAX_WEST = 12 * 60;

    private static final int MAX_EAST = 14 * 60;
    /** Ranks of dates that are shown: named for one, part of what leads elsewhere, an update's. */
    private static final int NAMED_ONLY = 2;

    private static final int ELSEWHERE = 50;
    private static final int CHANGE = 100;

    private final PageScan scan;
    private final Metas metas;
    private final JsonLd data;
    private final String url;
    private final Dates dates;
    /** The block that is the headline, else the first top heading; -1 when there is neither. */
    private final int headline;

    /**
     * @param headline may be null
     * @param dates reads them as the site's readers do
     */
    Published(PageScan scan, Metas metas, JsonLd data, String url, String headline, Dates dates) {
        this.scan = scan;
        this.metas = metas;
        this.data = data;
        this.url = url;
        this.dates = dates;
        this.headline = headline(scan, headline == null ? "" : Letters.of(headline, 400));
    }

    Optional<OffsetDateTime> date() {
        return stated().map(this::orEarlier)
                .map(this::asShown)
                .or(this::inProperty)
                .or(this::shown)
                .or(() -> firstOf(VAGUE))
                .or(() -> dates.inUrl(url))
                .or(this::dateline)
                .or(this::anywhere)
                .or(this::inScripts)
                .or(this::changed);
    }

    private Optional<OffsetDateTime> stated() {
        return inData().or(() -> firstOf(CERTAIN)).or(this::named);
    }

    /**
     * The date that the page itself shows, when it is the earlier: where an element is marked up for machines as the
     * publication's, or where the stated date is said to be that of the last change too.
     */
    private OffsetDateTime orEarlier(OffsetDateTime stated) {
        boolean both = changed().filter(stated::equals).isPresent();
        var shown = both ? besideHeadline().or(this::marked) : marked();
        // clocks on either side of midnight are no disagreement
        var dayBefore = stated.toLocalDate().minusDays(1);
        return shown.filter(date -> date.toLocalDate().isBefore(dayBefore)).orElse(stated);
    }

    /** Of the dates that stand between the headline and the text, or right above it, the one that most speaks for. */
    private Optional<OffsetDateTime> besideHeadline() {
        if (headline < 0) {
            return Optional.empty();
        }
        int from = scan.blocks.get(Math.max(0, headline - BEFORE)).element;
        int to = textFrom(headline + 1);
        int byline = byline();
        return found().stream()
                .filter(shown -> shown.rank() < ELSEWHERE)
                .filter(shown -> (shown.index() >= from && shown.index() < to)
                        || Math.abs(shown.index() - byline) <= BESIDE_BYLINE)
                .filter(shown -> !isInSentence(shown.index()))
                .min(Comparator.comparingInt(Shown::rank))
                .map(Shown::date);
    }

    /** The first element after the headline that is named for an author, in the first half of the page; else far off. */
    private int byline() {
        int from = scan.blocks.get(headline).element;
        int looked = 0;
        for (int index : scan.notable) {
            if (++looked > MAX_CANDIDATES) {
                break;
            }
            String name = scan.elements[index].className().toLowerCase(Locale.ROOT);
            boolean author = name.contains("author")
                    || name.contains("byline")
                    || scan.elements[index].attr("rel").equals("author")
                    || scan.elements[index].attr("itemprop").equals("author");
            if (index > from && author && !isAside(index) && !isElsewhere(index)) {
                return index - from < scan.size / 2 ? index : -BESIDE_BYLINE - 1;
            }
        }
        return -BESIDE_BYLINE - 1;
    }

    /** The element of the second paragraph from a block on, for the first may be a lead that stands above the byline. */
    private int textFrom(int first) {
        int paragraphs = 0;
        int end = Math.min(scan.blocks.size(), first + AFTER);
        for (int b = first; b < end; b++) {
            if (scan.blocks.get(b).isProse() && ++paragraphs == 2) {
                return scan.blocks.get(b).element;
            }
        }
        return end < scan.blocks.size() ? scan.blocks.get(end).element : scan.size;
    }

    /** Whether an element is part of a line that says more than when something was published. */
    private boolean isInSentence(int index) {
        for (int i = index; i > 0; i = scan.parents[i]) {
            if (scan.isBlock(i)) {
                String line = FactsReader.text(scan.elements[i]);
                return line.length() > LONGEST_LINE
                        || (Block.endsSentence(line)
                                && line.length()
                                        > FactsReader.text(scan.elements[index]).length() + SENTENCE
                                && !FIRST_SAID.matcher(line).find());
            }
        }
        return false;
    }

    /** The last change, as metadata or structured data have it. */
    private Optional<OffsetDateTime> changed() {
        return dates.dateIn(metas.first("article:modified_time", "og:updated_time", "last-modified", "datemodified"))
                .or(() -> dates.dateIn(data.text("dateModified")));
    }

    /** Of the elements that are marked up as the date of publication, the first that is this article's. */
    private Optional<OffsetDateTime> marked() {
        for (int index : scan.notable) {
            var element = scan.elements[index];
            if (isPublication(element) && isOfHeadline(index) && !isComment(index) && !isElsewhere(index)) {
                var date = machineDate(element).or(() -> dates.dateIn(FactsReader.text(element)));
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an element's item or {@code <article>}, which is what its date is of, holds the headline as well. */
    private boolean isOfHeadline(int index) {
        for (int i = scan.parents[index]; i > 0; i = scan.parents[i]) {
            if (scan.tag(i).equals("article") || scan.elements[i].hasAttr("itemscope")) {
                return headline >= 0 && scan.contains(i, scan.blocks.get(headline).element);
            }
        }
        return true;
    }

    private static boolean isPublication(Element element) {
        return element.attr("itemprop").equals("datePublished") || element.hasAttr("pubdate");
    }

    private Optional<OffsetDateTime> inData() {
        for (var name : List.of("datePublished", "dateCreated", "uploadDate")) {
            var claimed = dates.dateIn(name.equals("datePublished") ? data.text(name) : data.articleText(name));
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        return Optional.empty();
    }

    private Optional<OffsetDateTime> named() {
        var found = new ArrayList<OffsetDateTime>();
        metas.forEach((name, values) -> {
            if (NAMES_PUBLICATION.matcher(name).find()) {
                dates.dateIn(values.get(0)).ifPresent(found::add);
            }
        });
        return found.stream().findFirst();
    }

    /** In the state from which scripts would draw the page: the first, as the article is before what it leads to. */
    private Optional<OffsetDateTime> inScripts() {
        int left = MAX_SCRIPTS;
        for (var script : scan.scripts) {
            String code = script.data();
            left -= code.length();
            if (left < 0) {
                break;
            }
            for (var m = IN_SCRIPT.matcher(code); m.find(); ) {
                var date = dates.dateIn(m.group(1));
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    /** RDFa: {@code <span property="schema:datePublished" content="...">}. */
    private Optional<OffsetDateTime> inProperty() {
        for (int i = 0; i < scan.size; i++) {
            String property = scan.elements[i].attr("property");
            if (property.endsWith("datePublished") || property.endsWith("dateCreated")) {
                var date = dates.dateIn(scan.elements[i].attr("content"));
                if (date.isPresent() && !isComment(i)) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<OffsetDateTime> firstOf(List<String> names) {
        for (var name : names) {
            for (var value : metas.all(name)) {
                var claimed = dates.dateIn(value);
                if (claimed.isPresent()) {
                    return claimed;
                }
            }
        }
        return Optional.empty();
    }

    /** The same instant in the offset in which the page shows it, when it is stated in UTC. */
    private OffsetDateTime asShown(OffsetDateTime stated) {
        if (!stated.getOffset().equals(ZoneOffset.UTC) || isDayOnly(stated)) {
            return stated;
        }
        for (int index : scan.notable) {
            String value = scan.elements[index].attr("datetime");
            if (value.length() > 19) {
                var shown = dates.dateIn(value);
                boolean same = shown.isPresent()
                        && !shown.get().getOffset().equals(ZoneOffset.UTC)
                        && Duration.between(shown.get(), stated).abs().compareTo(Duration.ofMinutes(1)) < 0;
                if (same) {
                    return shown.get();
                }
            }
        }
        return nearHeadline()
                .or(this::shown)
                .map(shown -> atOffsetOf(shown, stated))
                .orElse(stated);
    }

    /** The instant at the offset that makes its clock show what the page shows; as it is when none does. */
    private static OffsetDateTime atOffsetOf(OffsetDateTime shown, OffsetDateTime stated) {
        boolean clock = shown.getOffset().equals(ZoneOffset.UTC) && !isDayOnly(shown);
        long minutes = Duration.between(stated.truncatedTo(ChronoUnit.MINUTES), shown.truncatedTo(ChronoUnit.MINUTES))
                .toMinutes();
        return clock && minutes % 15 == 0 && minutes >= -MAX_WEST && minutes <= MAX_EAST
                ? stated.withOffsetSameInstant(ZoneOffset.ofTotalSeconds((int) minutes * 60))
                : stated;
    }

    /** A date that is shown, with what speaks for it. */
    private record Shown(OffsetDateTime date, int rank, int index) {}

    /** Marked up as a date, or in an element that is named for one; else near the headline. */
    private Optional<OffsetDateTime> shown() {
        var best = best();
        int rank = best.map(Shown::rank).orElse(CHANGE);
        var near = rank >= ELSEWHERE
                ? nearHeadline()
                : rank >= NAMED_ONLY ? atHeadline() : Optional.<OffsetDateTime>empty();
        return near.or(() -> best.filter(shown -> shown.rank() < CHANGE).map(Shown::date));
    }

    /** Of what is marked up as a date or named for one, the best, and the first of its kind. */
    private Optional<Shown> best() {
        return found().stream().min(Comparator.comparingInt(Shown::rank));
    }

    private List<Shown> found() {
        var found = new ArrayList<Shown>();
        int looked = 0;
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String name = element.className().toLowerCase(Locale.ROOT);
            String itemprop = element.attr("itemprop");
            boolean published = isPublication(element);
            boolean time = element.normalName().equals("time") || element.hasAttr("datetime");
            boolean named = (scan.marks[index] & Vocabulary.BYLINE) != 0;
            if (!published && !time && !named) {
                continue;
            }
            if (++looked > MAX_CANDIDATES) {
                break;
            }
            if (isQuoted(index) || (published ? isComment(index) : isAside(index))) {
                continue;
            }
            String text = FactsReader.text(element);
            if (text.length() > LONGEST_LINE) {
                continue;
            }
            final boolean machine = published || time;
            var date = machineDate(element);
            date = date.or(() -> dates.dateIn(text)).or(() -> shortYear(text));
            if (date.isEmpty()) {
                continue;
            }
            var day = date.get();
            boolean changed = itemprop.equals("dateModified")
                    || name.contains("updated")
                    || name.contains("modified")
                    || isChange(index, text);
            int rank = (published || name.contains("publish") ? 0 : 1)
                    + (changed ? CHANGE : 0)
                    + (isElsewhere(index) ? ELSEWHERE : 0)
                    + (isOfSite(index) ? CHANGE : 0)
                    + (machine ? 0 : NAMED_ONLY);
            found.add(new Shown(isDayOnly(day) ? withClock(day, index, text) : day, rank, index));
        }
        return found;
    }

    /** The day with the time that the next element shows, if it does. */
    private OffsetDateTime withClock(OffsetDateTime day, int index, String text) {
        int next = scan.ends[index];
        if (next >= scan.size || scan.parents[next] != scan.parents[index]) {
            return day;
        }
        String clock = FactsReader.text(scan.elements[next]);
        return clock.length() > LONGEST_CLOCK
                ? day
                : dates.dateIn(text + " " + clock)
                        .filter(time -> time.toLocalDate().equals(day.toLocalDate()))
                        .orElse(day);
    }

    private static boolean isDayOnly(OffsetDateTime date) {
        return date.getOffset().equals(ZoneOffset.UTC) && date.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private Optional<OffsetDateTime> machineDate(Element element) {
        for (var attribute : List.of("datetime", "content", "title")) {
            var date = dates.dateIn(element.attr(attribute));
            if (date.isPresent()) {
                return date;
            }
        }
        return Optional.empty();
    }

    /** Whether the words right before a date, or round it, speak of a change rather than of publication. */
    private boolean isChange(int index, String text) {
        String words = text;
        int parent = scan.parents[index];
        if (parent > 0 && words.length() < 40 && scan.ends[parent] - parent < 12) {
            String around = FactsReader.text(scan.elements[parent]);
            int at = around.indexOf(text);
            String before = at < 0 ? "" : around.substring(0, at);
            boolean alone = at >= 0
                    && before.isBlank()
                    && !A_YEAR.matcher(around.substring(at + text.length())).find();
            if (around.length() < SHORT_LINE) {
                words = at < 0 || alone ? around : afterLastYear(before) + text;
            }
        }
        return isChange(words);
    }

    private static boolean isChange(String words) {
        return CHANGED.matcher(words).find() && !FIRST_SAID.matcher(words).find();
    }

    /** What belongs to no earlier date in a line of several. */
    private static String afterLastYear(String line) {
        int from = 0;
        for (var year = A_YEAR.matcher(line); year.find(); ) {
            from = year.end();
        }
        return line.substring(from);
    }

    /** The first date in the lines that touch the headline. */
    private Optional<OffsetDateTime> atHeadline() {
        return headline < 0
                ? Optional.empty()
                : inLines(Math.max(0, headline - 2), headline)
                        .or(() -> inLines(headline + 1, Math.min(headline + 3, scan.blocks.size())));
    }

    /** The first date in a short line from a little before the headline to not far after it. */
    private Optional<OffsetDateTime> nearHeadline() {
        if (headline < 0) {
            return Optional.empty();
        }
        var right = inLines(Math.max(0, headline - 2), headline);
        var after = inLines(headline + 1, Math.min(headline + 1 + AFTER, scan.blocks.size()));
        return right.or(() -> after).or(() -> inLines(Math.max(0, headline - BEFORE), headline));
    }

    /** The date that is set before the text of a paragraph soon after the headline. */
    private Optional<OffsetDateTime> dateline() {
        int from = Math.max(0, headline);
        for (var block : scan.blocks.subList(from, Math.min(from + AFTER, scan.blocks.size()))) {
            var m = DATELINE.matcher(block.text);
            if (block.kind == Block.Kind.TEXT && m.lookingAt() && !isChange(m.group(1)) && !isAside(block.element)) {
                var date = dates.writtenIn(m.group(1));
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<OffsetDateTime> inLines(int from, int to) {
        for (var block : scan.blocks.subList(from, to)) {
            if (block.length() > SHORT_LINE
                    || isAside(block.element)
                    || isElsewhere(block.element)
                    || isOfSite(block.element)) {
                continue;
            }
            var date = saidFirst(block.text).or(() -> dates.dateIn(block.text)).or(() -> shortYear(block.text));
            if (date.isPresent() && !isChange(block.text)) {
                return date;
            }
        }
        return Optional.empty();
    }

    private Optional<OffsetDateTime> shortYear(String text) {
        return text.length() > SHORT_YEAR_LINE ? Optional.empty() : dates.shortYearIn(text);
    }

    private static int headline(PageScan scan, String headlineLetters) {
        int top = -1;
        for (int b = 0; b < scan.blocks.size(); b++) {
            var block = scan.blocks.get(b);
            if (block.kind != Block.Kind.HEADING) {
                continue;
            }
            if (!headlineLetters.isEmpty() && Letters.of(block.text, 400).equals(headlineLetters)) {
                return b;
            }
            top = top < 0 && scan.tag(block.element).equals("h1") ? b : top;
        }
        return top;
    }

    /** What says of itself that it is the date of publication, else the first date in a short line; no comment's. */
    private Optional<OffsetDateTime> anywhere() {
        Optional<OffsetDateTime> first = Optional.empty();
        for (var block : scan.blocks.subList(0, Math.min(scan.blocks.size(), MAX_BLOCKS))) {
            if (block.length() > LONGEST_LINE * 2) {
                continue;
            }
            var said = saidFirst(block.text);
            if (said.isPresent() && !isComment(block.element)) {
                return said;
            }
            if (first.isEmpty() && block.length() <= SHORT_LINE) {
                first = dates.dateIn(block.text)
                        .or(() -> shortYear(block.text))
                        .filter(date -> !isComment(block.element) && !isOfSite(block.element));
            }
        }
        return first;
    }

    /** The date behind the words that say that it is the first; else, where they are said, the text's first. */
    private Optional<OffsetDateTime> saidFirst(String text) {
        var said = FIRST_SAID.matcher(text);
        return said.find()
                ? dates.writtenIn(text.substring(said.end())).or(() -> dates.writtenIn(text))
                : Optional.empty();
    }

    /** Whether an element is a comment's, or at the edges of the page. */
    private boolean isAside(int index) {
        return scan.isWithin(index, Vocabulary.COMMENTS | PageScan.FURNITURE, List.of("comment"));
    }

    /** Whether an element is part of what the site sets above all its pages, where today's date may stand. */
    private boolean isOfSite(int index) {
        int own = headline < 0 ? -1 : scan.blocks.get(headline).element;
        for (int i = index; i > 0 && !scan.contains(i, own); i = scan.parents[i]) {
            boolean header = (scan.marks[i] & PageScan.HEADER) != 0 && !isInArticle(i);
            String name = scan.elements[i].className();
            if (header || (name.length() < LONGEST_LINE && OF_SITE.matcher(name).find())) {
                return true;
            }
        }
        return false;
    }

    private boolean isInArticle(int index) {
        int i = index;
        while (i > 0 && (scan.marks[i] & PageScan.ARTICLE) == 0 && !scan.tag(i).equals("main")) {
            i = scan.parents[i];
        }
        return i > 0;
    }

    private boolean isComment(int index) {
        return scan.isWithin(index, Vocabulary.COMMENTS, List.of("comment"));
    }

    /** Whether an element is part of what somebody else said, as posts of other sites are that a page shows. */
    private boolean isQuoted(int index) {
        for (int i = index; i > 0 && scan.ends[i] - i < scan.size / 2; i = scan.parents[i]) {
            if (scan.tag(i).equals("blockquote")) {
                return true;
            }
        }
        return false; // a quotation of half the page is layout
    }

    /** Whether an element is part of what leads to other articles. */
    private boolean isElsewhere(int index) {
        return scan.isWithin(index, PageScan.ASIDE | Vocabulary.BOILERPLATE, List.of("card", "teaser", "related"));
    }
}
