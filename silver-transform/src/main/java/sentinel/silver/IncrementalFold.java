package sentinel.silver;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import sentinel.delta.LiveFile;
import sentinel.versions.VersionText;

/**
 * Brings Silver from one pair of source versions to a later one, or makes it from all of Bronze. A batch is bounded, so its rows
 * are folded in this process: it reads the new rows and the rows of their articles, and nothing else.
 */
final class IncrementalFold {

    /** Rows that are folded at a time when Silver is made from all of Bronze. */
    private static final int CHUNK_ROWS = 10_000;

    private final BronzeRows bronze;
    private final SightingRows sightings;
    private final SilverTable silver;

    IncrementalFold(BronzeRows bronze, SightingRows sightings, SilverTable silver) {
        this.bronze = bronze;
        this.sightings = sightings;
        this.silver = silver;
    }

    /** Counts of one fold. */
    private record Counts(long inserted, long updated, long touched, long refolded) {
        Counts plus(Counts other) {
            return new Counts(
                    inserted + other.inserted,
                    updated + other.updated,
                    touched + other.touched,
                    refolded + other.refolded);
        }
    }

    /**
     * One batch.
     *
     * @param newRows files of Bronze with what is new
     * @param newSightings files of the sightings with what is new
     * @param commitAlways whether to commit the progress even when no article changes
     */
    Summary run(Progress to, List<LiveFile> newRows, List<LiveFile> newSightings, boolean commitAlways) {
        var read = bronze.read(newRows);
        var seen = sightings.read(newSightings);
        var counts = fold(read.rows(), seen);
        var summary = summary(read.rows().size(), seen.size(), counts, read.leftOut());
        if (!summary.changedNothing() || commitAlways) {
            silver.commit(to);
        }
        return summary;
    }

    /**
     * Makes an empty Silver from all of Bronze, in one commit. Bronze is read once, in the order of its files; an article of which
     * a row comes out of its order is folded at the end, from all its rows.
     *
     * @param said takes how far the work is, for a person
     */
    Summary build(Progress to, Consumer<String> said) {
        var building = new Building();
        var files = bronze.all();
        for (int i = 0; i < files.size(); i++) {
            bronze.read(files.get(i), building::add, building.flawed::add);
            said.accept("is making Silver from all of Bronze: %,d of %,d files, %,d rows"
                    .formatted(i + 1, files.size(), building.rows));
        }
        building.foldChunk();
        var counts = building.counts.plus(again(List.copyOf(building.late)));
        silver.commit(to);
        return summary(building.rows, 0, counts, LeftOut.of(building.flawed));
    }

    /** Silver on its way from all of Bronze. */
    private final class Building {
        private final List<Row> chunk = new ArrayList<>();
        private final List<Row> flawed = new ArrayList<>();
        private final Set<String> late = new HashSet<>();
        private Counts counts = new Counts(0, 0, 0, 0);
        private long rows;

        void add(Row row) {
            rows++;
            chunk.add(row);
            if (chunk.size() == CHUNK_ROWS) {
                foldChunk();
            }
        }

        void foldChunk() {
            counts = counts.plus(inOrder(chunk, late));
            chunk.clear();
        }
    }

    private Counts inOrder(List<Row> rows, Set<String> late) {
        var heads = rows.stream().map(Columns::head).collect(groupingBy(BronzeHead::normalizedUrl));
        var prior = silver.lookUp(heads.keySet(), Set.of());
        heads.forEach((url, ofArticle) -> {
            if (ArticleFold.isLate(prior.get(url), ofArticle)) {
                late.add(url);
            }
        });
        return fold(
                rows.stream()
                        .filter(row -> !late.contains(row.<String>getAs("normalized_url")))
                        .toList(),
                List.of());
    }

    /** Folds some articles from all their rows. */
    private Counts again(List<String> urls) {
        var total = new Counts(0, 0, 0, 0);
        for (int from = 0; from < urls.size(); from += CHUNK_ROWS) {
            var some = Set.copyOf(urls.subList(from, Math.min(urls.size(), from + CHUNK_ROWS)));
            var rows = bronze.of(some, bronze.all());
            var prior = silver.lookUp(some, Set.of());
            var outcome = BatchFold.fold(
                    Map.of(), rows.stream().map(Columns::head).toList(), List.of(), sources(Map.of(), rows));
            put(outcome, prior, rows);
            total = total.plus(new Counts(
                    outcome.changed().size() - prior.size(),
                    0,
                    0,
                    outcome.changed().size()));
        }
        return total;
    }

