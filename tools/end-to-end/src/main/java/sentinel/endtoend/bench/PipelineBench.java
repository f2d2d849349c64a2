package sentinel.endtoend.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import sentinel.embedded.FreePort;
import sentinel.endtoend.NewsroomSettings;
import sentinel.endtoend.SentinelProcess;
import sentinel.endtoend.ServedArticles;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;

/**
 * The whole pipeline against a newsroom in this JVM: how soon it is ready, what it takes, how long from discovery to
 * {@code GET /articles} under the demo's load, by step, and how many articles per second it carries when a great many come
 * at once. The newsroom and this program run on the same machine and take their share of it.
 */
final class PipelineBench {

    private static final int BURST = 4_000;
    private static final Duration TRICKLE = Duration.ofSeconds(90);
    /** From ready to the first article that counts: what was there at the start is through, and code is compiled. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private final Path directory;
    private final int port = FreePort.find();
    private final AtomicLong peakMemory = new AtomicLong();
    private final Map<String, Long> memoryByProcess = new TreeMap<>();

    private final Duration length;
    private final int burst;

    private PipelineBench(Path directory, Duration length, int burst) {
        this.directory = directory;
        this.length = length;
        this.burst = burst;
    }

    /** @param arguments seconds during which latency is measured, and articles of the burst (0: none); both optional */
    static void run(String[] arguments) throws Exception {
        var length = arguments.length > 0 ? Duration.ofSeconds(Long.parseLong(arguments[0])) : TRICKLE;
        int burst = arguments.length > 1 ? Integer.parseInt(arguments[1]) : BURST;
        var directory = Files.createTempDirectory("sentinel-bench");
        try {
            new PipelineBench(directory, length, burst).run();
        } finally {
            TemporaryDirectory.delete(directory);
        }
    }

    private void run() throws Exception {
        System.out.println("bench pipeline: " + Machine.describe());
        try (var newsroom = Newsroom.start(NewsroomConfig.demo().withTrouble(0).withEditRate(0))) {
            var data = directory.resolve("data");
            var settings = NewsroomSettings.of(newsroom, directory);
            settings.put(
                    "SENTINEL_GDELT_CAP", Integer.toString(Math.max(2_000, burst))); // one file has much of the burst
            long start = System.nanoTime();
            try (var sentinel = SentinelProcess.up(settings, data, port)) {
                System.out.printf("%-42s %-40s %s%n", "", "measured", "wanted");
                row("time to ready", "%.1f s".formatted(seconds(start)), "< 45 s");
                var sampler = sampleMemory(sentinel, data);
                TimeUnit.SECONDS.sleep(WARM_UP.toSeconds());
                trickle(sentinel, data);
                if (burst > 0) {
                    burst(newsroom, sentinel.articles(), data);
                }
                sampler.cancel(false);
                row("memory, all processes, peak", gib(peakMemory.get()), "< 3 GB");
                memoryByProcess.forEach((name, bytes) -> row("  " + name, gib(bytes), ""));
            }
        }
    }

    private void trickle(SentinelProcess sentinel, Path data) throws Exception {
        var launcher = ProcessHandle.of(sentinel.pid()).stream().toList();
        var spark = launcher.stream().flatMap(ProcessHandle::descendants).toList();
        double launcherBefore = cpuSeconds(launcher);
        double sparkBefore = cpuSeconds(spark);
        long from = System.nanoTime();
        var trickle = Trickle.watch(sentinel.articles(), data, length);
        double lasted = seconds(from);
        var latency = trickle.latency();
        row("discovered to visible, %d articles".formatted(latency.count()), figures(latency), "3 s, 10 s");
        trickle.steps().forEach((step, seconds) -> row("  " + step, figures(seconds), ""));
        row("  commits in " + length.toSeconds() + " s", trickle.commits(), "");
        row("  processors, launcher", "%.2f".formatted((cpuSeconds(launcher) - launcherBefore) / lasted), "");
        row("  processors, Spark", "%.2f".formatted((cpuSeconds(spark) - sparkBefore) / lasted), "");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        row("  load average", "%.1f".formatted(load), "");
    }

    private void burst(Newsroom newsroom, ServedArticles articles, Path data) throws Exception {
        var all = Burst.of(burst, newsroom, articles, data);
        row(
                "articles/s, burst of " + all.articles(),
                "%.0f (%.1f s to the last one)".formatted(all.articles() / all.seconds(), all.seconds()),
                ">= 40");
        row("  largest backlog", all.limit(), "");
    }

    private static double cpuSeconds(List<ProcessHandle> processes) {
        return processes.stream()
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis())
                        .sum()
                / 1e3;
    }

    private ScheduledFuture<?> sampleMemory(SentinelProcess sentinel, Path data) {
        var sampler = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "memory");
            thread.setDaemon(true);
            return thread;
        });
        return sampler.scheduleWithFixedDelay(() -> sample(sentinel, data), 0, 1, TimeUnit.SECONDS);
    }

    private void sample(SentinelProcess sentinel, Path data) {
        var launcher = ProcessHandle.of(sentinel.pid()).stream().toList();
        var spark = launcher.stream().flatMap(ProcessHandle::descendants).toList();
        var redis = redis(data).toList();
        long total = Stream.of(launcher, spark, redis)
                .flatMap(List::stream)
                .mapToLong(Machine::residentBytes)
                .sum();
        if (peakMemory.accumulateAndGet(total, Math::max) == total) {
            memoryByProcess.put("launcher", resident(launcher));
            memoryByProcess.put("silver (Spark)", resident(spark));
            memoryByProcess.put("redis", resident(redis));
        }
    }

    private static long resident(List<ProcessHandle> processes) {
        return processes.stream().mapToLong(Machine::residentBytes).sum();
    }

    private static Stream<ProcessHandle> redis(Path data) {
        try {
            long pid = Long.parseLong(
                    Files.readString(data.resolve("redis/redis.pid")).strip());
            return ProcessHandle.of(pid).stream();
        } catch (IOException | NumberFormatException e) {
            return Stream.empty();
        }
    }

    private static void row(String what, String measured, String wanted) {
        System.out.printf("%-42s %-40s %s%n", what, measured, wanted);
    }

    private static String figures(Seconds seconds) {
        return "p50 %.2f s, p95 %.2f s".formatted(seconds.percentile(50), seconds.percentile(95));
    }

    private static String gib(long bytes) {
        return "%.2f GB".formatted(bytes / 1e9);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
