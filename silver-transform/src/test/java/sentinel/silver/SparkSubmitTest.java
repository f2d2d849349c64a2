package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.silver.Tables.Article;

/** The job as a process of its own, started as {@code spark-submit} starts it. */
class SparkSubmitTest {

    private static final long DEADLINE_MINUTES = 8; // a busy machine; seconds on an idle one

    /** What Spark reaches into on Java 17 (JavaModuleOptions). */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    /** 127.0.0.1, also as an IPv6 address, and ::1. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

    @TempDir
    Path directory;

    @Test
    void given_a_stream_when_its_parent_goes_then_it_has_folded_and_ends() throws Exception {
        var tables = new Tables(SilverSession.open(), directory);
        tables.bronze(Article.of("a.com/1", "h1", 1), Article.of("a.com/2", "h2", 2));

        var job = submit(tables, "--stream");
        try {
            await().atMost(DEADLINE_MINUTES, TimeUnit.MINUTES)
                    .until(() -> !job.isAlive() || log().contains("silver_batch"));
            assertThat(listening(job.pid()))
                    .describedAs("addresses it listens on")
                    .isSubsetOf(LOOPBACK);
            await().atMost(DEADLINE_MINUTES, TimeUnit.MINUTES)
                    .until(() -> !job.isAlive() || Files.exists(directory.resolve("ready")));
            job.getOutputStream().close(); // what its parent's end looks like

            assertThat(job.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(job.exitValue()).describedAs(log()).isZero();
            assertThat(tables.silver().keySet()).containsExactly("a.com/1", "a.com/2");
            assertThat(directory.resolve("spark-warehouse")).doesNotExist();
        } finally {
            job.destroyForcibly();
        }
    }

    @Test
    void given_a_wrong_path_when_run_once_then_it_says_so_and_makes_nothing() throws Exception {
        var job = submit(new Tables(null, directory), "--once");

        assertThat(job.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(job.exitValue()).describedAs(log()).isEqualTo(2);
        assertThat(log())
                .contains("there is no Bronze table at " + directory.resolve("bronze/articles"))
                .doesNotContain("Exception");
        try (var made = Files.list(directory)) {
            assertThat(made).containsExactly(logFile().toPath());
        }
    }

    @Test
    void given_wrong_arguments_when_started_then_one_message_and_exit_code_2() throws Exception {
        var job = submit(new Tables(null, directory), "--once", "--fast");

        assertThat(job.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(job.exitValue()).isEqualTo(2);
        assertThat(log()).contains("--fast is not an argument").doesNotContain("Exception");
    }

    private Process submit(Tables tables, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx700m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.apache.spark.deploy.SparkSubmit",
                "--class",
                SilverJob.class.getName(),
                "--master",
                "local[2]",
                "spark-internal"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile());
        builder.environment().put("SENTINEL_BRONZE", tables.paths.bronze());
        builder.environment().put("SENTINEL_SIGHTINGS", tables.paths.sightings());
        builder.environment().put("SENTINEL_SILVER", tables.paths.silver());
        builder.environment()
                .put("SENTINEL_READY_FILE", directory.resolve("ready").toString());
        builder.environment().put("SENTINEL_EXIT_WITH_PARENT", "true");
        return builder.start();
    }

    /** Local addresses of the process's listening sockets, as Linux writes them. */
    private static Set<String> listening(long pid) throws IOException {
        var own = new HashSet<String>();
        try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            files.forEach(file -> own.add(target(file)));
        }
        var addresses = new HashSet<String>();
        for (var table : List.of("tcp", "tcp6")) {
            for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                var columns = line.strip().split("\\s+");
                if (columns[3].equals("0A") && own.contains("socket:[" + columns[9] + "]")) {
                    addresses.add(columns[1].replaceAll(":.*", ""));
                }
            }
        }
        return addresses;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private File logFile() {
        return directory.resolve("job.log").toFile();
    }

    private String log() throws IOException {
        return Files.exists(logFile().toPath()) ? Files.readString(logFile().toPath()) : "";
    }
}
