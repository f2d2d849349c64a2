package sentinel.silver;

import com.sun.management.OperatingSystemMXBean;
import io.delta.kernel.engine.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import sentinel.config.TablePaths;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;
import sentinel.delta.Compaction;
import sentinel.delta.DeltaEngine;
import sentinel.delta.LiveTable;
import sentinel.delta.Vacuum;
import sentinel.silver.GeneratedSources.Made;

/**
 * What the Silver job costs, in a process of its own; {@code ./sentinel bench silver} starts it. Arguments: what to do, a directory
 * with the tables, and numbers.
 */
final class SilverBench {

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final int BATCH = 1_000;
    private static final int WARM = 2;
    private static final int MEASURED = 5;

    private final Configuration hadoop = SilverSession.hadoop();
    private final Engine engine = DeltaEngine.create(hadoop);
    private final TablePaths paths;

    private SilverBench(Path directory, String silver) {
        this.paths = new TablePaths(
                directory.resolve("bronze/articles").toString(),
                directory.resolve("bronze/sightings").toString(),
                directory.resolve("bronze/llm_calls").toString(),
                directory.resolve(silver).toString());
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        var directory = Path.of(arguments[1]);
        long number = Long.parseLong(arguments[2]);
        switch (arguments[0]) {
            case "generate" -> new SilverBench(directory, "silver").generate(number, 0, number);
            case "build" -> new SilverBench(directory, "silver").build(number);
            case "catch-up" -> new SilverBench(directory, "silver").catchUp(number, Long.parseLong(arguments[3]));
            case "now" -> new SilverBench(directory, "silver").growth("direct", number);
            case "before" -> new SilverBench(directory, "silver-before").growth("MERGE", number);
            case "soak" -> new SilverBench(directory, "silver").soak(number);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private SilverRun run() {
        return new SilverRun(
                () -> {
                    throw new IllegalStateException("a batch needs no Spark");
                },
                hadoop,
                paths,
                10_000,
                Duration.ofDays(1));
    }

    private void generate(long articles, long from, long to) throws Exception {
        var sources = new GeneratedSources(engine, paths, articles);
        for (long first = from; first < to; first += 10_000) {
            var made = new ArrayList<Made>();
            var seen = new ArrayList<Long>();
            for (long i = first; i < Math.min(to, first + 10_000); i++) {
                made.add(new Made(i, 0, i));
                seen.add(i);
            }
            sources.append(made);
            sources.announce(seen);
            if (first % 100_000 == 0) {
                System.err.printf("generated %,d of %,d articles%n", first, to);
            }
        }
        new Compaction(engine, sources.bronze(), Compaction.Sizes.DEFAULT).run();
    }

    private void build(long articles) throws Exception {
        long start = System.nanoTime();
        long cpu = MACHINE.getProcessCpuTime();
        var run = run();
        while (run.step()) {}
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "| first build | %,d | %.1f | %.1f | %,.0f | %d | %.1f |%n",
                articles,
                seconds,
                (MACHINE.getProcessCpuTime() - cpu) / 1e9,
                articles / seconds,
                peakMegabytes(),
                MACHINE.getSystemLoadAverage());
    }

    /** Adds articles after those that Silver has, in commits as the Bronze writer makes them, and folds them. */
    private void catchUp(long articles, long more) throws Exception {
        var before = run();
        while (before.step()) {}
        var sources = new GeneratedSources(engine, paths, articles);
        for (long first = articles; first < articles + more; first += 100) {
            var made = new ArrayList<Made>();
            for (long i = first; i < first + 100; i++) {
                made.add(i % 5 == 4 ? new Made(i - 1000, 1, i) : new Made(i, 0, i));
            }
            sources.append(made);
        }
        var run = run();
        run.createSilver();
        long start = System.nanoTime();
        long cpu = MACHINE.getProcessCpuTime();
        int batches = 0;
        while (run.step()) {
            batches++;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "| catch up, %d batches of %d commits | %,d | %.1f | %.1f | %,.0f | %d | %.1f |%n",
                batches,
                more / 100,
                more,
                seconds,
                (MACHINE.getProcessCpuTime() - cpu) / 1e9,
                more / seconds,
                peakMegabytes(),
                MACHINE.getSystemLoadAverage());
    }

    private void growth(String design, long articles) throws Exception {
        var sources = new GeneratedSources(engine, paths, articles);
        long next = sources.rows();
        Batches batches = design.equals("MERGE") ? new Merges() : new Direct();
        for (var kind : List.of("recent", "any")) {
            var cpu = new double[MEASURED];
            var wall = new double[MEASURED];
            var read = new double[MEASURED];
            var random = new Random(7);
            for (int i = -WARM; i < MEASURED; i++) {
                var made = new ArrayList<Made>();
                for (int k = 0; k < BATCH / 2; k++) {
                    long day = Math.max(1, articles / 30);
                    long edited = kind.equals("recent")
                            ? articles - 1 - (long) (random.nextDouble() * day)
                            : (long) (random.nextDouble() * articles);
                    made.add(new Made(next, 0, next));
                    made.add(new Made(edited, (int) (next % 1_000_000) + 1, next));
                    next++;
                }
                sources.append(distinct(made));
                sources.announce(List.of(next - 1, next - 2, next - 3));
                long start = System.nanoTime();
                long cpuStart = MACHINE.getProcessCpuTime();
                long readStart = bytesRead();
                batches.make();
                if (i >= 0) {
                    wall[i] = (System.nanoTime() - start) / 1e9;
                    cpu[i] = (MACHINE.getProcessCpuTime() - cpuStart) / 1e9;
                    read[i] = bytesRead() - readStart;
                }
            }
            var live = new LiveTable(engine, hadoop, paths.silver());
            live.refresh();
            long bytes = live.files().stream().mapToLong(file -> file.size()).sum();
            System.out.printf(
                    "| %s | %,d | %s | %.2f (%.2f to %.2f) | %.1f | %.1f%% | %d | %.2f | %.1f |%n",
                    design,
                    articles,
                    kind,
                    median(cpu),
                    Arrays.stream(cpu).min().orElseThrow(),
                    Arrays.stream(cpu).max().orElseThrow(),
                    median(read) / 1e6,
                    100 * median(read) / bytes,
                    live.files().size(),
                    median(wall),
                    MACHINE.getSystemLoadAverage());
        }
    }

    /** An article is edited at most once in a batch. */
    private static List<Made> distinct(List<Made> made) {
        var articles = new java.util.HashSet<Long>();
        return made.stream().filter(row -> articles.add(row.article())).toList();
    }

    /** Makes the next batch. */
    private interface Batches {
        void make() throws Exception;
    }

    private final class Direct implements Batches {
        private final SilverRun run = run();

        Direct() throws InterruptedException {
            run.createSilver();
            while (run.step()) {}
        }

        @Override
        public void make() throws InterruptedException {
            while (run.step()) {}
        }
    }

    private final class Merges implements Batches {
        private final MergeSource bronze;
        private final MergeSource sightings;
        private final MergeSilver silver;
        private final MergeFold fold;

        Merges() {
            var spark = SilverSession.open();
            bronze = new MergeSource(spark, paths.bronze(), Columns.OF_BRONZE, BronzeArticle.SCHEMA_VERSION);
            sightings = new MergeSource(spark, paths.sightings(), Columns.OF_SIGHTINGS, Sighting.SCHEMA_VERSION);
            silver = new MergeSilver(spark, paths.silver());
            silver.prepare();
            fold = new MergeFold(spark, bronze, sightings, silver);
        }

        @Override
        public void make() {
            var from = MergeSilver.progress(silver.snapshot()).orElseThrow();
            var to = from.to(
                    bronze.latest().orElseThrow().version(),
                    from.sightingsId(),
                    sightings.latest().orElseThrow().version());
            fold.run(from, to, true, true);
        }
    }

    /** Micro-batches of a few rows, each with a commit of Bronze and one of sightings. */
    private void soak(long batches) throws Exception {
        long articles = 50_000;
        var sources = new GeneratedSources(engine, paths, articles * 20);
        if (sources.rows() == 0) {
            generate(articles * 20, 0, articles);
        }
        sources = new GeneratedSources(engine, paths, articles * 20);
        var compaction = new Compaction(engine, sources.bronze(), Compaction.Sizes.DEFAULT);
        var vacuum = new Vacuum(engine, sources.bronze(), Duration.ofMinutes(2), hadoop, java.time.Clock.systemUTC());
        var run = new SilverRun(() -> SilverSession.open(), hadoop, paths, 10_000, Duration.ofMinutes(2));
        while (run.step()) {}
        var random = new Random(11);
        long next = articles;
        var millis = new ArrayList<Double>();
        long cpu = 0;
        System.out.println(
                "| batches | p50 ms | p95 ms | CPU ms | live files | files | MB on disk | log files | heap MB | load |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (long batch = 1; batch <= batches; batch++) {
            var made = new ArrayList<Made>();
            for (int i = 0; i < 5; i++) {
                made.add(new Made(next, 0, next));
                next++;
            }
            for (int i = 0; i < 3; i++) {
                long edited = next - 10 - (long) (random.nextDouble() * random.nextDouble() * 5_000);
                made.add(new Made(edited, (int) batch, next));
            }
            for (int i = 0; i < 2; i++) {
                made.add(new Made(next - 20 - random.nextInt(2_000), 0, next));
            }
            if (batch % 50 == 0) { // a row that comes late
                made.add(new Made(next - 30, 1_000_000 + (int) batch, next - 30));
            }
            sources.append(distinct(made));
            sources.announce(List.of(next - 1, next - 7));
            long start = System.nanoTime();
            long cpuStart = MACHINE.getProcessCpuTime();
            while (run.step()) {}
            millis.add((System.nanoTime() - start) / 1e6);
            cpu += MACHINE.getProcessCpuTime() - cpuStart;
            if (batch % 200 == 0) {
                compaction.run();
                vacuum.run();
            }
            if (batch % 1_000 == 0 || batch == batches) {
                report(batch, millis, cpu / 1e6 / millis.size());
                millis.clear();
                cpu = 0;
            }
        }
    }

    private void report(long batch, List<Double> millis, double cpuMillis) throws IOException {
        System.gc();
        var sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var live = new LiveTable(engine, hadoop, paths.silver());
        live.refresh();
        long files = 0;
        long bytes = 0;
        long log = 0;
        try (var all = Files.walk(Path.of(paths.silver()))) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                boolean isLog = file.getParent().endsWith("_delta_log");
                files += isLog ? 0 : 1;
                log += isLog ? 1 : 0;
                bytes += Files.size(file);
            }
        }
        System.out.printf(
                "| %,d | %.0f | %.0f | %.0f | %d | %,d | %.0f | %,d | %d | %.1f |%n",
                batch,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.95)],
                cpuMillis,
                live.files().size(),
                files,
                bytes / 1e6,
                log,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                MACHINE.getSystemLoadAverage());
    }

    /** Bytes that the process has read from files, from the page cache or not. */
    private static long bytesRead() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/io"))) {
            if (line.startsWith("rchar:")) {
                return Long.parseLong(line.substring("rchar:".length()).strip());
            }
        }
        throw new IllegalStateException("the kernel does not say what was read");
    }

    private static long peakMegabytes() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D+", "")) >> 10;
            }
        }
        throw new IllegalStateException("the kernel does not say how large the process was");
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
