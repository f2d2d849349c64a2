package sentinel.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server as a process of its own, its append-only file kept in a directory between starts. It runs as a
 * daemon, so that Ctrl-C in a terminal does not end it before those who use it; one that a killed JVM left behind is
 * found by the configuration in the directory and ended at the next start.
 *
 * <p>The program is {@code redis-server} of the PATH, else the one that com.github.codemonstur:embedded-redis carries.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final String CONFIG = "redis.conf";

    private final Path directory;
    private final int port;

    private EmbeddedRedis(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts the server on 127.0.0.1 and waits until it answers.
     *
     * @param directory of the append-only file
     * @param port 0 takes a free one
     */
    public static EmbeddedRedis start(Path directory, int port) {
        try {
            Files.createDirectories(directory);
            var home = directory.toRealPath();
            endLeftOver(home);
            int listen = port == 0 ? FreePort.find() : port;
            Files.writeString(home.resolve(CONFIG), configuration(home, listen));
            run(program(home), home.resolve(CONFIG));
            var redis = new EmbeddedRedis(home, listen);
            redis.awaitAnswer();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Redis in " + directory, e);
        }
    }

    /** {@code redis://host:port}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        shutDown(port);
    }

    private static String configuration(Path home, int port) {
        return """
                bind 127.0.0.1
                port %d
                daemonize yes
                pidfile "%s"
                logfile "%s"
                dir "%s"
                appendonly yes
                appendfsync everysec
                save ""
                """
                .formatted(port, home.resolve("redis.pid"), home.resolve("redis.log"), home);
    }

    private static File program(Path home) throws IOException {
        try {
            return ExecutableProvider.newExecutableInPath("redis-server").get();
        } catch (FileNotFoundException e) {
            var directory = Files.createDirectories(home.resolve("bin"));
            return ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
        }
    }

    private static void run(File program, Path config) throws IOException {
        var process = new ProcessBuilder(program.getAbsolutePath(), config.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(program + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis started", e);
        }
    }

    private void awaitAnswer() throws IOException {
        var deadline = Instant.now().plus(START_TIMEOUT);
        while (!"+PONG".equals(ask(port, "PING"))) { // -LOADING while the append-only file is read
            if (Instant.now().isAfter(deadline)) {
                throw new IOException(
                        "Redis does not answer on port " + port + "; see " + directory.resolve("redis.log"));
            }
            pause();
        }
    }

    /** Ends a server whose JVM was killed: it holds the append-only file, and two writers would spoil it. */
    private static void endLeftOver(Path home) throws IOException {
        var config = home.resolve(CONFIG);
        if (!Files.exists(config)) {
            return;
        }
        for (var line : Files.readAllLines(config)) {
            if (line.startsWith("port ")) {
                int port = Integer.parseInt(line.substring("port ".length()).strip());
                if (home.toString().equals(directoryOf(port))) {
                    shutDown(port);
                }
            }
        }
    }

    /** The working directory of the Redis at a port; null when none answers there. */
    private static String directoryOf(int port) {
        try (var redis = new Socket(InetAddress.getLoopbackAddress(), port)) {
            redis.setSoTimeout((int) START_TIMEOUT.toMillis());
            var lines = send(redis, "CONFIG GET dir");
            String line = null;
            for (int i = 0; i < 5; i++) { // *2, $3, dir, $n, <directory>
                line = lines.readLine();
            }
            return line;
        } catch (IOException e) {
            return null;
        }
    }

    private static void shutDown(int port) {
        ask(port, "SHUTDOWN");
        var deadline = Instant.now().plus(START_TIMEOUT);
        while (ask(port, "PING") != null && Instant.now().isBefore(deadline)) {
            pause();
        }
    }

    /** The first line of the answer to an inline command; null when nobody answers. */
    private static String ask(int port, String command) {
        try (var redis = new Socket(InetAddress.getLoopbackAddress(), port)) {
            redis.setSoTimeout((int) START_TIMEOUT.toMillis());
            return send(redis, command).readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private static BufferedReader send(Socket redis, String command) throws IOException {
        redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(redis.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
