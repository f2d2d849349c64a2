package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import sentinel.embedded.FreePort;
import sentinel.endtoend.NewsroomSettings;
import sentinel.endtoend.SentinelProcess;
import sentinel.endtoend.ServedArticles;
import sentinel.launcher.StageLag;
import sentinel.service.command.RunningSentinel;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;

/**
 * The whole pipeline against a newsroom in this JVM: how soon it is ready, what it takes, how long from discovery to
 * {@code GET /articles} under the demo's load, and how many articles per second it carries when a great many come at
 * once. The newsroom and this program run on the same machine and take their share of it.
 */
final class PipelineBench {

    private static final int BURST = 4_000;
    private static final Duration TRICKLE = Duration.ofSeconds(90);
    private static final Duration BURST_LIMIT = Duration.ofMinutes(6);

    private final Path directory;
    private final int port = FreePort.find();
    private final AtomicLong peakMemory = new AtomicLong();
    private final Map<String, Long> memoryByProcess = new TreeMap<>();

    private PipelineBench(Path directory) {
        this.directory = directory;
    }

    static void run(String[] arguments) throws Exception {
        var directory = Files.createTempDirectory("sentinel-bench");
        try {
            new PipelineBench(directory).run();
        } finally {
            TemporaryDirectory.delete(directory);
        }
    }

    private void run() throws Exception {
        System.out.println("bench pipeline: " + Machine.describe());
        try (var newsroom = Newsroom.start(NewsroomConfig.demo().withTrouble(0).withEditRate(0))) {
            var data = directory.resolve("data");
            long start = System.nanoTime();
            try (var sentinel = SentinelProcess.up(NewsroomSettings.of(newsroom, directory), data, port)) {
                double ready = seconds(start);
                var sampler = sampleMemory(sentinel, data);
                var latency = latency(sentinel.articles());
                var burst = burst(newsroom, sentinel.articles(), data);
                sampler.cancel(false);
                print(ready, latency, burst);
            }
        }
    }

    /** Seconds from discovery until the API served it, of articles that came one at a time. */
    private List<Double> latency(ServedArticles articles) throws Exception {
        var seenAt = new HashMap<String, Instant>();
        var discoveredAt = new HashMap<String, Instant>();
        var begin = Instant.now();
        while (Instant.now().isBefore(begin.plus(TRICKLE))) {
            var now = Instant.now();
            for (var item :
                    articles.json("/articles?limit=200&sort=-first_seen_ts").get("items")) {
                String id = item.get("id").asText();
                seenAt.putIfAbsent(id, now);
                discoveredAt.putIfAbsent(
                        id, Instant.parse(item.get("discovered_ts").asText()));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return discoveredAt.entrySet().stream()
                .filter(found -> found.getValue().isAfter(begin))
                .map(found -> Duration.between(found.getValue(), seenAt.get(found.getKey()))
                                .toMillis()
                        / 1000.0)
                .sorted()
                .toList();
    }

    /** @param limit the stage with the largest backlog on average, while the middle of the burst went through */
    private record Burst(int articles, double perSecond, String limit) {}

    private Burst burst(Newsroom newsroom, ServedArticles articles, Path data) throws Exception {
        int before = articles.total();
        newsroom.publish(BURST);
        newsroom.nextGdeltSlot();
        var running = RunningSentinel.on(data).orElseThrow();
        var backlog = new TreeMap<String, Long>();
        long deadline = System.nanoTime() + BURST_LIMIT.toNanos();
        long from = 0;
        int fromTotal = 0;
        try (var admin = Admin.create(Map.of("bootstrap.servers", running.kafka()))) {
            while (System.nanoTime() < deadline) {
                int done = articles.total() - before;
                if (from == 0 && done > BURST / 10) { // the middle 80 %: neither the start nor the tail
                    from = System.nanoTime();
                    fromTotal = done;
                }
                if (done >= BURST * 9 / 10) {
                    return new Burst(done - fromTotal, (done - fromTotal) / seconds(from), largest(backlog));
                }
                if (from != 0) {
                    StageLag.byGroup(admin, "").forEach((group, lag) -> backlog.merge(group, lag, Long::sum));
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
        throw new IllegalStateException(
                "only " + (articles.total() - before) + " of " + BURST + " articles were served in " + BURST_LIMIT);
    }

    private static String largest(Map<String, Long> backlog) {
        return backlog.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(stage -> stage.getValue() > 0)
                .map(Map.Entry::getKey)
                .orElse("discovery or silver (no stage had a backlog)");
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

    private void print(double ready, List<Double> latency, Burst burst) {
        var rows = new ArrayList<String[]>();
        rows.add(new String[] {"time to ready", "%.1f s".formatted(ready), "< 45 s"});
        rows.add(new String[] {"memory, all processes, peak", gib(peakMemory.get()), "< 3 GB"});
        memoryByProcess.forEach((name, bytes) -> rows.add(new String[] {"  " + name, gib(bytes), ""}));
        rows.add(new String[] {
            "discovered to visible, p50 of " + latency.size(), "%.1f s".formatted(percentile(latency, 50)), "<= 10 s"
        });
        rows.add(new String[] {"discovered to visible, p95", "%.1f s".formatted(percentile(latency, 95)), "<= 30 s"});
        rows.add(new String[] {
            "articles/s, " + burst.articles() + " of a burst of " + BURST, "%.0f".formatted(burst.perSecond()), ">= 40"
        });
        rows.add(new String[] {"largest backlog", burst.limit(), ""});
        System.out.printf("%-42s %-40s %s%n", "", "measured", "wanted");
        rows.forEach(row -> System.out.printf("%-42s %-40s %s%n", row[0], row[1], row[2]));
    }

    private static String gib(long bytes) {
        return "%.2f GB".formatted(bytes / 1e9);
    }

    private static double percentile(List<Double> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
