package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Report;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extractor;
import sentinel.service.json.Json;
import sentinel.simulator.world.Editing;
import sentinel.simulator.world.World;

/** Articles of which it is known which event they tell of. */
final class LabelledStories {

    private static final String LABELS = "stories.jsonl";
    private static final int NEWSROOM_SITES = 24;

    /** One day for all pages whose dates are not used, and the days before for pages without a label. */
    private static final Instant ONE_DAY = Instant.parse("2026-11-20T00:00:00Z");

    private static final Duration BEFORE = Duration.ofDays(3);

    /** @param story articles of equal ones tell of the same event; null when nobody has labelled it */
    record Labelled(Report report, @Nullable String story) {}

    private LabelledStories() {}

    /** Articles of the newsroom in five languages. */
    static List<Labelled> ofNewsroom(long seed, int count) {
        var plan = new World.Plan(
                seed, NEWSROOM_SITES, count, 0, 0, count, 0, Instant.parse("2026-11-27T12:00:00Z"), Editing.BY_RATE);
        var world = new World(plan, "https://newsroom.example", site -> "https://site" + site + ".example");
        world.open();
        return world.articles().stream()
                .map(article -> new Labelled(
                        new Report(
                                Report.number(UrlIdentity.articleId(article.url())),
                                article.published().toEpochMilli(),
                                article.site().language(),
                                article.title(),
                                String.join("\n\n", article.current().paragraphs()),
                                List.of(),
                                null),
                        Integer.toString(article.story().number())))
                .toList();
    }

    /**
     * Saved pages as the extractor reads them.
     *
     * @param dated whether a page is as old as it says. If not, all labelled pages are of one day, and the others of days before.
     */
    static List<Labelled> ofPages(Path directory, boolean dated) throws IOException {
        var labels = labels();
        var extractor = new Extractor();
        var articles = new ArrayList<Labelled>();
        for (var page : LabelledPages.in(directory)) {
            if (extractor.extract(page.html(), page.url(), null) instanceof Article article) {
                var story = labels.get(page.id());
                var facts = article.facts();
                long place = 1_000L * articles.size();
                long seen = dated
                        ? date(page, article).toEpochMilli() + place
                        : (story == null ? ONE_DAY.minus(BEFORE) : ONE_DAY).toEpochMilli() + place;
                articles.add(new Labelled(
                        new Report(
                                Report.number(UrlIdentity.articleId(page.id())),
                                seen,
                                facts.language(),
                                facts.title() == null ? "" : facts.title(),
                                article.text(),
                                List.of(),
                                null),
                        story));
            }
        }
        return articles;
    }

    /** The day that people say, or that the page says; pages without one are years apart. */
    private static Instant date(LabelledPage page, Article article) {
        var date = page.gold().date();
        if (date != null && date.length() >= 10) {
            try {
                return LocalDate.parse(date.substring(0, 10))
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            } catch (DateTimeParseException e) {
                // the page's own is as good
            }
        }
        var published = article.facts().published();
        return published == null
                ? Instant.EPOCH.plus(Duration.ofDays(Math.floorMod(page.id().hashCode(), 10_000)))
                : published.toInstant();
    }

    /** Page to the number of its story. */
    private static Map<String, String> labels() throws IOException {
        var labels = new HashMap<String, String>();
        try (var in = requireNonNull(LabelledStories.class.getResourceAsStream(LABELS), LABELS)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank()) {
                    var label = Json.mapper().readTree(line);
                    labels.put(label.get("page").asText(), label.get("story").asText());
                }
            }
        }
        return labels;
    }
}
