package sentinel.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/**
 * One run of {@code redis-server}: as a daemon, so that Ctrl-C in a terminal does not end it before those who use it, and
 * under a shell that ends it when this JVM is gone. The shell reads a pipe that nobody writes to; whatever ends the JVM,
 * SIGKILL included, closes it.
 */
final class RedisDaemon implements AutoCloseable {

    static final String PID_FILE = "redis.pid";

    /** Arguments: the program, its configuration, the file of its process id. */
    private static final String WATCH =
            """
            trap '' INT HUP TERM
            rm -f "$2"
            "$0" "$1" </dev/null || exit 1
            tries=0
            until [ -s "$2" ]; do
              tries=$((tries + 1))
              [ $tries -lt 200 ] || exit 1
              sleep 0.05
            done
            read -r pid <"$2"
            echo "started $pid"
            while read -r line; do :; done
            kill "$pid" 2>/dev/null
            """;

    private static final String STARTED = "started ";
    private static final Duration END_TIMEOUT = Duration.ofSeconds(20);

    private final Process watch;
    private final long pid;

    private RedisDaemon(Process watch, long pid) {
        this.watch = watch;
        this.pid = pid;
    }

    /** Starts the program of the PATH, else the one that com.github.codemonstur:embedded-redis carries. */
    static RedisDaemon start(Path home, Path config) throws IOException {
        var program = program(home).getAbsolutePath();
        var watch = new ProcessBuilder(
                        "sh",
                        "-c",
                        WATCH,
                        program,
                        config.toString(),
                        home.resolve(PID_FILE).toString())
                .redirectErrorStream(true)
                .start();
        var said = new ArrayList<String>();
        // Not closed: that would close the other end of the pipe, and the shell does not expect it.
        var output = new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(STARTED)) {
                return new RedisDaemon(watch, Long.parseLong(line.substring(STARTED.length())));
            }
            said.add(line.strip());
        }
        watch.destroyForcibly();
        throw new IOException(program + " failed: " + String.join(" ", said));
    }

    private static File program(Path home) throws IOException {
        try {
            return ExecutableProvider.newExecutableInPath("redis-server").get();
        } catch (FileNotFoundException e) {
            var directory = Files.createDirectories(home.resolve("bin"));
            return ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
        }
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    long pid() {
        return pid;
    }

    /** Leaves a server that is gone alone; ends one that is not. */
    @Override
    public void close() {
        try {
            if (!isAlive()) {
                watch.destroyForcibly(); // so that it cannot end another process that got the same id
            }
            watch.getOutputStream().close();
            watch.waitFor(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            watch.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
