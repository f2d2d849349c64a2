package sentinel.silver;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sentinel.delta.Compaction;
import sentinel.delta.LiveTable;
import sentinel.delta.Vacuum;
import sentinel.silver.GeneratedSources.Made;
import sentinel.silver.ProcessFigures.OnDisk;

/** Many batches of a few rows, each with a commit of Bronze and one of sightings, and what they leave behind. */
final class SoakBench {

    private static final long STARTED_WITH = 50_000;
    private static final int REPORTED = 500;
    private static final int CARED_FOR = 200;

    /** Short, so that what expires does so while the benchmark runs. */
    private static final Duration RETENTION = Duration.ofMinutes(2);

    private final BenchTables tables;
    private final Random random = new Random(11);
    private final Map<Long, Integer> texts = new HashMap<>();
    private long next = STARTED_WITH;
    private long lastEdited = STARTED_WITH / 2;

    SoakBench(BenchTables tables) {
        this.tables = tables;
    }

    /** Prints a table. */
    void run(long batches) throws Exception {
        var sources = tables.sources(STARTED_WITH * 20);
        tables.generate(sources, STARTED_WITH);
        var compaction = new Compaction(tables.engine(), sources.bronze(), Compaction.Sizes.DEFAULT);
        var vacuum =
                new Vacuum(tables.engine(), tables.hadoop(), sources.bronze().path(), RETENTION, Clock.systemUTC());
        var run = tables.run(RETENTION);
        while (run.step()) {}
        System.out.println(
                "| batches | median ms | p95 ms | CPU ms a batch | live files | files | MB on disk | log files | heap MB | load |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        var used = new ArrayList<ProcessFigures>();
        for (long batch = 1; batch <= batches; batch++) {
            sources.append(rows(batch));
            sources.announce(List.of(next - 1, next - 7));
            var start = ProcessFigures.now();
            if (!run.step()) {
                throw new IllegalStateException("the batch found nothing new");
            }
            used.add(ProcessFigures.now().since(start));
            if (batch % CARED_FOR == 0) {
                compaction.run();
                vacuum.run();
            }
            if (batch % REPORTED == 0 || batch == batches) {
                print(batch, used);
                used.clear();
            }
        }
    }

    /** Five new articles, three edits, two repeats by other sources, and now and then a row that comes late. */
    private List<Made> rows(long batch) {
        var made = new ArrayList<Made>();
        var articles = new HashSet<Long>();
        for (int i = 0; i < 5; i++) {
            made.add(new Made(next, 0, next));
            next++;
        }
        for (int i = 0; i < 3; i++) {
            long edited = next - 10 - (long) (random.nextDouble() * random.nextDouble() * 5_000);
            if (articles.add(edited)) {
                texts.put(edited, (int) batch);
                made.add(new Made(edited, (int) batch, next));
            }
        }
        for (int i = 0; i < 2; i++) {
            long repeated = next - 20 - random.nextInt(2_000);
            if (articles.add(repeated)) {
                made.add(new Made(repeated, texts.getOrDefault(repeated, 0), next));
            }
        }
        if (batch % 50 == 0 && articles.add(lastEdited)) { // between its first row and its edit
            made.add(new Made(lastEdited, 1_000_000_000 + (int) batch, lastEdited + 1));
        }
        lastEdited = made.get(5).article();
        return made;
    }

    private void print(long batch, List<ProcessFigures> used) throws IOException {
        var millis = used.stream()
                .mapToDouble(figures -> 1e3 * figures.wallSeconds())
                .sorted()
                .toArray();
        double cpu = used.stream().mapToDouble(ProcessFigures::cpuSeconds).sum();
        var live =
                new LiveTable(tables.engine(), tables.hadoop(), tables.paths().silver());
        live.refresh();
        var disk = OnDisk.of(tables.paths().silver());
        System.out.printf(
                "| %,d | %.0f | %.0f | %.0f | %d | %,d | %.0f | %,d | %d | %.1f |%n",
                batch,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.95)],
                1e3 * cpu / used.size(),
                live.files().size(),
                disk.data(),
                disk.bytes() / 1e6,
                disk.log(),
                ProcessFigures.liveHeapMegabytes(),
                ProcessFigures.load());
    }
}
