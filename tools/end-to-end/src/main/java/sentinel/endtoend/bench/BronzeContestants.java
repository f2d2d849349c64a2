package sentinel.endtoend.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sentinel.bronze.BronzeWriterMain;
import sentinel.config.KafkaSettings;
import sentinel.embedded.FreePort;
import sentinel.endtoend.SentinelProcess;
import sentinel.endtoend.bench.BronzeBench.Figures;
import sentinel.endtoend.bench.BronzeBench.Run;
import sentinel.service.json.Json;

/** Starts a writer as a process, lets it write, looks at its table and its memory, ends it. */
final class BronzeContestants {

    private static final String OUR_HEAP = "320m";
    /** As {@code ./sentinel silver} gives it. Below 472 MB Spark does not start. */
    private static final String SPARK_HEAP = "900m";

    private static final Path SPARK_LIBRARIES = SentinelProcess.CHECKOUT.resolve("silver-transform/target/lib");
    /** Spark's connector and what it needs, as the build lays it out. */
    static final Path KAFKA_CONNECTOR = SentinelProcess.CHECKOUT.resolve("tools/end-to-end/target/spark-kafka");

    private static final Path SPARK_OPTIONS =
            SentinelProcess.CHECKOUT.resolve("silver-transform/src/main/spark/jvm-options");
    private static final Path SPARK_SOURCE =
            SentinelProcess.CHECKOUT.resolve("tools/end-to-end/src/main/spark/SparkBronze.java");

    private BronzeContestants() {}

    static boolean hasSpark() throws IOException {
        if (!Files.isDirectory(SPARK_LIBRARIES) || !Files.isDirectory(KAFKA_CONNECTOR)) {
            return false;
        }
        try (var jars = Files.list(KAFKA_CONNECTOR)) {
            return jars.anyMatch(jar -> jar.getFileName().toString().startsWith("spark-sql-kafka"));
        }
    }

