package sentinel.silver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.ConfigException;

/**
 * The Spark job that makes Silver from Bronze and sightings; see {@link SilverConfig#USAGE}. Run it by {@code
 * spark-submit} or {@code org.apache.spark.deploy.SparkSubmit}. Exit codes: 0 done or stopped, 1 failed, 2 called wrongly.
 */
public final class SilverJob {

    private static final Logger LOG = LoggerFactory.getLogger(SilverJob.class);

    /** Before Spark's own hook, which stops the session under a running batch. */
    private static final int BEFORE_SPARK = 100;

    private static final long STOP_SECONDS = 20;

    private SilverJob() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(SilverConfig.USAGE);
            return;
        }
        SilverConfig config;
        try {
            config = SilverConfig.parse(Arrays.asList(arguments), System.getenv());
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try {
            run(config);
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (SourceReplacedException e) {
            LOG.error("silver_source_replaced reason=\"{}\"", e.getMessage());
            System.exit(1);
        } catch (RuntimeException e) {
            var newer = NewerRowException.in(e);
            if (newer.isEmpty()) {
                throw e;
            }
            LOG.error("silver_newer_rows reason=\"{}\"", newer.get().getMessage());
            System.exit(1);
        }
    }

    private static void run(SilverConfig config) throws InterruptedException, IOException {
        try (var spark = new SilverSession()) {
            var run = new SilverRun(
                    spark, SilverSession.hadoop(), config.tables(), config.batchRows(), config.retention());
            if (config.mode() != Mode.STREAM) {
                requireSources(config, run);
            }
            try {
                run(config, run);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) { // Spark throws checked exceptions that it does not declare
                run.failed(e);
                throw e;
            }
        }
    }

    /** A run that ends must find what it was told to read: a wrong path would else look like nothing to do. */
    private static void requireSources(SilverConfig config, SilverRun run) {
        var problems = new ArrayList<String>();
        if (!run.hasBronze()) {
            problems.add(
                    "there is no Bronze table at " + config.tables().bronze()
                            + "; give its path (--bronze, SENTINEL_BRONZE, SENTINEL_DATA), or start the Bronze writer, which makes it");
        }
        if (config.sightingsNamed() && !run.hasSightings()) {
            problems.add("there is no sightings table at " + config.tables().sightings()
                    + "; give its path (--sightings), or leave it out for the default");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static void run(SilverConfig config, SilverRun run) throws InterruptedException, IOException {
        switch (config.mode()) {
            case ONCE -> {
                while (run.step()) {}
                run.careAtEnd();
            }
            case FULL ->
                run.reconcile()
                        .ifPresent(found -> LOG.info(
                                "silver_reconciled missing={} different={} extra={}",
                                found.inserted(),
                                found.updated(),
                                found.removed()));
            case STREAM -> stream(config, run);
        }
    }

    /** Until the process is told to end; then the batch under way is finished, or left to the next start. */
    private static void stream(SilverConfig config, SilverRun run) throws InterruptedException, IOException {
        if (config.readyFile().isPresent()) {
            Files.deleteIfExists(config.readyFile().get()); // of a run before this one
        }
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        ShutdownHookManager.get()
                .addShutdownHook(
                        () -> {
                            stop.countDown();
                            try {
                                stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        BEFORE_SPARK,
                        STOP_SECONDS + 5,
                        TimeUnit.SECONDS);
        if (config.exitWithParent()) {
            ParentWatch.start();
        }
        try {
            new SilverStream(run, config.interval(), () -> markReady(config)).runUntil(stop);
        } finally {
            stopped.countDown();
        }
    }

    private static void markReady(SilverConfig config) {
        config.readyFile().ifPresent(file -> {
            try {
                Files.writeString(file, "ready\n");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write SENTINEL_READY_FILE " + file, e);
            }
        });
    }
}
