package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong use ends with code 2 and a message that names what is wrong; nothing is started. */
class CommandLineTest {

    @TempDir
    private Path directory;

    static Stream<Arguments> wrongUse() {
        return Stream.of(
                Arguments.of("nonsense", "there is no command 'nonsense'"),
                Arguments.of("up --no-such-flag", "--no-such-flag"),
                Arguments.of("up --port abc", "--port is 'abc'; expected"),
                Arguments.of("up --port 99999", "--port is '99999'; expected"),
                Arguments.of("up --provider nobody", "--provider names 'nobody'"),
                Arguments.of("up --provider openai", "OPENAI_API_KEY"),
                Arguments.of("up --gdelt nowhere", "--gdelt is 'nowhere'"),
                Arguments.of("up --feeds no-such-file.yaml", "no-such-file.yaml: the file does not exist"),
                Arguments.of("up --feeds broken.yaml", "broken.yaml"),
                Arguments.of("up --data /proc/sentinel", "/proc/sentinel"),
                Arguments.of("extract no-such-page.html", "no-such-page.html"),
                Arguments.of("reprocess --from yesterday", "--from"),
                Arguments.of("reprocess --archive no-such-archive", "no-such-archive"),
                Arguments.of("status --data no-such-directory", "no-such-directory"),
                Arguments.of("bench nonsense", "nonsense"),
                Arguments.of("bench silver --part nonsense", "needs a part of batches, build, catchup, soak"));
    }

    @ParameterizedTest
    @MethodSource("wrongUse")
    void given_wrong_use_when_run_then_it_says_what_is_wrong_and_ends_with_2(String line, String message)
            throws Exception {
        Files.writeString(directory.resolve("broken.yaml"), "feeds:\n  - name: x\n    url: [\n");
        var environment = Map.of("SENTINEL_DATA", directory.resolve("data").toString(), "OPENAI_API_KEY", "");
        try (var sentinel = SentinelProcess.start(environment, directory, 0, line.split(" "))) {
            assertThat(sentinel.exitCode()).as(sentinel.output()).isEqualTo(2);
            assertThat(sentinel.output()).contains(message).doesNotContain("\tat ");
        }
    }

    @Test
    void given_a_busy_port_when_up_then_it_says_so_and_ends_with_2() throws Exception {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(busy.getLocalPort());
            var sentinel = upOn(directory.resolve("data"), port);
            assertThat(sentinel.exitCode()).as(sentinel.output()).isEqualTo(2);
            assertThat(sentinel.output()).contains("port " + port + " is in use");
        }
    }

    @Test
    void given_several_wrong_settings_when_up_then_all_are_named_at_once() throws Exception {
        var environment = Map.of("SENTINEL_L1_TTL", "soon", "SENTINEL_HOST_GAP", "-", "SENTINEL_PORT", "x");
        try (var sentinel = SentinelProcess.start(
                environment,
                directory,
                0,
                "up",
                "--data",
                directory.resolve("data").toString())) {
            assertThat(sentinel.exitCode()).isEqualTo(2);
            assertThat(sentinel.output()).contains("SENTINEL_L1_TTL", "SENTINEL_HOST_GAP", "SENTINEL_PORT");
        }
    }

    private SentinelProcess upOn(Path data, String port) throws IOException {
        return SentinelProcess.start(Map.of(), directory, 0, "up", "--data", data.toString(), "--port", port);
    }
}
