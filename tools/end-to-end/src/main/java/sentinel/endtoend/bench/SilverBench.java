package sentinel.endtoend.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sentinel.endtoend.SentinelProcess;

/**
 * The Silver job over tables of several sizes, beside the design before, in which Spark's MERGE made each batch. Each contestant is a
 * process of its own with the same heap, and starts from the same rows.
 */
@Command(
        name = "bench silver",
        mixinStandardHelpOptions = true,
        description = "Measures what a batch of Silver costs by the size of the table.")
final class SilverBench implements Callable<Integer> {

    private static final Path MODULE = SentinelProcess.CHECKOUT.resolve("silver-transform");

    /** What is measured. */
    enum Part {
        GROWTH,
        BUILD,
        CATCH_UP,
        SOAK
    }

    /** Who makes the batches. */
    enum Design {
        NOW,
        BEFORE
    }

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "PART",
            defaultValue = "BUILD,GROWTH,CATCH_UP",
            description = "${COMPLETION-CANDIDATES} (default: BUILD,GROWTH,CATCH_UP).")
    private List<Part> parts = List.of();

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            defaultValue = "100000,300000,1000000",
            description = "Articles in Silver (default: 100000,300000,1000000).")
    private List<Long> sizes = List.of();

    @Option(
            names = "--design",
            split = ",",
            paramLabel = "DESIGN",
            defaultValue = "NOW,BEFORE",
            description = "${COMPLETION-CANDIDATES} (default: both).")
    private List<Design> designs = List.of();

    @Option(
            names = "--batches",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Micro-batches of the soak (default: 20000).")
    private long batches;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Rows to catch up with (default: 200000).")
    private long rows;

    @Option(names = "--heap", defaultValue = "2g", description = "Heap of each process (default: 2g).")
    private String heap = "2g";

    private SilverBench() {}

    static void run(String[] arguments) {
        int code = new CommandLine(new SilverBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println("bench silver: " + Machine.describe());
        if (!Files.isDirectory(MODULE.resolve("target/test-classes"))) {
            System.err.println(
                    "bench silver: the classes of silver-transform's tests are missing; run ./sentinel build");
            return 2;
        }
        var directory = Files.createTempDirectory("sentinel-bench");
        try {
            for (long size : parts.stream().anyMatch(part -> part != Part.SOAK) ? sizes : List.<Long>of()) {
                ofSize(directory.resolve(Long.toString(size)), size);
            }
            if (parts.contains(Part.SOAK)) {
                start("soak", directory.resolve("soak"), batches);
            }
            return 0;
        } finally {
            TemporaryDirectory.delete(directory);
        }
    }

    private void ofSize(Path tables, long size) throws IOException, InterruptedException {
        start("generate", tables, size);
        if (parts.contains(Part.BUILD) || parts.contains(Part.CATCH_UP)) {
            System.out.println("| | rows | s | CPU s | rows/s | MB resident, peak | load |");
            System.out.println("|---|---|---|---|---|---|---|");
        }
        start("build", tables, size);
        if (parts.contains(Part.CATCH_UP)) {
            start("catch-up", tables, size, rows);
        }
        if (parts.contains(Part.GROWTH)) {
            System.out.println(
                    "| design | articles | edits of | CPU s a batch | MB read | of the table | files | s | load |");
            System.out.println("|---|---|---|---|---|---|---|---|---|");
            if (designs.contains(Design.BEFORE)) {
                copy(tables.resolve("silver"), tables.resolve("silver-before"));
                start("before", tables, size);
            }
            if (designs.contains(Design.NOW)) {
                start("now", tables, size);
            }
        }
        TemporaryDirectory.delete(tables);
    }

    private void start(String what, Path directory, long... numbers) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of("java", "-Xmx" + heap));
        try (var options = Files.lines(MODULE.resolve("src/main/spark/jvm-options"))) {
            options.filter(option -> !option.isBlank()).forEach(command::add);
        }
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=" + MODULE.resolve("src/main/resources/log4j2.properties"),
                "-cp",
                String.join(
                        File.pathSeparator,
                        MODULE.resolve("target/lib") + File.separator + "*",
                        MODULE.resolve("target/silver-transform-0.1.0-SNAPSHOT.jar")
                                .toString(),
                        MODULE.resolve("target/test-classes").toString()),
                "sentinel.silver.SilverBench",
                what,
                directory.toString()));
        for (long number : numbers) {
            command.add(Long.toString(number));
        }
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SENTINEL_LOG_LEVEL", "warn");
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(what + " ended with code " + code);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
