package sentinel.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is asked of a Redis server of this machine by its port. Without a logger: used before logs have a directory. */
public final class RedisPort {

    static final String CONFIG = "redis.conf";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private RedisPort() {}

    /**
     * Ends a server that was left behind in a directory: it holds the append-only file, and two writers would spoil it.
     * Nothing when there is none, or no such directory.
     *
     * @return whether there was one
     */
    public static boolean endLeftOver(Path directory) throws IOException {
        var config = directory.resolve(CONFIG);
        if (!Files.exists(config)) {
            return false;
        }
        boolean ended = false;
        var home = directory.toRealPath();
        for (var line : Files.readAllLines(config)) {
            if (line.matches("port [0-9]{1,5}")) {
                int port = Integer.parseInt(line.substring("port ".length()));
                if (home.toString().equals(directoryOf(port))) {
                    shutDown(port);
                    ended = true;
                }
            }
        }
        return ended;
    }

    /** The working directory of the Redis at a port; null when none answers there. */
    private static @Nullable String directoryOf(int port) {
        try (var redis = connect(port)) {
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

    static void shutDown(int port) {
        // NOSAVE: the append-only file has all, and without it a full disk would keep the server alive.
        ask(port, "SHUTDOWN NOSAVE");
        var deadline = Instant.now().plus(TIMEOUT);
        while (ask(port, "PING") != null && Instant.now().isBefore(deadline)) {
            pause();
        }
    }

    static boolean refuses(int port) {
        try (var redis = connect(port)) {
            return !redis.isConnected();
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The first line of the answer to an inline command; null when nobody answers. */
    static @Nullable String ask(int port, String command) {
        try (var redis = connect(port)) {
            return send(redis, command).readLine();
        } catch (IOException e) {
            return null;
        }
    }

    private static Socket connect(int port) throws IOException {
        var redis = new Socket(InetAddress.getLoopbackAddress(), port);
        redis.setSoTimeout((int) TIMEOUT.toMillis());
        return redis;
    }

    private static BufferedReader send(Socket redis, String command) throws IOException {
        redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(redis.getInputStream(), StandardCharsets.UTF_8));
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
