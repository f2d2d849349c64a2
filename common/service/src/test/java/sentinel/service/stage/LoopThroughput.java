package sentinel.service.stage;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Measures the loop: messages a second where each takes 100 ms of I/O with at most 64 under way (ceiling 640/s), and
 * with a slow tail (2 % take 3 s). Run by hand; prints a table.
 */
final class LoopThroughput {

    private static final int UNDER_WAY = 64;

    private LoopThroughput() {}

    public static void main(String[] args) {
        System.out.println("window   commit    tail   messages/s   transactions   ms each");
        measure(1, 50, false, 8);
        measure(64, 50, false, 15);
        measure(1024, 50, false, 15);
        measure(64, 50, true, 20);
        measure(256, 50, true, 20);
        measure(1024, 50, true, 30);
        measure(4096, 50, true, 30);
        free();
    }

    private static void measure(int window, int commitMillis, boolean tail, int seconds) {
        var io = Executors.newFixedThreadPool(UNDER_WAY);
        try (var rig = new StageRig()) {
            rig.sendNumbered("m", 650 * seconds + 3000);
            var settings = rig.settings().withWindow(window).withCommitInterval(Duration.ofMillis(commitMillis));
            rig.start(rig.loop(
                    settings,
                    in -> CompletableFuture.supplyAsync(
                            () -> rig.emit(in),
                            task -> io.execute(() -> {
                                sleep(tail && ThreadLocalRandom.current().nextInt(50) == 0 ? 3_000 : 100);
                                task.run();
                            }))));
            rig.awaitConsumed(1);
            sleep(tail ? 4_000 : 1_000);
            report(rig, window + "", commitMillis + " ms", tail ? "2% 3s" : "-", seconds);
        } finally {
            io.shutdownNow();
        }
    }

    /** What the loop itself can do: work that costs nothing. */
    private static void free() {
        try (var rig = new StageRig()) {
            rig.sendNumbered("m", 300_000);
            rig.start(rig.loop(in -> CompletableFuture.completedFuture(rig.emit(in))));
            rig.awaitConsumed(1);
            report(rig, "1024", "50 ms", "no I/O", 5);
        }
    }

    private static void report(StageRig rig, String window, String commit, String tail, int seconds) {
        long from = rig.count("consumed");
        Timer timer = rig.metrics.get("sentinel.stage.transaction").timer();
        long transactions = timer.count();
        double millis = timer.totalTime(TimeUnit.MILLISECONDS);
        long at = System.nanoTime();
        sleep(seconds * 1000L);
        double rate = (rig.count("consumed") - from) * 1e9 / (System.nanoTime() - at);
        long made = timer.count() - transactions;
        System.out.printf(
                "%6s %8s %7s %12.0f %14d %9.1f%n",
                window,
                commit,
                tail,
                rate,
                made,
                (timer.totalTime(TimeUnit.MILLISECONDS) - millis) / Math.max(1, made));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
