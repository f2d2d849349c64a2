package sentinel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

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
        var leftBehind = EmbeddedRedis.start(directory, 0);
        assertThat(ask(leftBehind, "SET k v")).isEqualTo("+OK");
        try (var redis = EmbeddedRedis.start(directory, 0)) {
            assertThat(redis.url()).isNotEqualTo(leftBehind.url());
            assertThat(ask(leftBehind, "PING")).isNull();
            assertThat(ask(redis, "EXISTS k")).isEqualTo(":1");
        }
    }

    private static String ask(EmbeddedRedis redis, String command) throws Exception {
        var address = URI.create(redis.url());
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
