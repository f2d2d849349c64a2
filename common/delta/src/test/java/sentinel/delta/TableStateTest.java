package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.TableManager;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.internal.util.FileNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;

class TableStateTest extends OnKeyedTable {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Example
    void thereIsNoStateOfATableThatIsNotThere() {
        assertThat(table().refresh()).isFalse();
    }

    @Example
    void theOldestVersionIsTheOneThatWasTheNewestWhenTheRetentionBegan() throws IOException {
        long newest = writeAMinuteApart(9);
        var table = table();
        assertThat(table.refresh()).isTrue();

        var state = table.state(START.plus(HOUR));
        assertThat(state.version()).isEqualTo(newest);
        assertThat(state.committedAt()).isEqualTo(START.plus(Duration.ofMinutes(newest)));
        assertThat(state.files()).isEqualTo(9);
        assertThat(state.bytes()).isEqualTo(bytesOfDataFiles());

        for (int minute = 0; minute < newest; minute++) {
            var when = START.plus(HOUR).plus(Duration.ofMinutes(minute)).plusSeconds(1);
            assertThat(table.state(when).oldestVersion()).isEqualTo(minute);
            assertThat(table.state(when).oldestCommittedAt()).isEqualTo(START.plus(Duration.ofMinutes(minute)));
        }
        assertThat(table.state(START.plus(HOUR.multipliedBy(9))).oldestVersion())
                .isEqualTo(newest);
    }

    @Example
    void ofALogThatWasCleanedTheOldestVersionIsItsFirstCheckpoint() throws IOException {
        long newest = writeAMinuteApart(12);
        for (long version = 0; version <= 6; version++) {
            Files.delete(commitFile(version));
        }
        var table = table();
        assertThat(table.refresh()).isTrue();

        var state = table.state(START.plus(HOUR));

        assertThat(state.version()).isEqualTo(newest);
        assertThatThrownBy(() -> files(6)).isInstanceOf(KernelException.class);
        assertThat(files(state.oldestVersion())).isNotEmpty();
        assertThat(state.oldestVersion()).isEqualTo(firstCheckpoint());
    }

    /** Each version from the oldest on has its files; older ones have lost some. */
    @Example
    void whatTheVacuumLeftIsWhatTheStateSays() throws IOException {
        var random = new Random(11);
        var table = open(Map.of("delta.deletedFileRetentionDuration", "interval 1 hours"));
        table.create();
        var expected = new TreeMap<String, Article>();
        write(table, expected, random, 1, 10);
        long before = table.table().version();
        age(HOUR.multipliedBy(2)); // what was replaced until now is older than the retention
        write(table, expected, random, 11, 20);

        care(table, HOUR).vacuum();

        var live = table();
        assertThat(live.refresh()).isTrue();
        var state = live.state(Instant.now());
        long firstWhole = state.version();
        while (firstWhole > 0 && isWhole(firstWhole - 1)) {
            firstWhole--;
        }
        assertThat(firstWhole).as("the vacuum has deleted files").isPositive();
        assertThat(state.oldestVersion()).isBetween(firstWhole, state.version());
        assertThat(state.oldestVersion()).isEqualTo(before);
    }

    /** Makes all files of the table as old as if nobody had touched them for that long. */
    private void age(Duration age) throws IOException {
        var then = FileTime.from(Instant.now().minus(age));
        try (var files = Files.walk(directory.resolve("table"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, then);
            }
        }
    }

    private void write(KeyedTable table, TreeMap<String, Article> expected, Random random, int from, int to)
            throws IOException {
        var care = care(table, Duration.ofDays(1));
        for (int commit = from; commit <= to; commit++) {
            change(table, expected, random);
            table.commit("test", commit);
            care.step();
        }
    }

    /** Returns the newest version; version {@code v} was committed {@code v} minutes after the start. */
    private long writeAMinuteApart(int commits) throws IOException {
        var table = open(Map.of("delta.deletedFileRetentionDuration", "interval 1 hours"));
        table.create();
        for (int i = 1; i <= commits; i++) {
            table.put(batch(List.of(new Article("key-" + i, 1, "text", List.of()))));
            table.commit("test", i);
            table.checkpoint();
        }
        long newest = table.table().version();
        for (long version = 0; version <= newest; version++) {
            Files.setLastModifiedTime(commitFile(version), FileTime.from(START.plus(Duration.ofMinutes(version))));
        }
        return newest;
    }

    private LiveTable table() {
        return new LiveTable(engine, hadoop, path());
    }

    private String path() {
        return directory.resolve("table").toString();
    }

    private java.nio.file.Path commitFile(long version) {
        return java.nio.file.Path.of(FileNames.deltaFile(new Path(path(), "_delta_log"), version));
    }

    private long firstCheckpoint() throws IOException {
        try (var files = Files.list(directory.resolve("table/_delta_log"))) {
            return files.map(Object::toString)
                    .filter(FileNames::isCheckpointFile)
                    .mapToLong(FileNames::checkpointVersion)
                    .min()
                    .orElseThrow();
        }
    }

    private long bytesOfDataFiles() throws IOException {
        try (var files = Files.list(directory.resolve("table"))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private boolean isWhole(long version) throws IOException {
        return files(version).stream().allMatch(Files::exists);
    }

    /** Data files and deletion vectors of a version. */
    private List<java.nio.file.Path> files(long version) throws IOException {
        var found = new ArrayList<java.nio.file.Path>();
        var snapshot = TableManager.loadSnapshot(path()).atVersion(version).build(engine);
        try (var batches = snapshot.getScanBuilder().build().getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (var rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        var row = rows.next();
                        found.add(java.nio.file.Path.of(URI.create(InternalScanFileUtils.getAddFileStatus(row)
                                        .getPath())
                                .getPath()));
                        var vector = InternalScanFileUtils.getDeletionVectorDescriptorFromRow(row);
                        if (vector != null && vector.isOnDisk()) {
                            found.add(java.nio.file.Path.of(vector.getAbsolutePath(path())));
                        }
                    }
                }
            }
        }
        return found;
    }
}
