package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sentinel.endtoend.SentinelProcess;

/**
 * What the Silver job costs: a batch by the size of the table, in the design now and in the design before (Spark's MERGE); the first
 * build; catching up; many small batches. Each thing is measured in a process of its own, one after the other, with the same heap
 * and flags, on a copy of the same tables.
 */
@Command(
        name = "bench silver",
        mixinStandardHelpOptions = true,
        description = "Measures what the Silver job costs by the size of the table, now and in the design before.")
final class SilverJobBench implements Callable<Integer> {

    private static final int WRONG_INPUT = 2;
    private static final String HEAP = "-Xmx2g";
    private static final String MEDIAN = "median ";

    private enum Part {
        BATCHES,
        BUILD,
        CATCHUP,
        SOAK;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Names of the parts, for the help. */
    static final class Parts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Part.values()).map(Part::id).iterator();
        }
    }

    @Option(
            names = "--part",
            paramLabel = "NAME",
            defaultValue = "batches",
            completionCandidates = Parts.class,
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: batches).")
    private String part = "batches";

    @Option(
            names = "--sizes",
            paramLabel = "N,N",
            split = ",",
            defaultValue = "100000,300000,1000000",
            description = "Articles in the tables, at least 1000 (default: 100000,300000,1000000).")
    private List<Long> sizes = List.of();

    @Option(names = "--only", paramLabel = "DESIGN", description = "Only this design: now or before.")
    private @Nullable String only;

    @Option(
            names = "--batch",
            paramLabel = "ROWS",
            defaultValue = "1000",
            description = "Rows of a batch, from 20 to 10000; for catchup, of a commit of Bronze (default: 1000).")
    private int batch;

    @Option(
            names = "--batches",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Batches of the soak (default: 20000).")
    private int batches;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the generated tables are kept and used again; without it, they are deleted.")
    private @Nullable Path kept;

    static void run(String[] arguments) {
        int code = new CommandLine(new SilverJobBench()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws Exception {
        var known =
                Arrays.stream(Part.values()).filter(p -> p.id().equals(part)).findFirst();
        boolean knownDesign = only == null || List.of("now", "before").contains(only);
        boolean possible =
                sizes.stream().allMatch(size -> size >= 1_000) && batch >= 20 && batch <= 10_000 && batches > 0;
        if (known.isEmpty() || !knownDesign || !possible) {
            System.err.println("bench silver: needs a part of " + String.join(", ", new Parts())
                    + ", a design of now, before, sizes >= 1000, a batch from 20 to 10000, and batches > 0");
            return WRONG_INPUT;
        }
        var data = kept == null
                ? Files.createTempDirectory("sentinel-bench-silver")
                : Files.createDirectories(kept.toAbsolutePath());
        try {
            System.out.printf("bench silver, %s: %s%n%n", part, Machine.describe());
            switch (known.get()) {
                case BATCHES -> batches(data);
                case BUILD -> build(data);
                case CATCHUP -> catchUp(data);
                case SOAK -> onCopy(null, data, work -> start("soak", work, batches));
            }
        } finally {
            if (kept == null) {
                TemporaryDirectory.delete(data);
            }
        }
        return 0;
    }

    private void batches(Path data) throws IOException, InterruptedException {
        System.out.println("| design | articles | edits of | CPU s a batch, median (range) | wall s (load) | MB read"
                + " | read of live bytes | live files | MB added on disk |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        var medians = new LinkedHashMap<String, Map<Long, Double>>();
        for (long size : sizes.stream().sorted().toList()) {
            var tables = tables(data, size, true);
            for (var design : only == null ? List.of("now", "before") : List.of(only)) {
                onCopy(tables, data, work -> start(design, work, size).forEach(line -> {
                    var words = line.split(" ", -1);
                    medians.computeIfAbsent(
                                    words[0] + ", " + words[1].toLowerCase(Locale.ROOT), k -> new LinkedHashMap<>())
                            .put(size, Double.valueOf(words[3]));
                }));
            }
        }
        long smallest = sizes.stream().min(Long::compare).orElseThrow();
        long largest = sizes.stream().max(Long::compare).orElseThrow();
        System.out.printf("%nMB read: all that the process read in the batch, from the page cache or not (rchar).%n");
        System.out.printf("CPU of %,d articles to that of %,d articles:%n", largest, smallest);
        medians.forEach((name, bySize) -> System.out.printf(
                Locale.ROOT,
                "  %s: %.2f%n",
                name,
                requireNonNull(bySize.get(largest)) / requireNonNull(bySize.get(smallest))));
    }

    private void build(Path data) throws IOException, InterruptedException {
        printHeadOfFolds();
        for (long size : sizes) {
            onCopy(tables(data, size, false), data, work -> {
                var silver = work.resolve("silver");
                if (Files.exists(silver)) {
                    TemporaryDirectory.delete(silver);
                }
                start("build", work, size);
            });
        }
    }

    private void catchUp(Path data) throws IOException, InterruptedException {
        printHeadOfFolds();
        for (long size : sizes) {
            onCopy(tables(data, size / 2, true), data, work -> start("catchup", work, size / 2));
        }
    }

    private static void printHeadOfFolds() {
        System.out.println("| what | rows | batches | wall s | CPU s | rows/s | peak RSS MB | load |");
        System.out.println("|---|---|---|---|---|---|---|---|");
    }

    /** Tables of a size, made when there are none; with Silver when it is asked for. */
    private Path tables(Path data, long size, boolean withSilver) throws IOException, InterruptedException {
        var tables = data.resolve(Long.toString(size));
        make(tables, "bronze", "generate", size);
        if (withSilver) {
            make(tables, "silver", "build", size);
        }
        return tables;
    }

    /** What was made only in part is made again. */
    private void make(Path tables, String name, String step, long size) throws IOException, InterruptedException {
        var done = tables.resolve(name + ".made");
        if (!Files.exists(done)) {
            System.err.printf("bench silver: %s of %,d articles%n", step, size);
            if (Files.exists(tables.resolve(name))) {
                TemporaryDirectory.delete(tables.resolve(name));
            }
            Files.createDirectories(tables);
            run(step, tables, size, false);
            Files.createFile(done);
        }
    }

    /** Measures something in a directory. */
    private interface Measured {
        void in(Path work) throws IOException, InterruptedException;
    }

    private static void onCopy(@Nullable Path tables, Path data, Measured measured)
            throws IOException, InterruptedException {
        var work = data.resolve("work");
        if (Files.exists(work)) {
            TemporaryDirectory.delete(work);
        }
        if (tables == null) {
            Files.createDirectory(work);
        } else {
            int code = new ProcessBuilder("cp", "-a", tables.toString(), work.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("cannot copy " + tables);
            }
        }
        measured.in(work);
        TemporaryDirectory.delete(work);
    }

    private List<String> start(String what, Path directory, long number) throws IOException, InterruptedException {
        System.err.printf("bench silver: %s, %,d%n", what, number);
        return run(what, directory, number, true);
    }

    /** Prints the rows of a table that the process prints, and returns the medians that it names. */
    private List<String> run(String what, Path directory, long number, boolean shown)
            throws IOException, InterruptedException {
        var module = SentinelProcess.CHECKOUT.resolve("silver-transform");
        var command = new ArrayList<String>(List.of("java", HEAP));
        try (var options = Files.lines(module.resolve("src/main/spark/jvm-options"))) {
            options.filter(option -> !option.isBlank()).forEach(command::add);
        }
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + module.resolve("src/main/resources/log4j2.properties"),
                "-cp",
                String.join(
                        File.pathSeparator,
                        module.resolve("target/test-classes").toString(),
                        module.resolve("target/silver-transform-0.1.0-SNAPSHOT.jar")
                                .toString(),
                        module.resolve("target/lib") + File.separator + "*"),
                "sentinel.silver.SilverBench",
                what,
                directory.toString(),
                Long.toString(number),
                Integer.toString(batch)));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("SENTINEL_LOG_LEVEL", "warn");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        var process = builder.start();
        var medians = new ArrayList<String>();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(MEDIAN)) {
                    medians.add(line.substring(MEDIAN.length()));
                } else if (shown) {
                    System.out.println(line);
                }
            }
            if (process.waitFor() != 0) {
                throw new IOException(what + " failed with exit code " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
        return medians;
    }
}
