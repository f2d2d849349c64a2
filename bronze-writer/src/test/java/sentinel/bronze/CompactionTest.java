package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.delta.AppendTable;
import sentinel.delta.Compaction;
import sentinel.delta.DeltaEngine;
import sentinel.delta.Vacuum;
import sentinel.service.json.Json;

class CompactionTest {

    private static final Compaction.Sizes SMALL = new Compaction.Sizes(1 << 20, 1 << 20, 4);

    @TempDir
    Path data;

    private AppendTable table;

    @BeforeEach
    void fillTable() throws Exception {
        table = Batches.table(data.resolve("t").toString());
        for (int from = 0; from < 50; from += 5) {
            Batches.append(table, 0, from, from + 5);
        }
    }

    @Test
    void given_small_files_when_compacted_then_the_same_rows_are_in_one_file_and_no_change_is_told() throws Exception {
        var before = TableRows.read(table.path());
        assertThat(compaction(table).run()).isEqualTo(10);

        assertThat(activeFiles()).hasSize(1);
        assertThat(TableRows.read(table.path())).containsExactlyInAnyOrderElementsOf(before);
        var commit = lastCommit();
        assertThat(commit).filteredOn(a -> a.contains("\"remove\"")).hasSize(10);
        assertThat(commit)
                .filteredOn(a -> a.contains("\"remove\"") || a.contains("\"add\""))
                .hasSize(11)
                .allMatch(a -> a.contains("\"dataChange\":false"));
    }

    @Test
    void given_a_compacted_table_when_appended_to_then_offsets_go_on() throws Exception {
        compaction(table).run();
        assertThat(table.lastOffset("t-0")).hasValue(49);
        Batches.append(table, 0, 50, 60);
        assertThat(TableRows.read(table.path())).hasSize(60);
        assertThat(compaction(table).run()).as("too few small files").isZero();
    }

    @Test
    void given_two_compactions_of_the_same_files_when_they_race_then_rows_stay_single() throws Exception {
        var other = Batches.table(table.path());
        var behind = other.current();
        compaction(table).run();
        assertThat(other.current().getVersion()).isEqualTo(behind.getVersion());
        assertThat(compaction(other).run()).as("files that are gone already").isZero();
        assertThat(TableRows.read(table.path())).hasSize(50);
    }

    @Test
    void given_replaced_and_orphaned_files_when_vacuumed_then_only_those_past_the_retention_go() throws Exception {
        var orphan = data.resolve("t/ingest_date=2026-03-05/orphan.parquet");
        Files.write(orphan, new byte[] {1});
        var leftover = data.resolve("t/_delta_log/.00000000000000000099.json.x.link.tmp");
        Files.write(leftover, new byte[] {1});
        compaction(table).run();
        assertThat(parquetFiles()).hasSize(12);
        for (var file : parquetFiles()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        }
        Files.setLastModifiedTime(leftover, FileTime.from(Instant.now().minus(Duration.ofDays(30))));

        assertThat(vacuum(Duration.ofDays(7), Instant.now()).run())
                .as("orphan and leftover")
                .isEqualTo(2);
        assertThat(orphan).doesNotExist();
        assertThat(leftover).doesNotExist();
        assertThat(parquetFiles()).as("replaced a moment ago").hasSize(11);
        assertThat(TableRows.read(table.path())).hasSize(50);
    }

    @Test
    void given_young_orphans_when_vacuumed_then_they_stay() throws Exception {
        Files.write(data.resolve("t/ingest_date=2026-03-05/about-to-be-committed.parquet"), new byte[] {1});
        assertThat(vacuum(Duration.ofDays(7), Instant.now()).run()).isZero();
    }

    @Test
    void given_files_replaced_longer_ago_than_the_retention_when_vacuumed_then_they_go_and_the_rows_stay()
            throws Exception {
        var shortLived = new AppendTable(
                DeltaEngine.create(),
                data.resolve("u").toString(),
                RowLayout.articles().contract(),
                Duration.ofSeconds(1),
                (t, h) -> {});
        shortLived.open();
        for (int from = 0; from < 20; from += 5) {
            Batches.append(shortLived, 0, from, from + 5);
        }
        compaction(shortLived).run();
        var vacuum = new Vacuum(
                DeltaEngine.create(),
                DeltaEngine.hadoop(),
                shortLived.path(),
                Duration.ofSeconds(1),
                Clock.fixed(Instant.now().plus(Duration.ofHours(1)), ZoneOffset.UTC));
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> vacuum.run() > 0);
        assertThat(parquetFiles("u")).hasSize(1);
        assertThat(TableRows.read(shortLived.path())).hasSize(20);
    }

    @Test
    void given_a_hundred_commits_when_checkpoints_are_made_then_the_table_reads_from_one() throws Exception {
        var metrics = new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
        try (var maintenance = new Maintenance("articles", metrics)) {
            var kept = Batches.table(data.resolve("c").toString(), maintenance::afterCommit);
            for (int n = 0; n < 105; n++) {
                Batches.append(kept, 0, n, n + 1);
            }
            var log = data.resolve("c/_delta_log");
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(log.resolve("_last_checkpoint")));
            long checkpoint = Json.mapper()
                    .readTree(Files.readAllBytes(log.resolve("_last_checkpoint")))
                    .path("version")
                    .asLong();
            assertThat(checkpoint).isBetween(100L, 105L);
            for (int version = 0; version < checkpoint; version++) { // only the checkpoint can tell now
                Files.delete(log.resolve("%020d.json".formatted(version)));
            }
            var again = Batches.table(kept.path());
            assertThat(again.lastOffset("t-0")).hasValue(104);
            Batches.append(again, 0, 105, 106);
            assertThat(TableRows.read(kept.path())).hasSize(106);
        }
    }

    private Compaction compaction(AppendTable of) {
        return new Compaction(DeltaEngine.create(), of, SMALL);
    }

    private Vacuum vacuum(Duration retention, Instant now) {
        return new Vacuum(
                DeltaEngine.create(), DeltaEngine.hadoop(), table.path(), retention, Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<String> lastCommit() throws IOException {
        try (var names = Files.list(data.resolve("t/_delta_log"))) {
            var last = names.filter(f -> f.toString().endsWith(".json"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
            return Files.readAllLines(last);
        }
    }

    private List<String> activeFiles() throws IOException {
        table.refresh();
        return List.copyOf(Compaction.activePaths(DeltaEngine.create(), table.current()));
    }

    private List<Path> parquetFiles() throws IOException {
        return parquetFiles("t");
    }

    private List<Path> parquetFiles(String name) throws IOException {
        try (var names = Files.walk(data.resolve(name))) {
            return names.filter(f ->
                            f.toString().endsWith(".parquet") && !f.toString().contains("_delta_log"))
                    .toList();
        }
    }
}
