package sentinel.archive;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/**
 * What keeping a page costs. Arguments: an empty directory for the archive, seconds, and a directory of {@code *.html.gz}
 * (default: made-up pages of 100 KB).
 */
public final class ArchiveBench {

    private static final int MADE_UP = 200;
    private static final int PAGE_BYTES = 100_000;

    private ArchiveBench() {}

    public static void main(String[] args) throws Exception {
        var root = Path.of(args[0]);
        long seconds = Long.parseLong(args[1]);
        var pages = args.length > 2 ? read(Path.of(args[2])) : madeUp();
        long bytes = pages.stream().mapToLong(page -> page.length).sum();
        System.out.printf("%d pages, %,d bytes on average%n", pages.size(), bytes / pages.size());
        levels(pages, bytes);
        run(root.resolve("warm"), pages, 1, Math.min(seconds, 5), 0);
        run(root.resolve("one"), pages, 1, seconds, 0);
        run(root.resolve("two"), pages, 2, seconds, 0);
        run(root.resolve("paced"), pages, 2, seconds, 300);
    }

    private static void levels(List<byte[]> pages, long bytes) {
        for (int level : new int[] {1, 2, 3, 4, 6}) {
            long out = 0;
            long cpu = 0;
            for (int round = 0; round < 2; round++) { // the first warms up
                out = 0;
                long before = cpuOfThread();
                for (var page : pages) {
                    var deflater = new Deflater(level, true);
                    deflater.setInput(page);
                    deflater.finish();
                    byte[] buffer = new byte[64 * 1024];
                    while (!deflater.finished()) {
                        out += deflater.deflate(buffer);
                    }
                    deflater.end();
                }
                cpu = cpuOfThread() - before;
            }
            System.out.printf(
                    "level %d: %.2f ms/page, %.1f %% of the bytes%n",
                    level, cpu / 1e6 / pages.size(), 100.0 * out / bytes);
        }
    }

    /** @param perSecond pages that come; 0: as many as are taken */
    private static void run(Path root, List<byte[]> pages, int threads, long seconds, int perSecond) throws Exception {
        Files.createDirectories(root);
        var metrics = new SimpleMeterRegistry();
        var latencies = new ConcurrentLinkedQueue<Long>();
        long cpuBefore = cpuOfProcess();
        long startedAt = System.nanoTime();
        long end = startedAt + TimeUnit.SECONDS.toNanos(seconds);
        try (var archive = new WarcArchive(
                new LocalStore(root),
                "bench",
                WarcArchive.Limits.keptFor(Optional.empty()),
                Clock.systemUTC(),
                metrics)) {
            var pool = Executors.newFixedThreadPool(threads);
            var done = new CountDownLatch(threads);
            for (int t = 0; t < threads; t++) {
                int thread = t;
                var unused = pool.submit(() -> {
                    try {
                        for (int i = thread; System.nanoTime() < end; i += threads) {
                            long due = perSecond == 0 ? 0 : startedAt + i * 1_000_000_000L / perSecond;
                            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                                LockSupport.parkNanos(left);
                            }
                            long at = System.nanoTime();
                            archive.keep(Captures.of("https://example.com/" + i, pages.get(i % pages.size())), true)
                                    .thenRun(() -> latencies.add(System.nanoTime() - at));
                        }
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
            pool.shutdown();
        }
        double took = (System.nanoTime() - startedAt) / 1e9;
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        int n = sorted.length;
        long groups = metrics.timer("sentinel.archive.write").count();
        System.out.printf(
                "%d thread(s)%s: %,.0f pages/s, %.2f ms CPU/page, %,.0f bytes/page kept, %.1f pages/sync,"
                        + " durable after p50 %.1f ms, p99 %.1f ms%n",
                threads,
                perSecond == 0 ? "" : " at " + perSecond + "/s",
                n / took,
                (cpuOfProcess() - cpuBefore) / 1e6 / n,
                metrics.counter("sentinel.archive.bytes").count() / n,
                (double) n / groups,
                sorted[n / 2] / 1e6,
                sorted[(int) (n * 0.99)] / 1e6);
    }

    private static long cpuOfThread() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long cpuOfProcess() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static List<byte[]> madeUp() {
        var pages = new ArrayList<byte[]>();
        for (int i = 0; i < MADE_UP; i++) {
            pages.add(Captures.page(PAGE_BYTES, i));
        }
        return pages;
    }

    private static List<byte[]> read(Path directory) throws IOException {
        var pages = new ArrayList<byte[]>();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(f -> f.toString().endsWith(".html.gz"))
                    .sorted()
                    .toList()) {
                try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                    pages.add(in.readAllBytes());
                }
            }
        }
        return pages;
    }
}
