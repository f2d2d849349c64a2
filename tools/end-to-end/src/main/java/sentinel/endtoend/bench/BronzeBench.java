package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics;
import sentinel.embedded.EmbeddedKafka;
import sentinel.service.kafka.TopicCreator;

/**
 * The Bronze writer beside Spark Structured Streaming: both, one after the other, as a process of their own, read the
 * same topic of one broker into a Delta table with the same columns, in commits of the same number of rows. Rows per
 * second are counted from the first commit to the last by the tables' own logs, so that neither pays for its start.
 */
public final class BronzeBench {

    private static final List<Run> RUNS =
            List.of(new Run(100, 15_000), new Run(1_000, 90_000), new Run(10_000, 240_000));
    private static final Duration LIMIT = Duration.ofSeconds(75);

    private BronzeBench() {}

    /**
     * One size of commit.
     *
     * @param commitRows rows in a commit
     * @param rows to write in all, unless time is up before
     */
    record Run(int commitRows, int rows) {}

    /**
     * What came out.
     *
     * @param p50Millis of commits
     * @param peakBytes of resident memory of the process
     */
    record Figures(String writer, Run run, double rowsPerSecond, long p50Millis, long p95Millis, long peakBytes) {}

    /** @param args rows of a commit to measure with; all when there are none */
    public static void main(String[] args) throws Exception {
        var runs = RUNS.stream()
                .filter(run -> args.length == 0 || List.of(args).contains(Integer.toString(run.commitRows())))
                .toList();
        if (runs.isEmpty()) {
            System.err.println("bench bronze: rows of a commit are one of 100, 1000, 10000");
            System.exit(2);
            return;
        }
        boolean spark = BronzeContestants.hasSpark();
        if (!spark) {
            System.err.println("bench bronze: without Spark, because " + BronzeContestants.KAFKA_CONNECTOR
                    + " does not hold its Kafka connector");
        }
        var directory = Files.createTempDirectory("sentinel-bench-bronze");
        try (var kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0)) {
            var settings = new KafkaSettings(kafka.bootstrapServers(), new Topics("bench"), "0");
            TopicCreator.createMissing(settings.bootstrapServers(), settings.topics());
            int rows = runs.stream().mapToInt(Run::rows).max().orElseThrow();
            System.err.println("bench bronze: filling the topic with " + rows + " articles");
            long bytes = BronzeTopic.fill(settings, rows);
            var figures = new ArrayList<Figures>();
            for (var run : runs) {
                System.err.println("bench bronze: commits of " + run.commitRows() + " rows");
                figures.add(BronzeContestants.sentinel(settings, directory, run, LIMIT));
                if (spark) {
                    figures.add(BronzeContestants.spark(settings, directory, run, LIMIT));
                }
            }
            print(figures, bytes / rows);
        } finally {
            TemporaryDirectory.delete(directory);
        }
    }

    private static void print(List<Figures> figures, long messageBytes) throws IOException, InterruptedException {
        System.out.printf("Bronze: one topic of 3 partitions, %,d bytes a message, into Delta%n", messageBytes);
        System.out.println(Machine.describe());
        System.out.printf(
                "%n%-12s %-34s %10s %14s %14s %10s%n",
                "rows/commit", "writer, heap", "rows/s", "commit p50 ms", "commit p95 ms", "peak RSS");
        for (var f : figures) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12d %-34s %,10.0f %14d %14d %7d MB%n",
                    f.run().commitRows(),
                    f.writer(),
                    f.rowsPerSecond(),
                    f.p50Millis(),
                    f.p95Millis(),
                    f.peakBytes() >> 20);
        }
        System.out.println();
        System.out.println("commit: from a complete batch to the table's new version; for Spark, one trigger.");
    }

    /** What a process is told beside our own environment. */
    static Map<String, String> environment(KafkaSettings kafka) {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "SENTINEL_TOPIC_PREFIX",
                kafka.topics().prefix());
    }
}
