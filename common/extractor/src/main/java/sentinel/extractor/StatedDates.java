package sentinel.extractor;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sentinel.text.date.Dates;

/** Dates of publication that a page states for machines: in structured data, metadata, properties and scripts. */
final class StatedDates {

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

    /** A string that a script's state names for a publication's date; strings in strings have their quotes escaped. */
    private static final Pattern IN_SCRIPT = Pattern.compile(
            "(?<!un)(?:[pP]ublish(?:ed)?_?(?:[dD]ate|[aA]t|[tT]ime)|datePublished|date_published|publication_?[dD]ate|pub[dD]ate)\\\\{0,3}\"\\s?:\\s?\\\\{0,3}\"([^\"\\\\]{8,40})");

    /** Properties of structured data, the surest first. */
    private static final List<String> IN_DATA = List.of("datePublished", "dateCreated", "uploadDate");

    /** Characters of scripts that are looked at. */
    private static final int MAX_SCRIPTS = 3_000_000;

    private final PageScan scan;
    private final Metas metas;
    private final JsonLd data;
    private final Dates dates;
    private final Surroundings surroundings;

    StatedDates(PageScan scan, Metas metas, JsonLd data, Dates dates, Surroundings surroundings) {
        this.scan = scan;
        this.metas = metas;
        this.data = data;
        this.dates = dates;
        this.surroundings = surroundings;
    }

    /** The surest: of structured data, else of metadata. */
    Optional<OffsetDateTime> published() {
        return inData().or(() -> firstOf(CERTAIN)).or(this::named);
    }

    /** Of metadata that may be of the last change. */
    Optional<OffsetDateTime> vague() {
        return firstOf(VAGUE);
    }

    /** The last change, as metadata or structured data have it. */
    Optional<OffsetDateTime> changed() {
        return dates.dateIn(metas.first("article:modified_time", "og:updated_time", "last-modified", "datemodified"))
                .or(() -> dates.dateIn(data.text("dateModified")));
    }

    private Optional<OffsetDateTime> inData() {
        for (var name : IN_DATA) {
            var claimed = dates.dateIn(name.equals("datePublished") ? data.text(name) : data.articleText(name));
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        return Optional.empty();
    }

    /** Of any metadata that is named for a publication: of the first, the first value. */
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
    Optional<OffsetDateTime> inScripts() {
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
    Optional<OffsetDateTime> inProperty() {
        for (int i = 0; i < scan.size; i++) {
            String property = scan.elements[i].attr("property");
            if (property.endsWith("datePublished") || property.endsWith("dateCreated")) {
                var date = dates.dateIn(scan.elements[i].attr("content"));
                if (date.isPresent() && !surroundings.isComment(i)) {
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
}
