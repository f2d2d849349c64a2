package sentinel.silver;

import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import sentinel.config.TablePaths;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;
import sentinel.delta.LiveFile;
import sentinel.delta.LiveTable;
import sentinel.silver.GeneratedSources.Made;
import sentinel.silver.ProcessFigures.OnDisk;

/** What one batch costs on a table of a size: half new articles, half edits, a few sightings. */
final class GrowthBench {

    private static final int WARM = 2;
    private static final int MEASURED = 5;
    private static final int SIGHTINGS = 3;

    /** Which articles the edits are of. */
    private enum Kind {
        RECENT,
        ANY;

        long edited(Random random, long articles) {
            long among = this == RECENT ? Math.max(1, articles / GeneratedSources.DAYS) : articles;
            return articles - 1 - (long) (random.nextDouble() * among);
        }
    }

    /** A design: makes the next batch. */
    private interface Design {
        void batch() throws Exception;
    }

    private final BenchTables tables;
    private final long articles;
    private final int batch;

    /** @param batch rows of Bronze in a batch */
    GrowthBench(BenchTables tables, long articles, int batch) {
        this.tables = tables;
        this.articles = articles;
        this.batch = batch;
    }

    /** Prints a row of the table for each kind of batch, and its median of CPU seconds for who compares. */
    void run(boolean before) throws Exception {
        var sources = tables.sources(articles);
        long next = sources.rows();
        var start = ProcessFigures.now();
        var design = before ? merges(tables.paths()) : direct();
        System.err.printf(
                "bench silver: %,d articles, ready after %.1f CPU seconds%n",
                articles, ProcessFigures.now().since(start).cpuSeconds());
        for (var kind : Kind.values()) {
            var used = new ArrayList<ProcessFigures>();
            var added = new ArrayList<Double>();
            var random = new Random(7);
            for (int i = -WARM; i < MEASURED; i++) {
                next = append(sources, kind, random, next);
                long bytes = OnDisk.of(tables.paths().silver()).bytes();
                var begun = ProcessFigures.now();
                design.batch();
                if (i >= 0) {
                    used.add(ProcessFigures.now().since(begun));
                    added.add((OnDisk.of(tables.paths().silver()).bytes() - bytes) / 1e6);
                }
            }
            print(before ? "before" : "now", kind, used, added);
        }
    }

    private long append(GeneratedSources sources, Kind kind, Random random, long first) throws Exception {
        long next = first;
        var made = new ArrayList<Made>();
        var edited = new HashSet<Long>();
        for (int k = 0; k < batch / 2; k++) {
            made.add(new Made(next, 0, next));
            long article = kind.edited(random, articles);
            if (edited.add(article)) { // an article is edited at most once in a batch
                made.add(new Made(article, (int) (next % 1_000_000) + 1, next));
            }
            next++;
        }
        sources.append(made);
        sources.announce(LongStream.range(next - SIGHTINGS, next).boxed().collect(toCollection(ArrayList::new)));
        return next;
    }

    private void print(String design, Kind kind, List<ProcessFigures> used, List<Double> added) {
        var live =
                new LiveTable(tables.engine(), tables.hadoop(), tables.paths().silver());
        live.refresh();
        double bytes = live.files().stream().mapToLong(LiveFile::size).sum();
        var cpu = used.stream().mapToDouble(ProcessFigures::cpuSeconds).sorted().toArray();
        double read = median(used.stream().mapToDouble(ProcessFigures::readBytes));
        System.out.printf(
                "| %s | %,d | %s | %.2f (%.2f to %.2f) | %.2f (%.1f) | %.1f | %.1f%% | %d | %.1f |%n",
                design,
                articles,
                kind.name().toLowerCase(Locale.ROOT),
                cpu[cpu.length / 2],
                cpu[0],
                cpu[cpu.length - 1],
                median(used.stream().mapToDouble(ProcessFigures::wallSeconds)),
                ProcessFigures.load(),
                read / 1e6,
                100 * read / bytes,
                live.files().size(),
                median(added.stream().mapToDouble(Double::doubleValue)));
        System.out.printf("median %s %s %d %f%n", design, kind, articles, cpu[cpu.length / 2]);
    }

    private static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Design direct() throws InterruptedException {
        var run = tables.run();
        run.createSilver();
        while (run.step()) {}
        return () -> {
            if (!run.step()) {
                throw new IllegalStateException("the batch found nothing new");
            }
        };
    }

    private static Design merges(TablePaths paths) {
        var spark = SilverSession.open();
        var bronze = new MergeSource(spark, paths.bronze(), Columns.OF_BRONZE, BronzeArticle.SCHEMA_VERSION);
        var sightings = new MergeSource(spark, paths.sightings(), Columns.OF_SIGHTINGS, Sighting.SCHEMA_VERSION);
        var silver = new MergeSilver(spark, paths.silver());
        silver.prepare();
        var fold = new MergeFold(spark, bronze, sightings, silver);
        return () -> {
            var from = MergeSilver.progress(silver.snapshot()).orElseThrow();
            var to = from.to(
                    bronze.latest().orElseThrow().version(),
                    from.sightingsId(),
                    sightings.latest().orElseThrow().version());
            if (fold.run(from, to, true, true).changedNothing()) {
                throw new IllegalStateException("the batch found nothing new");
            }
        };
    }
}
