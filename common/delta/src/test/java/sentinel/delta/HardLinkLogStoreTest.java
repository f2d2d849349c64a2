package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.contract.table.BronzeColumn;

class HardLinkLogStoreTest {

    @TempDir
    java.nio.file.Path data;

    private final Configuration hadoop = new Configuration();
    private final HardLinkLogStore store = new HardLinkLogStore(hadoop);

    @Test
    void given_two_writers_of_the_same_200_versions_when_they_race_then_each_version_has_its_one_winner()
            throws Exception {
        int versions = 200;
        var start = new CyclicBarrier(2);
        Callable<List<Integer>> race = () -> {
            var won = new ArrayList<Integer>();
            for (int version = 0; version < versions; version++) {
                start.await();
                try {
                    write(
                            "%020d.json".formatted(version),
                            Thread.currentThread().getName(),
                            false);
                    won.add(version);
                } catch (FileAlreadyExistsException e) {
                    // the other won
                }
            }
            return won;
        };
        var threads = Executors.newFixedThreadPool(2);
        var first = threads.submit(race);
        var second = threads.submit(race);
        assertThat(first.get().size() + second.get().size()).isEqualTo(versions);
        threads.shutdown();
        var winners = Files.readString(file(
                "%020d.json".formatted(first.get().isEmpty() ? 0 : first.get().get(0))));
        assertThat(winners).endsWith("\n");
        try (var names = Files.list(data.resolve("log"))) {
            assertThat(names).hasSize(versions); // nothing temporary stays
        }
    }

    @Test
    void given_a_log_when_listed_from_a_name_then_that_file_and_later_ones_come_in_order_with_size_and_time()
            throws Exception {
        for (int version : new int[] {12, 9, 10, 11}) {
            write("%020d.json".formatted(version), "of " + version, false);
        }
        var from = new Path(data.resolve("log").toUri().toString(), "%020d.".formatted(10));

        var listed = new ArrayList<org.apache.hadoop.fs.FileStatus>();
        store.listFrom(from, hadoop).forEachRemaining(listed::add);

        assertThat(listed)
                .extracting(file -> file.getPath().getName())
                .containsExactly("%020d.json".formatted(10), "%020d.json".formatted(11), "%020d.json".formatted(12));
        var file = data.resolve("log").resolve("%020d.json".formatted(10));
        assertThat(listed.get(0).getLen()).isEqualTo(Files.size(file));
        assertThat(listed.get(0).getModificationTime())
                .isEqualTo(Files.getLastModifiedTime(file).toMillis());
        assertThat(listed.get(0).getPath().toUri().getScheme()).isEqualTo("file");
        assertThatThrownBy(() -> store.listFrom(new Path(data.resolve("none/x").toString()), hadoop))
                .isInstanceOf(java.io.FileNotFoundException.class);
    }

    @Test
    void given_two_writers_of_one_table_when_each_commits_200_times_then_no_acknowledged_commit_is_lost()
            throws Exception {
        String path = data.resolve("table").toString();
        var threads = Executors.newFixedThreadPool(2);
        var acknowledged = new ArrayList<List<Long>>();
        var writes = new ArrayList<java.util.concurrent.Future<List<Long>>>();
        for (int w = 0; w < 2; w++) {
            String appId = "writer-" + w;
            var table = new AppendTable(
                    DeltaEngine.create(), path, BronzeColumn.ALL, Duration.ofDays(7), (committed, hook) -> {});
            table.open();
            writes.add(threads.submit(() -> {
                var versions = new ArrayList<Long>();
                var last = java.util.OptionalLong.empty();
                for (int n = 0; n < 200; n++) {
                    versions.add(table.append(appId, last, n, java.util.Map.of()));
                    last = java.util.OptionalLong.of(n);
                }
                return versions;
            }));
        }
        for (var write : writes) {
            acknowledged.add(write.get());
        }
        threads.shutdown();
        for (int w = 0; w < 2; w++) {
            for (int n = 0; n < 200; n++) {
                var commit = java.nio.file.Path.of(
                        path,
                        "_delta_log",
                        "%020d.json".formatted(acknowledged.get(w).get(n)));
                assertThat(Files.readString(commit)).contains("\"appId\":\"writer-" + w + "\",\"version\":" + n + ",");
            }
        }
    }

    @Test
    void given_a_file_when_written_again_then_only_with_overwrite_is_it_replaced() throws Exception {
        write("a.json", "one", false);
        assertThatThrownBy(() -> write("a.json", "two", false)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(file("a.json"))).isEqualTo("one\n");

        Files.writeString(file(".a.json.crc"), "checksum of the old content");
        write("a.json", "three – 3", true);
        assertThat(Files.readString(file("a.json"))).isEqualTo("three – 3\n");
        assertThat(file(".a.json.crc")).doesNotExist();
    }

    private java.nio.file.Path file(String name) {
        return data.resolve("log").resolve(name);
    }

    private void write(String name, String line, boolean overwrite) throws Exception {
        store.write(new Path(file(name).toUri()), List.of(line).iterator(), overwrite, hadoop);
    }
}
