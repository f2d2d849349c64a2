package sentinel.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive in a process of its own, killed without warning. */
class KilledArchiveTest {

    private static final int KILLS = 3;
    private static final int PAGES = 60;

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(directory.resolve("archive"));
    }

    @Test
    void given_a_process_killed_while_it_writes_when_read_then_every_reference_it_gave_leads_to_its_page()
            throws Exception {
        var promised = new HashMap<Long, String>();
        for (int kill = 0; kill < KILLS; kill++) {
            var said = directory.resolve("said-" + kill);
            var process = start(said, kill * 1_000_000L);
            try {
                await().atMost(DEADLINE).until(() -> said(said).size() >= PAGES || !process.isAlive());
            } finally {
                process.destroyForcibly().waitFor(); // SIGKILL, while it goes on
            }
            assertThat(said(said)).as("it worked until it was killed").hasSizeGreaterThanOrEqualTo(PAGES);
            promised.putAll(said(said));
        }
        try (var reader = ArchiveReader.open(root.toUri())) {
            assertThat(reader.files()).as("none is written to by two").hasSize(KILLS);
            for (var one : promised.entrySet()) {
                assertThat(reader.body(one.getValue())).isEqualTo(Captures.page(20_000, one.getKey()));
            }
            var read = new HashSet<String>();
            for (var file : reader.files()) {
                try (var captures = reader.read(file)) {
                    for (var next = captures.next(); next.isPresent(); next = captures.next()) {
                        read.add(next.get().ref());
                    }
                    assertThat(captures.end()).isNotEqualTo(CaptureCursor.End.DAMAGED);
                }
            }
            assertThat(read).containsAll(promised.values());
        }
    }

    @Test
    void given_a_local_archive_when_it_writes_then_nothing_of_hadoop_is_loaded() throws Exception {
        var said = directory.resolve("said");
        var classes = directory.resolve("classes.log");
        var process = start(said, 0, "-Xlog:class+load:file=" + classes);
        try {
            await().atMost(DEADLINE).until(() -> !said(said).isEmpty() || !process.isAlive());
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(said(said)).isNotEmpty();
        assertThat(Files.readString(classes))
                .contains("sentinel.archive.LocalStore")
                .doesNotContain("org.apache.hadoop")
                .doesNotContain("HadoopStore");
    }

    /** References by page. A line that the kill cut short was not said. */
    private static Map<Long, String> said(Path file) throws IOException {
        var promised = new HashMap<Long, String>();
        for (var line : Files.readAllLines(file)) {
            var parts = line.split(" ");
            if (parts.length == 2 && ArchiveRef.parse(parts[1]).isPresent()) {
                promised.put(Long.parseLong(parts[0]), parts[1]);
            }
        }
        return promised;
    }

    private Process start(Path output, long seed, String... options) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                ArchivingProcess.class.getName(),
                root.toString(),
                Long.toString(seed)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
    }
}
