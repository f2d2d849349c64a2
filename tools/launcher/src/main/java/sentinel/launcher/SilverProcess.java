package sentinel.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.service.run.Loop;

/**
 * The Silver job as a child process, started again when it ends by itself. Spark stays out of our JVM. The child ends
 * when its standard input does, so that it cannot outlive a killed launcher.
 */
final class SilverProcess implements Loop {

    private static final Logger log = LoggerFactory.getLogger(SilverProcess.class);
    /** Goes to {@code silver.log}; see launcher-logback.xml. */
    private static final Logger output = LoggerFactory.getLogger("silver.output");

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(5);

    private final Map<String, String> environment;
    private final Path program;
    private final Path logFile;
    private final Path readyFile;
    private final BooleanSupplier halted;

    private @Nullable Process child; // null before the first start
    private boolean stopped;
    private volatile String problem = "starting: it is ready when Silver holds what Bronze held at the start";

    /**
     * @param environment of this process; the child gets what it needs of it
     * @param program starts the job when it is called with {@code silver --stream}
     * @param directory for the child's log and its sign of life
     * @param halted whether the job is not to run at the moment
     */
    SilverProcess(Map<String, String> environment, Path program, Path directory, BooleanSupplier halted) {
        this.environment = SilverEnvironment.of(environment);
        this.program = program;
        this.halted = halted;
        this.logFile = directory.resolve("silver.log");
        this.readyFile = directory.resolve("silver.ready");
    }

    /** What is wrong with the job, if anything; for the health check. */
    Optional<String> problem() {
        return Files.exists(readyFile) ? Optional.empty() : Optional.of(problem);
    }

    @Override
    public void run() {
        while (true) {
            if (halted.getAsBoolean() && !isStopped()) {
                problem = "waits until work continues";
                pause();
                continue;
            }
            Process running = start();
            if (running == null) {
                return;
            }
            int exit = await(running);
            if (isStopped()) {
                return;
            }
            if (halted.getAsBoolean()) {
                log.info("silver_job_ended code={} action=halt", exit);
                forgetReady();
                continue;
            }
            problem = "ended with code " + exit + "; see " + logFile;
            forgetReady();
            log.error("silver_job_ended code={} log={} restart_in={}", exit, logFile, RESTART_DELAY);
            pause();
        }
    }

    @Override
    public void stop() {
        Process running;
        synchronized (this) {
            stopped = true;
            running = child;
            notifyAll();
        }
        if (running != null) {
            running.destroy();
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Null when stopped meanwhile. */
    private synchronized @Nullable Process start() {
        if (stopped) {
            return null;
        }
        try {
            forgetReady();
            // Ctrl-C in a terminal reaches the child too; it must go on until it is told to stop.
            var command = List.of("sh", "-c", "trap '' INT; exec \"$0\" silver --stream", program.toString());
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put("SENTINEL_EXIT_WITH_PARENT", "true");
            builder.environment().put("SENTINEL_READY_FILE", readyFile.toString());
            builder.environment().put("SENTINEL_BUILT", "true");
            child = builder.start();
            keep(child.getInputStream());
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the Silver job", e);
        }
    }

    private void forgetReady() {
        try {
            Files.deleteIfExists(readyFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + readyFile, e);
        }
    }

    /** Everything that the child prints goes to its log, which the logging library rotates. */
    private static void keep(InputStream printed) {
        var thread = new Thread(
                () -> {
                    try (var lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            output.info(line);
                        }
                    } catch (IOException e) {
                        log.debug("silver_output_ended", e); // with the child
                    }
                },
                "silver-output");
        thread.setDaemon(true);
        thread.start();
    }

    /** Exit code. A child that does not stop in time is killed: its work is in Delta commits, all or nothing. */
    private int await(Process running) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!isStopped() && halted.getAsBoolean()) {
                        running.destroy();
                    }
                    if (!isStopped() && !halted.getAsBoolean()) {
                        if (running.waitFor(1, TimeUnit.SECONDS)) {
                            return running.exitValue();
                        }
                    } else if (running.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                        return running.exitValue();
                    } else {
                        running.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void pause() {
        long deadline = System.nanoTime() + RESTART_DELAY.toNanos();
        try {
            for (long left = RESTART_DELAY.toNanos(); !stopped && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
