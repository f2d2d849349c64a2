package sentinel.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningSentinelTest {

    @TempDir
    Path directory;

    @Test
    void given_a_running_process_when_it_announces_itself_then_its_kafka_is_found_until_it_withdraws()
            throws Exception {
        var here = RunningSentinel.here(8085, "127.0.0.1:9", "mine");

        here.announce(directory);

        assertThat(RunningSentinel.on(directory)).contains(here);
        var kafka = RunningKafka.of(Map.of(), directory).orElseThrow();
        assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:9");
        assertThat(kafka.topics().prefix()).isEqualTo("mine");

        RunningSentinel.withdraw(directory);
        assertThat(RunningSentinel.on(directory)).isEmpty();
        assertThat(RunningKafka.of(Map.of(), directory)).isEmpty();
    }

    @Test
    void given_a_process_that_was_killed_when_another_has_its_number_then_nothing_runs() throws Exception {
        var here = RunningSentinel.here(8085, "127.0.0.1:9", "mine");

        new RunningSentinel(here.pid(), Instant.EPOCH, 8085, "127.0.0.1:9", "mine").announce(directory);

        assertThat(RunningKafka.of(Map.of(), directory)).isEmpty();
    }

    @Test
    void given_a_kafka_in_the_environment_when_another_runs_then_the_environment_counts() throws Exception {
        RunningSentinel.here(8085, "127.0.0.1:9", "mine").announce(directory);

        var kafka = RunningKafka.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", "elsewhere:1"), directory);

        assertThat(kafka.orElseThrow().bootstrapServers()).isEqualTo("elsewhere:1");
    }

    @Test
    void given_a_file_of_an_earlier_release_when_read_then_it_is_understood() throws Exception {
        Files.writeString(
                directory.resolve("running.json"),
                "{\"pid\":7,\"process_started\":\"2026-01-02T03:04:05Z\",\"port\":8085,\"kafka\":\"k:1\","
                        + "\"topic_prefix\":\"p\",\"alive\":true}");

        assertThat(RunningSentinel.on(directory))
                .contains(new RunningSentinel(7, Instant.parse("2026-01-02T03:04:05Z"), 8085, "k:1", "p"));
    }
}
