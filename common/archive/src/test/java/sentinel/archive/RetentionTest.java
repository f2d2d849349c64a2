package sentinel.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.fixture.SetClock;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void given_old_files_among_others_when_retention_runs_then_only_the_old_ones_go() throws Exception {
        onlyOurOldFilesGo(new LocalStore(directory), directory);
    }

    @Test
    void given_a_link_that_leads_outside_when_retention_runs_then_nothing_there_is_deleted() throws Exception {
        var root = Files.createDirectory(directory.resolve("root"));
        var outside = Files.createDirectory(directory.resolve("outside"));
        var file = Files.createFile(outside.resolve("sentinel-0-20260101T000000000Z.warc.gz"));
        Files.createSymbolicLink(root.resolve("2026-01-01"), outside);
        Files.createDirectory(root.resolve("2026-01-02"));
        Files.createSymbolicLink(root.resolve("2026-01-02/sentinel-0-20260102T000000000Z.warc.gz"), file);

        int deleted = run(new LocalStore(root));

        assertThat(deleted).isZero();
        assertThat(file).exists();
    }

    @Test
    void given_no_archive_yet_when_retention_runs_then_nothing_happens() throws Exception {
        assertThat(run(new LocalStore(directory.resolve("none")))).isZero();
    }

    private static int run(ArchiveStore store) throws IOException {
        try (var retention = new Retention(store, Duration.ofDays(30), new SetClock(NOW))) {
            return retention.run();
        }
    }

    static void onlyOurOldFilesGo(ArchiveStore store, Path root) throws IOException {
        var old = Set.of(
                "2026-02-28/sentinel-0-20260228T235959999Z.warc.gz",
                "2026-03-01/sentinel-0-20260301T105959999Z.warc.gz",
                "2026-03-01/sentinel-other.one-20260301T000000000Z.warc.gz");
        var staying = new TreeSet<>(Set.of(
                "2026-03-01/sentinel-0-20260301T110000000Z.warc.gz", // may hold a page of 30 days ago
                "2026-03-31/sentinel-0-20260331T110000000Z.warc.gz",
                "2026-02-27/crawl-20260227.warc.gz",
                "2026-02-27/sentinel-0-20260227T235959999Z.warc.gz.bak",
                "2026-02-27/sentinel-0-20260226T235959999Z.warc.gz", // in the wrong folder
                "2026-02-27/deeper/sentinel-0-20260227T235959999Z.warc.gz",
                "sentinel-0-20260101T000000000Z.warc.gz",
                "2026-01/sentinel-0-20260101T000000000Z.warc.gz",
                "notes.txt"));
        for (var all : Set.of(old, staying)) {
            for (var name : all) {
                Files.createDirectories(root.resolve(name).getParent());
                Files.writeString(root.resolve(name), "x");
            }
        }

        assertThat(run(store)).isEqualTo(old.size());

        var left = new TreeSet<String>();
        try (var files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> left.add(root.relativize(file).toString()));
        }
        assertThat(left).isEqualTo(staying);
        assertThat(root.resolve("2026-02-28")).as("empty now").doesNotExist();
        assertThat(root.resolve("2026-02-27")).exists();
    }
}