    static Figures sentinel(KafkaSettings kafka, Path directory, Run run, Duration limit)
            throws IOException, InterruptedException {
        var home = Files.createDirectory(directory.resolve("sentinel-" + run.commitRows()));
        var table = home.resolve("articles");
        int port = FreePort.find();
        var builder = new ProcessBuilder(
                        "java",
                        "-Xmx" + OUR_HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BronzeWriterMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        // A prefix's topics are read by a group that begins where the table is: a new table, the topic's beginning.
        builder.environment().putAll(BronzeBench.environment(kafka));
        builder.environment().put("SENTINEL_BRONZE", table.toString());
        builder.environment()
                .put("SENTINEL_SIGHTINGS", home.resolve("sightings").toString());
        builder.environment()
                .put("SENTINEL_LLM_CALLS", home.resolve("llm_calls").toString());
        builder.environment().put("SENTINEL_BRONZE_BATCH_ROWS", Integer.toString(run.commitRows()));
        builder.environment().put("SENTINEL_BRONZE_BATCH_MB", "64");
        builder.environment().put("SENTINEL_BRONZE_COMMIT_INTERVAL", "5s");
        builder.environment().put("SENTINEL_HEALTH_PORT", Integer.toString(port));
        var process = builder.start();
        try {
            long end = System.nanoTime() + limit.toNanos();
            var log = new TableLog(table);
            while (log.read() < run.rows() && System.nanoTime() < end) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the writer ended: " + Files.readString(home.resolve("log")));
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            return new Figures(
                    "Sentinel's Bronze writer, " + OUR_HEAP,
                    run,
                    log.rowsPerSecond(),
                    quantile(port, "0.5"),
                    quantile(port, "0.95"),
                    Machine.peakResidentBytes(process.toHandle()));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    static Figures spark(KafkaSettings kafka, Path directory, Run run, Duration limit)
            throws IOException, InterruptedException {
        var home = Files.createDirectory(directory.resolve("spark-" + run.commitRows()));
        var table = home.resolve("articles");
        var command = new ArrayList<String>(List.of("java", "-Xmx" + SPARK_HEAP));
        try (var options = Files.lines(SPARK_OPTIONS)) {
            options.filter(o -> !o.isBlank()).forEach(command::add);
        }
        command.addAll(List.of(
                "-cp",
                SPARK_LIBRARIES + File.separator + "*" + File.pathSeparator + KAFKA_CONNECTOR + File.separator + "*",
                SPARK_SOURCE.toString(),
                kafka.bootstrapServers(),
                kafka.topics().parsedArticles(),
                table.toString(),
                home.resolve("checkpoint").toString(),
                Integer.toString(run.commitRows()),
                Integer.toString(run.rows()),
                Long.toString(limit.toSeconds())));
        var process = new ProcessBuilder(command)
                .redirectError(home.resolve("log").toFile())
                .start();
        try {
            var latencies = triggers(process.inputReader());
            if (latencies.isEmpty()) {
                throw new IllegalStateException("Spark wrote nothing: " + Files.readString(home.resolve("log")));
            }
            var log = new TableLog(table);
            log.read();
            return new Figures(
                    "Spark Structured Streaming, " + SPARK_HEAP,
                    run,
                    log.rowsPerSecond(),
                    percentile(latencies, 50),
                    percentile(latencies, 95),
                    Machine.peakResidentBytes(process.toHandle()));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Durations of Spark's triggers, in milliseconds, without the first. */
    private static List<Long> triggers(BufferedReader output) throws IOException {
        var durations = new ArrayList<Long>();
        for (var line = output.readLine(); line != null && !line.equals("done"); line = output.readLine()) {
            if (line.startsWith("trigger ")) {
                durations.add(Long.valueOf(line.split(" ", -1)[1]));
            }
        }
        return durations.isEmpty() ? durations : durations.subList(1, durations.size());
    }

    private static long percentile(List<Long> values, int percent) {
        var sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
    }

    /** Of the writer's commits, in milliseconds. */
    private static long quantile(int port, String quantile) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("sentinel_bronze_commit_seconds{")
                        && line.contains("quantile=\"" + quantile + "\"")
                        && line.contains("table=\"articles\""))
                .mapToLong(line -> Math.round(1000 * Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .findFirst()
                .orElse(0);
    }

    /** Commits of a Delta table with rows: when each was made and how many rows it added, by its log alone. */
    private static final class TableLog {

        /** One commit: the time its file was written, in milliseconds. */
        private record Commit(long at, long rows) {}

        private final Path log;
        private final TreeMap<String, Commit> commits = new TreeMap<>();

        TableLog(Path table) {
            log = table.resolve("_delta_log");
        }

        /** Reads what is new, and returns the rows of all commits. */
        long read() throws IOException {
            if (Files.exists(log)) {
                for (var file : jsonFiles()) {
                    String name = file.getFileName().toString();
                    if (!commits.containsKey(name)) {
                        commits.put(
                                name, new Commit(Files.getLastModifiedTime(file).toMillis(), rows(file)));
                    }
                }
            }
            return commits.values().stream().mapToLong(Commit::rows).sum();
        }

        private List<Path> jsonFiles() throws IOException {
            try (Stream<Path> files = Files.list(log)) {
                return files.filter(f -> f.getFileName().toString().matches("\\d{20}\\.json"))
                        .toList();
            }
        }

        private static long rows(Path commit) throws IOException {
            long rows = 0;
            for (var line : Files.readAllLines(commit)) {
                var add = Json.mapper().readTree(line).path("add");
                if (!add.isMissingNode()) {
                    rows += Json.mapper()
                            .readTree(add.path("stats").asText())
                            .path("numRecords")
                            .asLong();
                }
            }
            return rows;
        }

        /** Of the commits after the first with rows. */
        double rowsPerSecond() {
            var withRows = commits.values().stream().filter(c -> c.rows() > 0).toList();
            if (withRows.size() < 2) {
                return 0;
            }
            var first = withRows.get(0);
            long rows = withRows.stream().mapToLong(Commit::rows).sum() - first.rows();
            long millis = withRows.get(withRows.size() - 1).at() - first.at();
            return millis == 0 ? 0 : 1000.0 * rows / millis;
        }
    }
}
