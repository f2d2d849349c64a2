package sentinel.endtoend;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./sentinel} as a user runs it: a process with flags, an environment, output and an exit code. */
public final class SentinelProcess implements AutoCloseable {

    public static final Path CHECKOUT = checkout();

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final int port;

    private SentinelProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Any command; returns at once. */
    public static SentinelProcess start(
            Map<String, String> environment, Path workDirectory, int port, String... arguments) throws IOException {
        // Whoever runs this in the background may have it ignore SIGINT, and children inherit that.
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(CHECKOUT.resolve("sentinel").toString());
        command.addAll(List.of(arguments));
        var output = Files.createTempFile(workDirectory, "sentinel-", ".out");
        var builder = new ProcessBuilder(command)
                .directory(workDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SENTINEL_BUILT", "true"); // by the build that runs this test
        builder.environment().putAll(environment);
        return new SentinelProcess(builder.start(), output, port);
    }

    /** {@code up}, until it is ready. */
    public static SentinelProcess up(Map<String, String> environment, Path data, int port, String... arguments)
            throws IOException {
        var all = new ArrayList<>(List.of("up", "--data", data.toString(), "--port", Integer.toString(port)));
        all.addAll(List.of(arguments));
        var beside = requireNonNull(data.toAbsolutePath().getParent(), "the data directory is not the root");
        var sentinel = start(environment, beside, port, all.toArray(String[]::new));
        sentinel.awaitReady();
        return sentinel;
    }

    public ServedArticles articles() {
        return new ServedArticles("http://127.0.0.1:" + port);
    }

    /** @throws IllegalStateException it ended, or was not ready in time; with its output */
    public void awaitReady() throws IOException {
        long deadline = System.nanoTime() + READY.toNanos();
        while (!articles().ready()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException((process.isAlive() ? "not ready in time" : "ended") + ":\n" + output());
            }
            pause();
        }
    }

    public long pid() {
        return process.pid();
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits for the end of a command that ends by itself. */
    public int exitCode() throws InterruptedException {
        awaitEnd();
        return process.exitValue();
    }

    /** Ctrl-C. Returns the processes it had as children, which must be gone. */
    public List<ProcessHandle> interrupt() throws IOException, InterruptedException {
        var children = process.descendants().toList();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        awaitEnd();
        return children;
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, then SIGKILL. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still runs after " + STOP);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path checkout() {
        for (var directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.isExecutable(directory.resolve("sentinel"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no ./sentinel above " + Path.of("").toAbsolutePath());
    }
}