    private Counts fold(List<Row> rows, List<Seen> seen) {
        var heads = rows.stream().map(Columns::head).toList();
        var prior = heads.isEmpty() && seen.isEmpty()
                ? Map.<String, ArticleState>of()
                : silver.lookUp(
                        heads.stream().map(BronzeHead::normalizedUrl).collect(toSet()),
                        seen.stream().map(Seen::discoveredUrl).collect(toSet()));
        var known = new ArrayList<>(rows);
        var outcome = BatchFold.fold(prior, heads, seen, sources(prior, known));
        put(outcome, prior, known);
        return counts(outcome, prior);
    }

    /** @param known rows that were read; those that are looked up are added to them */
    private BatchFold.Sources sources(Map<String, ArticleState> prior, List<Row> known) {
        return new BatchFold.Sources() {
            @Override
            public List<BronzeHead> allRowsOf(Set<String> urls) {
                var rows = bronze.of(urls, bronze.since(firstDay(urls, prior, known)));
                known.addAll(rows);
                return rows.stream().map(Columns::head).toList();
            }

            @Override
            public Map<String, VersionText> currentTexts(Collection<ArticleState> articles) {
                return bronze.texts(articles);
            }

            @Override
            public List<Seen> allSightingsOf(Set<String> names) {
                return sightings.of(names);
            }
        };
    }

    /** The day of the first row of some articles, as a partition of Bronze. */
    private static String firstDay(Set<String> urls, Map<String, ArticleState> prior, List<Row> rows) {
        var before =
                urls.stream().flatMap(url -> Stream.ofNullable(prior.get(url))).map(ArticleState::firstSeen);
        var now = rows.stream()
                .filter(row -> urls.contains(row.<String>getAs("normalized_url")))
                .map(row -> Columns.head(row).position().kafkaTs());
        return BronzeRows.day(
                Stream.concat(before, now).min(Comparator.naturalOrder()).orElseThrow());
    }

    /** Puts the articles that changed into Silver, with their content. */
    private void put(BatchFold.Outcome outcome, Map<String, ArticleState> prior, List<Row> rows) {
        if (outcome.changed().isEmpty()) {
            return;
        }
        var byUrl = new HashMap<String, Map<Position, Row>>();
        for (var row : rows) {
            var head = Columns.head(row);
            byUrl.computeIfAbsent(head.normalizedUrl(), url -> new HashMap<>()).putIfAbsent(head.position(), row);
        }
        var touched = silver.rowsOf(outcome.changed().stream()
                .filter(state -> isTouched(state, prior))
                .map(ArticleState::normalizedUrl)
                .collect(toSet()));
        silver.put(outcome.changed().stream()
                .map(state -> isTouched(state, prior)
                        ? Columns.touched(state, requireNonNull(touched.get(state.normalizedUrl()), "was looked up"))
                        : Columns.silver(state, contentOf(state, byUrl)))
                .toList());
    }

    private static boolean isTouched(ArticleState state, Map<String, ArticleState> prior) {
        return state.hasContentOf(prior.get(state.normalizedUrl()));
    }

    /** The row that made the content: content that changed came with a new row, or all rows were read again. */
    private static Row contentOf(ArticleState state, Map<String, Map<Position, Row>> byUrl) {
        var rows = requireNonNull(byUrl.get(state.normalizedUrl()), "an article whose content changed has rows");
        return requireNonNull(rows.get(state.content()), "the row of the content is one of them");
    }

    private static Counts counts(BatchFold.Outcome outcome, Map<String, ArticleState> prior) {
        long inserted = 0;
        long updated = 0;
        for (var state : outcome.changed()) {
            if (!prior.containsKey(state.normalizedUrl())) {
                inserted++;
            } else if (!isTouched(state, prior)) {
                updated++;
            }
        }
        long touched = outcome.changed().size() - inserted - updated;
        return new Counts(inserted, updated, touched, outcome.refolded().size());
    }

    private static Summary summary(long rows, long sightings, Counts counts, LeftOut leftOut) {
        return new Summary(
                rows, sightings, counts.inserted(), counts.updated(), counts.touched(), 0, counts.refolded(), leftOut);
    }
}
