package sentinel.silver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import sentinel.silver.GeneratedSources.Made;

/**
 * What the Silver job costs, measured in a process of its own that {@code ./sentinel bench silver} starts, one for each thing
 * measured. It is among the tests because it needs what the job keeps to itself, and because the design before does not belong
 * into the job's jar. Arguments: what to do, a directory with the tables, articles in them or batches, rows of a batch.
 */
final class SilverBench {

    private SilverBench() {}

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        var tables = new BenchTables(Path.of(arguments[1]));
        long number = Long.parseLong(arguments[2]);
        int batch = Integer.parseInt(arguments[3]);
        switch (arguments[0]) {
            case "generate" -> tables.generate(tables.sources(number), number);
            case "build" -> build(tables, number);
            case "catchup" -> catchUp(tables, number, batch);
            case "now" -> new GrowthBench(tables, number, batch).run(false);
            case "before" -> new GrowthBench(tables, number, batch).run(true);
            case "soak" -> new SoakBench(tables).run(number);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0); // Spark's threads stay otherwise
    }

    private static void build(BenchTables tables, long articles) throws InterruptedException {
        fold("first build", tables, articles);
    }

    /** As many rows again as Silver has, every fifth an edit, in commits of Bronze of a size. */
    private static void catchUp(BenchTables tables, long articles, int commitRows) throws Exception {
        var sources = tables.sources(articles);
        long next = sources.rows();
        for (long end = next + articles; next < end; ) {
            var made = new ArrayList<Made>();
            for (long last = Math.min(end, next + commitRows); next < last; next++) {
                made.add(next % 5 == 4 ? new Made(next - articles, 1, next) : new Made(next, 0, next));
            }
            sources.append(made);
        }
        fold("catch up, commits of " + commitRows, tables, articles);
    }

    private static void fold(String what, BenchTables tables, long rows) throws InterruptedException {
        var run = tables.run();
        var start = ProcessFigures.now();
        int batches = 0;
        while (run.step()) {
            batches++;
        }
        var used = ProcessFigures.now().since(start);
        System.out.printf(
                "| %s | %,d | %d | %.1f | %.1f | %,.0f | %d | %.1f |%n",
                what,
                rows,
                batches,
                used.wallSeconds(),
                used.cpuSeconds(),
                rows / used.wallSeconds(),
                ProcessFigures.peakMegabytes(),
                ProcessFigures.load());
    }
}
