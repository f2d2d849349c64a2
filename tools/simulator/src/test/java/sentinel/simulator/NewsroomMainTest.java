package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class NewsroomMainTest {

    private final StringWriter said = new StringWriter();

    private int run(String... args) {
        var command = new CommandLine(new NewsroomMain());
        command.setErr(new PrintWriter(said));
        command.setOut(new PrintWriter(said));
        return command.execute(args);
    }

    @Test
    void given_wrong_flags_when_run_then_exit_code_2_and_a_message_that_names_the_flag() {
        for (var args : List.of(
                new String[] {"--prot", "1"},
                new String[] {"--port", "many"},
                new String[] {"--latency", "soon"},
                new String[] {"--sites", "0"},
                new String[] {"--trouble", "2"},
                new String[] {"--pages", "/nowhere"})) {
            assertThat(run(args)).as(args[0]).isEqualTo(2);
            assertThat(said.toString()).contains(args[0].substring(2, 5));
        }
    }

    @Test
    void given_help_when_run_then_exit_code_0_and_every_flag() {
        assertThat(run("--help")).isZero();
        assertThat(said.toString())
                .contains("--port", "--seed", "--sites", "--articles", "--rate", "--edit-rate", "--pages");
    }

    @Test
    void given_a_busy_port_when_run_then_exit_code_2() {
        try (var other = Newsroom.start(NewsroomConfig.still().withArticles(0))) {
            assertThat(run("--port", Integer.toString(other.port()))).isEqualTo(2);
        }
    }
}
