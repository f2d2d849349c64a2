package sentinel.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {

    @Test
    void given_a_key_when_redis_is_restarted_then_it_is_still_there(@TempDir Path directory) throws Exception {
        try (var redis = EmbeddedRedis.start(directory, 0)) {
            assertThat(ask(redis, "SET k v")).isEqualTo("+OK");
        }
        try (var redis = EmbeddedRedis.start(directory, 0)) {
            assertThat(ask(redis, "EXISTS k")).isEqualTo(":1");
        }
    }

    @Test
    void given_a_server_left_behind_when_started_again_then_the_old_one_is_ended(@TempDir Path directory)
            throws Exception {
        var home = directory.toRealPath();
        int port = FreePort.find();
        var leftBehind = RedisDaemon.start(home, EmbeddedRedis.writeConfiguration(home, port));
        await().until(() -> "+OK".equals(ask("redis://127.0.0.1:" + port, "SET k v")));
        try (var redis = EmbeddedRedis.start(directory, 0)) {
            assertThat(ask("redis://127.0.0.1:" + port, "PING")).isNull();
            assertThat(ask(redis, "EXISTS k")).isEqualTo(":1");
        }
        leftBehind.close();
    }

    @Test
    void given_a_server_that_was_killed_when_looked_at_then_it_runs_again_at_its_address(@TempDir Path directory)
            throws Exception {
        try (var redis = EmbeddedRedis.start(directory, 0)) {
            assertThat(ask(redis, "SET k v")).isEqualTo("+OK");
            long killed = redis.pid();
            assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
            await().until(() ->
                    redis.pid() != killed && redis.problem().isEmpty() && ":1".equals(ask(redis, "EXISTS k")));
        }
    }

    @Test
    void given_a_process_that_is_killed_when_its_redis_has_nobody_then_it_ends(@TempDir Path directory)
            throws Exception {
        var holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try (var output = holder.inputReader()) {
            var url = output.lines()
                    .filter(line -> line.startsWith("redis://"))
                    .findFirst()
                    .orElseThrow();
            assertThat(ask(url, "PING")).isEqualTo("+PONG");
            holder.destroyForcibly();
            await().until(() -> ask(url, "PING") == null);
        }
    }

    /** Starts Redis, says where, and waits to be killed. */
    static final class Holder {
        public static void main(String[] directory) throws Exception {
            System.out.println(EmbeddedRedis.start(Path.of(directory[0]), 0).url());
            Thread.currentThread().join();
        }
    }

    private static String ask(EmbeddedRedis redis, String command) throws Exception {
        return ask(redis.url(), command);
    }

    private static String ask(String url, String command) throws Exception {
        var address = URI.create(url);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[256];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.UTF_8).strip();
        } catch (java.net.ConnectException e) {
            return null;
        }
    }
}
