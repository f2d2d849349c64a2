package sentinel.fetcher.extract;

import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * When the article was first published: as its structured data says, else its metadata, else a date near the headline, else
 * its address. A date that is said to be an update's counts last of all.
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
            "created");
    /** Metadata that some sites fill with the time of the last change. */
    private static final List<String> VAGUE =
            List.of("date", "dc.date", "dcterms.date", "video:release_date", "article:post_date", "timestamp");

    private static final Pattern NAMES_PUBLICATION = Pattern.compile(
            "(?:publish|publication|\\bpub|issued|release)[a-z_.:-]*(?:date|time|on|at)|(?:date|time)[a-z_.:-]*(?:publish|pub\\b)");
    private static final Pattern CHANGED = Pattern.compile(
            "\\b(?:updated?|modified|last (?:edited|changed|reviewed)|revised|reviewed|aktualisiert|geändert|änderung|zuletzt|mis à jour|mise à jour|actualizado|actualización|aggiornato|atualizado|bijgewerkt|zaktualizowano|aktualizacja|oppdatert|opdateret|uppdaterad|päivitetty|güncelleme|обновлено|оновлено)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern FIRST_SAID = Pattern.compile(
            "\\b(?:published|posted|written|first published|originally published|erschienen|veröffentlicht|publiziert|publié|publicado|pubblicato|gepubliceerd|geplaatst|opublikowano|publisert|publicerad|julkaistu|yayınlanma|опубликовано|gepostet|erstellt|pressemitteilung vom)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private static final int LONGEST_LINE = 200;
    private static final int SHORT_LINE = 120;
    private static final int MAX_CANDIDATES = 300;
    private static final int MAX_BLOCKS = 3_000;
    /** Blocks round the headline in which a date is its own. */
    private static final int BEFORE = 6;

    private static final int AFTER = 25;

    private final PageScan scan;
    private final Metas metas;
    private final JsonLd data;
    private final String url;
    private final String headlineLetters;
    private final Dates dates;

    /**
     * @param headline may be null
     * @param dates reads them as the site's readers do
     */
    Published(PageScan scan, Metas metas, JsonLd data, String url, String headline, Dates dates) {
        this.scan = scan;
        this.metas = metas;
        this.data = data;
        this.url = url;
        this.headlineLetters = headline == null ? "" : BodyPicker.letters(headline, 400);
        this.dates = dates;
    }

    Optional<OffsetDateTime> date() {
        return stated().map(this::asShown)
                .or(this::inProperty)
                .or(this::shown)
                .or(() -> firstOf(VAGUE))
                .or(() -> Dates.inUrl(url))
                .or(this::anywhere)
                .or(() -> dates.dateIn(
                        metas.first("article:modified_time", "og:updated_time", "last-modified", "datemodified")))
                .or(() -> dates.dateIn(data.text("dateModified")));
    }

    private Optional<OffsetDateTime> stated() {
        for (var name : List.of("datePublished", "dateCreated", "uploadDate")) {
            var claimed = dates.dateIn(name.equals("datePublished") ? data.text(name) : data.articleText(name));
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        var certain = firstOf(CERTAIN);
        if (certain.isPresent()) {
            return certain;
        }
        var found = new ArrayList<OffsetDateTime>();
        metas.forEach((name, values) -> {
            if (NAMES_PUBLICATION.matcher(name).find()) {
                dates.dateIn(values.get(0)).ifPresent(found::add);
            }
        });
        return found.stream().findFirst();
    }

    /** RDFa: {@code <span property="schema:datePublished" content="...">}. */
    private Optional<OffsetDateTime> inProperty() {
        for (int i = 0; i < scan.size; i++) {
            String property = scan.elements[i].attr("property");
            if (property.endsWith("datePublished") || property.endsWith("dateCreated")) {
                var date = dates.dateIn(scan.elements[i].attr("content"));
                if (date.isPresent() && !isAside(i)) {
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
        if (!stated.getOffset().equals(ZoneOffset.UTC) || stated.toLocalTime().equals(LocalTime.MIDNIGHT)) {
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
        return stated;
    }

    /** A date that is shown, with what speaks for it. */
    private record Shown(OffsetDateTime date, int rank) {}

    /** Marked up as a date, or in an element that is named for one; the best, the first of its kind. */
    private Optional<OffsetDateTime> shown() {
        var found = new ArrayList<Shown>();
        int looked = 0;
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String name = element.className().toLowerCase(Locale.ROOT);
            String itemprop = element.attr("itemprop");
            boolean published = itemprop.equals("datePublished") || element.hasAttr("pubdate");
            boolean time = element.normalName().equals("time") || element.hasAttr("datetime");
            boolean named = (scan.marks[index] & Vocabulary.BYLINE) != 0;
            if (!published && !time && !named) {
                continue;
            }
            if (++looked > MAX_CANDIDATES) {
                break;
            }
            if (isAside(index)) {
                continue;
            }
            String text = FactsReader.text(element);
            if (text.length() > LONGEST_LINE) {
                continue;
            }
            final boolean machine = published || time;
            var date = machine ? machineDate(element) : Optional.<OffsetDateTime>empty();
            date = date.or(() -> dates.dateIn(text));
            if (date.isEmpty()) {
                continue;
            }
            boolean changed = itemprop.equals("dateModified")
                    || name.contains("updated")
                    || name.contains("modified")
                    || isChange(index, text);
            int rank = (published || name.contains("publish") ? 0 : 1)
                    + (changed ? 100 : 0)
                    + (isElsewhere(index) ? 50 : 0)
                    + (machine ? 0 : 2);
            found.add(new Shown(date.get(), rank));
        }
        var best = found.stream().min(Comparator.comparingInt(Shown::rank));
        var near = best.isPresent() && best.get().rank() < 10 ? Optional.<OffsetDateTime>empty() : nearHeadline();
        return near.or(() -> best.filter(shown -> shown.rank() < 100).map(Shown::date));
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
            words = around.length() < 80 ? around : words;
        }
        return CHANGED.matcher(words).find() && !FIRST_SAID.matcher(words).find();
    }

    /** The first date in a short line from a little before the headline to not far after it. */
    private Optional<OffsetDateTime> nearHeadline() {
        int headline = headline();
        if (headline < 0) {
            return Optional.empty();
        }
        var right = inLines(Math.max(0, headline - 2), headline);
        var after = inLines(headline + 1, Math.min(headline + 1 + AFTER, scan.blocks.size()));
        return right.or(() -> after).or(() -> inLines(Math.max(0, headline - BEFORE), headline));
    }

    private Optional<OffsetDateTime> inLines(int from, int to) {
        for (var block : scan.blocks.subList(from, to)) {
            if (block.length() > SHORT_LINE || isAside(block.element) || isElsewhere(block.element)) {
                continue;
            }
            var date = saidFirst(block.text).or(() -> dates.dateIn(block.text));
            boolean change = CHANGED.matcher(block.text).find();
            if (date.isPresent() && (!change || FIRST_SAID.matcher(block.text).find())) {
                return date;
            }
        }
        return Optional.empty();
    }

    /** The block that is the headline, else the first top heading; -1 when there is neither. */
    private int headline() {
        int top = -1;
        for (int b = 0; b < scan.blocks.size(); b++) {
            var block = scan.blocks.get(b);
            if (block.kind != Block.Kind.HEADING) {
                continue;
            }
            if (!headlineLetters.isEmpty()
                    && BodyPicker.letters(block.text, 400).equals(headlineLetters)) {
                return b;
            }
            top = top < 0 && scan.tag(block.element).equals("h1") ? b : top;
        }
        return top;
    }

    /** What says of itself that it is the date of publication, else the first date in a short line. */
    private Optional<OffsetDateTime> anywhere() {
        Optional<OffsetDateTime> first = Optional.empty();
        for (var block : scan.blocks.subList(0, Math.min(scan.blocks.size(), MAX_BLOCKS))) {
            if (block.length() > LONGEST_LINE * 2) {
                continue;
            }
            var said = saidFirst(block.text);
            if (said.isPresent()) {
                return said;
            }
            if (first.isEmpty() && block.length() <= SHORT_LINE) {
                first = dates.dateIn(block.text);
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
        for (int i = index; i > 0; i = scan.parents[i]) {
            boolean small = scan.ends[i] - i < scan.size / 2;
            if (small
                    && ((scan.marks[i] & (Vocabulary.COMMENTS | PageScan.FURNITURE)) != 0
                            || scan.elements[i]
                                    .className()
                                    .toLowerCase(Locale.ROOT)
                                    .contains("comment"))) {
                return true;
            }
        }
        return false;
    }

    /** Whether an element is part of what leads to other articles. */
    private boolean isElsewhere(int index) {
        for (int i = index; i > 0; i = scan.parents[i]) {
            boolean small = scan.ends[i] - i < scan.size / 2;
            String name = scan.elements[i].className().toLowerCase(Locale.ROOT);
            if (small
                    && ((scan.marks[i] & (PageScan.ASIDE | Vocabulary.BOILERPLATE)) != 0
                            || name.contains("card")
                            || name.contains("teaser")
                            || name.contains("related"))) {
                return true;
            }
        }
        return false;
    }
}
