package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script stands for the job: what is decided here is how it is started, watched and ended. */
class SilverProcessTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    private final AtomicBoolean halted = new AtomicBoolean();

    @Test
    void given_a_job_when_it_says_that_it_is_ready_then_it_is_and_it_never_saw_a_key() throws Exception {
        var silver = process(
                """
                env >"$here/environment.part"; mv "$here/environment.part" "$here/environment"
                while [ ! -e "$here/go" ]; do sleep 0.05; done
                touch "$SENTINEL_READY_FILE"
                cat >/dev/null
                """);
        var thread = new Thread(silver::run);
        thread.start();
        try {
            await().atMost(DEADLINE).until(() -> Files.exists(dir.resolve("environment")));
            assertThat(silver.problem())
                    .hasValueSatisfying(reason -> assertThat(reason).startsWith("starting"));

            Files.createFile(dir.resolve("go"));
            await().atMost(DEADLINE).until(() -> silver.problem().isEmpty());
            assertThat(Files.readString(dir.resolve("environment")))
                    .contains("SENTINEL_DATA=/data", "SENTINEL_EXIT_WITH_PARENT=true")
                    .doesNotContain("API_KEY", "REDIS_URL");
        } finally {
            silver.stop();
            thread.join();
        }
    }

    @Test
    void given_a_job_that_was_ready_when_it_ends_then_it_is_not_until_it_is_ready_again() throws Exception {
        var silver = process(
                """
                if [ -e "$here/again" ]; then cat >/dev/null; exit; fi
                touch "$SENTINEL_READY_FILE" "$here/again"
                exit 3
                """);
        var thread = new Thread(silver::run);
        thread.start();
        try {
            await().atMost(DEADLINE).until(() -> silver.problem().orElse("").startsWith("ended with code 3"));
            assertThat(dir.resolve("silver.ready")).doesNotExist();
        } finally {
            silver.stop();
            thread.join();
        }
    }

    @Test
    void given_work_that_is_halted_when_it_goes_on_then_the_job_was_ended_and_runs_again() throws Exception {
        var silver = process(
                """
                touch "$SENTINEL_READY_FILE"
                exec cat >/dev/null
                """);
        var thread = new Thread(silver::run);
        thread.start();
        try {
            await().atMost(DEADLINE).until(() -> silver.problem().isEmpty());
            halted.set(true);
            await().atMost(DEADLINE).until(() -> silver.problem().orElse("").equals("waits until work continues"));
            halted.set(false);
            await().atMost(DEADLINE).until(() -> silver.problem().isEmpty());
        } finally {
            silver.stop();
            thread.join();
        }
    }

    @Test
    void given_what_the_job_prints_when_logged_then_it_has_a_file_of_its_own_that_rotates() throws Exception {
        System.setProperty("sentinel.log", dir.resolve("sentinel.log").toString());
        System.setProperty("silver.log", dir.resolve("silver.log").toString());
        var logging = new LoggerContext();
        logging.setMDCAdapter(new LogbackMDCAdapter());
        try (var config = getClass().getResourceAsStream("/launcher-logback.xml")) {
            var configurator = new JoranConfigurator();
            configurator.setContext(logging);
            configurator.doConfigure(config);
            var output = logging.getLogger("silver.output");
            output.info("2026-03-01 a line of {} the job's own");

            assertThat(Files.readAllLines(dir.resolve("silver.log")))
                    .containsExactly("2026-03-01 a line of {} the job's own");
            assertThat(Files.readString(dir.resolve("sentinel.log"))).isEmpty();
            var appender = (RollingFileAppender<?>) output.getAppender("silver");
            assertThat(appender.getRollingPolicy()).isInstanceOf(SizeAndTimeBasedRollingPolicy.class);
        } finally {
            logging.stop();
            System.clearProperty("sentinel.log");
            System.clearProperty("silver.log");
        }
    }

    private SilverProcess process(String script) throws IOException {
        var program = Files.writeString(dir.resolve("program"), "#!/bin/sh\nhere=$(dirname \"$0\")\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var environment = Map.of(
                "PATH", System.getenv("PATH"),
                "SENTINEL_DATA", "/data",
                "OPENAI_API_KEY", "secret",
                "REDIS_URL", "redis://:secret@127.0.0.1");
        return new SilverProcess(environment, program, dir, halted::get);
    }
}
