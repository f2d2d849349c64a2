package sentinel.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.embedded.FreePort;

/** The first command that a newcomer runs. */
class DemoTest {

    @TempDir
    private Path directory;

    @Test
    void given_an_empty_checkout_when_demo_runs_twice_then_each_time_it_begins_anew_and_shows_articles()
            throws Exception {
        var data = directory.resolve("data-demo");
        for (int round = 1; round <= 2; round++) {
            try (var demo = demo(data)) {
                demo.awaitReady();
                Awaitility.await("articles of round " + round)
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> demo.articles().total() >= 50);
                assertThat(data.resolve("left-over")).doesNotExist();
                Files.writeString(data.resolve("left-over"), "of an earlier demo");
                assertThat(demo.interrupt()).isNotEmpty().noneMatch(ProcessHandle::isAlive);
            }
        }
    }

    @Test
    void given_a_directory_with_other_data_when_demo_then_it_is_refused_and_nothing_is_deleted() throws Exception {
        var data = Files.createDirectory(directory.resolve("data"));
        var mine = Files.writeString(data.resolve("thesis.txt"), "the only copy");
        try (var demo = demo(data)) {
            assertThat(demo.exitCode()).as(demo.output()).isEqualTo(2);
            assertThat(demo.output()).contains("is not a demo's data directory");
        }
        assertThat(mine).exists();
    }

    private SentinelProcess demo(Path data) throws IOException {
        int port = FreePort.find();
        return SentinelProcess.start(
                Map.of(), directory, port, "demo", "--data", data.toString(), "--port", Integer.toString(port));
    }
}
