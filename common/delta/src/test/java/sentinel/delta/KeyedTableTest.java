package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import sentinel.contract.table.SilverColumn;

class KeyedTableTest extends OnKeyedTable {

    /** What a table holds after random changes is what a map holds, however it is read, merged, cleaned and reopened. */
    @Property(tries = 15)
    void holdsWhatWasPut(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var expected = new TreeMap<String, Article>();
        var table = open();
        table.create();
        var care = care(table);
        for (int commit = 1; commit <= 30; commit++) {
            change(table, expected, random);
            if (random.nextBoolean()) {
                change(table, expected, random); // two files in one commit
            }
            table.commit("test", commit);
            if (random.nextInt(3) == 0) {
                care.step();
            }
            if (random.nextInt(8) == 0) {
                table = open();
                assertThat(table.refresh()).isTrue();
                care = care(table);
            }
            assertThat(table.table().transactions()).containsEntry("test", (long) commit);
        }
        assertThat(scan().equals(expected)).isTrue();
        assertThat(found(table, expected.keySet(), Set.of()).equals(expected)).isTrue();
        for (int i = 0; i < 20; i++) {
            care.step();
        }
        assertThat(scan().equals(expected)).isTrue();
        var again = open();
        again.refresh();
        assertThat(found(again, expected.keySet(), Set.of()).equals(expected)).isTrue();
        for (var name : List.of("name-1", "name-2")) {
            var known = new TreeMap<>(expected);
            known.values().removeIf(article -> !article.names().contains(name));
            assertThat(found(again, Set.of(), Set.of(name)).equals(known)).isTrue();
        }
    }

    /** A writer that does not know of another one's commit fails, and goes on from the table as it is. */
    @Example
    void twoWriters() throws IOException {
        var one = open();
        one.create();
        var two = open();
        two.refresh();
        one.put(batch(List.of(new Article("a", 1, "text", List.of()))));
        one.commit("test", 1);
        two.put(batch(List.of(new Article("b", 1, "text", List.of()))));
        assertThatThrownBy(() -> two.commit("test", 1)).isInstanceOf(RuntimeException.class);
        two.rollback();
        two.refresh();
        assertThat(found(two, Set.of("a", "b"), Set.of())).containsOnlyKeys("a");
        two.put(batch(List.of(new Article("b", 1, "text", List.of()))));
        two.commit("test", 2);
        assertThat(one.refresh()).isTrue();
        assertThat(found(one, Set.of("a", "b"), Set.of())).containsOnlyKeys("a", "b");
    }

    /** The log does not grow for ever, and whoever was too slow is told so. */
    @Example
    void expiredCommitsAreDeletedWithACheckpoint() throws Exception {
        var table = open(Map.of("delta.logRetentionDuration", "interval 1 seconds"));
        table.create();
        var care = care(table);
        var reader = new DeltaReader(engine, table.path(), COLUMNS, SilverColumn.ID);
        long known = reader.latest().orElseThrow().version();
        for (int commit = 1; commit <= 30; commit++) {
            table.put(batch(List.of(new Article("key-" + commit, 1, "text", List.of()))));
            table.commit("test", commit);
            if (commit == 10) {
                TimeUnit.MILLISECONDS.sleep(1_500);
            }
            care.step();
        }

        assertThat(directory.resolve("table/_delta_log/00000000000000000001.json"))
                .doesNotExist();
        assertThat(scan()).hasSize(30);
        var again = open();
        again.refresh();
        assertThat(found(again, Set.of("key-1", "key-30"), Set.of())).hasSize(2);
        var latest = reader.latest().orElseThrow();
        assertThat(latest.version()).isEqualTo(table.table().version());
        assertThatThrownBy(() -> reader.changes(known, latest)).isInstanceOf(HistoryGoneException.class);
    }

    /** What was replaced stays for the retention, and nothing longer; what a commit may yet name stays as well. */
    @Example
    void aVacuumLeavesWhatReadersNeed() throws Exception {
        var table = open(Map.of("delta.deletedFileRetentionDuration", "interval 2 seconds"));
        table.create();
        var care = care(table, Duration.ofSeconds(2));
        for (int commit = 1; commit <= 20; commit++) {
            found(table, Set.of("a", "b" + commit % 3), Set.of());
            table.put(batch(List.of(
                    new Article("a", commit, "text", List.of()),
                    new Article("b" + commit % 3, commit, "t", List.of()))));
            table.commit("test", commit);
            care.step();
        }
        var before = files();
        care.vacuum();
        assertThat(files()).isEqualTo(before);

        TimeUnit.MILLISECONDS.sleep(2_500);
        Files.writeString(directory.resolve("table/young.parquet"), "of a commit to come");
        care.vacuum();

        var expected = new TreeSet<>(Set.of("young.parquet"));
        for (var file : table.table().files()) {
            expected.add(file.path());
            if (file.vector() != null) {
                var vector = new org.apache.hadoop.fs.Path(
                        file.vector().getAbsolutePath(directory.resolve("table").toString()));
                expected.add(vector.getName());
            }
        }
        assertThat(before).hasSizeGreaterThan(expected.size());
        assertThat(files()).isEqualTo(expected);
        assertThat(scan().get("a").version()).isEqualTo(20);
    }

    /** Data files and vectors. */
    private TreeSet<String> files() throws IOException {
        try (var files = Files.list(directory.resolve("table"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("_"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
