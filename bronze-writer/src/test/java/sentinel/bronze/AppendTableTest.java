package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.IncompatibleTableException;
import sentinel.contract.table.TableColumn;
import sentinel.delta.AppendTable;
import sentinel.delta.DeltaEngine;
import sentinel.service.json.Json;

class AppendTableTest {

    @TempDir
    Path data;

    private String path() {
        return data.resolve("a table").toString(); // a path may hold a space
    }

    @Test
    void given_no_table_when_opened_then_its_log_says_append_only_change_data_feed_and_partitioned() throws Exception {
        Batches.append(Batches.table(path()), 0, 0, 3);

        var actions = actions(0);
        var protocol = only(actions, "protocol");
        assertThat(protocol.get("minReaderVersion").asInt()).isEqualTo(1);
        if (protocol.get("minWriterVersion").asInt() == 7) {
            assertThat(protocol.get("writerFeatures").toString()).contains("appendOnly", "changeDataFeed");
        } else {
            assertThat(protocol.get("minWriterVersion").asInt()).isBetween(4, 6);
        }
        var metadata = only(actions, "metaData");
        assertThat(metadata.get("partitionColumns").toString()).isEqualTo("[\"ingest_date\"]");
        var properties = metadata.get("configuration");
        assertThat(properties.get("delta.enableChangeDataFeed").asText()).isEqualTo("true");
        assertThat(properties.get("delta.appendOnly").asText()).isEqualTo("true");

        var rows = actions(1);
        assertThat(only(rows, "txn").get("appId").asText()).isEqualTo("t-0");
        assertThat(only(rows, "txn").get("version").asLong()).isEqualTo(2);
        var add = only(rows, "add");
        assertThat(add.get("path").asText()).startsWith("ingest_date=2026-03-05/");
        assertThat(add.get("dataChange").asBoolean()).isTrue();
        var statistics = Json.mapper().readTree(add.get("stats").asText());
        assertThat(statistics.get("numRecords").asInt()).isEqualTo(3);
        assertThat(statistics.get("maxValues").get("kafka_offset").asLong()).isEqualTo(2);
        assertThat(statistics.get("maxValues").has("body")).isFalse();
        assertThat(only(rows, "commitInfo").toString()).contains("/sentinel\"");
    }

    @Test
    void given_a_batch_when_another_writer_was_first_then_nothing_of_it_is_written() throws Exception {
        var table = Batches.table(path());
        var zombie = Batches.table(path());
        Batches.append(table, 0, 0, 10);
        assertThat(zombie.lastOffset("t-0")).hasValue(9);

        Batches.append(table, 0, 10, 15);
        // Further than the table, but from an older start: Delta's own check would let it pass.
        assertThatThrownBy(() -> Batches.append(zombie, 0, 10, 20))
                .isInstanceOf(AppendTable.StaleWriterException.class);
        assertThatThrownBy(() -> Batches.append(zombie, 0, 10, 12))
                .isInstanceOf(AppendTable.StaleWriterException.class);

        assertThat(zombie.lastOffset("t-0")).hasValue(14);
        Batches.append(zombie, 0, 15, 20);
        assertThat(offsets())
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void given_partitions_written_by_several_writers_when_they_race_then_every_row_is_there_once() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var writes = new ArrayList<Future<Void>>();
        for (int p = 0; p < 4; p++) {
            int partition = p;
            var table = Batches.table(path()); // each as if in a process of its own
            writes.add(threads.submit(() -> {
                for (int from = 0; from < 60; from += 2) {
                    Batches.append(table, partition, from, from + 2);
                }
                return null;
            }));
        }
        for (var write : writes) {
            write.get();
        }
        threads.shutdown();
        var rows = TableRows.read(path());
        assertThat(rows.stream()
                        .map(r -> r.get("kafka_partition") + "/" + r.get("kafka_offset"))
                        .toList())
                .hasSize(240)
                .doesNotHaveDuplicates();
    }

    @Test
    void given_a_batch_of_no_rows_when_appended_then_the_offset_moves() throws Exception {
        var table = Batches.table(path());
        table.append("t-0", OptionalLong.empty(), 41, Map.of());
        assertThat(Batches.table(path()).lastOffset("t-0")).hasValue(41);
        assertThat(TableRows.read(path())).isEmpty();
    }

    @Test
    void given_rows_of_two_days_when_appended_then_one_commit_has_both() throws Exception {
        var days = Batches.articles(0, 0, 2);
        var next = new RowBatch<>(RowLayout.articles());
        next.add(new Received<>(Articles.article(2), 0, 2, Batches.APPENDED.plusSeconds(1)));
        days.put(LocalDate.parse("2026-03-06"), next);
        long version = Batches.append(Batches.table(path()), 0, OptionalLong.empty(), 2, days);
        assertThat(actions(version).stream().filter(a -> a.has("add"))).hasSize(2);
        assertThat(TableRows.read(path()).stream()
                        .map(r -> r.get("kafka_offset") + " " + r.get("ingest_date"))
                        .toList())
                .containsExactlyInAnyOrder("0 2026-03-05", "1 2026-03-05", "2 2026-03-06");
    }

    @Test
    void given_a_table_that_lacks_columns_when_opened_then_they_are_added_and_old_rows_have_null() throws Exception {
        var older = BronzeColumn.ALL.stream()
                .filter(c -> c != BronzeColumn.SITE_NAME && c != BronzeColumn.TOPICS && c != BronzeColumn.INPUT_TOKENS)
                .toList();
        var old = new AppendTable(DeltaEngine.create(), path(), older, Duration.ofDays(7), (t, h) -> {});
        old.open();
        Batches.append(old, 0, 0, 2);

        Batches.append(Batches.table(path()), 0, 2, 4);

        var rows = TableRows.read(path());
        assertThat(rows).hasSize(4);
        for (var row : rows) {
            boolean isOld = (Long) row.get("kafka_offset") < 2;
            assertThat(row.get("input_tokens") == null).isEqualTo(isOld);
        }
    }

    @Test
    void given_a_table_with_more_columns_when_written_then_they_are_null() throws Exception {
        var newer = new ArrayList<TableColumn>(BronzeColumn.ALL);
        newer.add(new Other("MOOD", ColumnType.TEXT));
        new AppendTable(DeltaEngine.create(), path(), newer, Duration.ofDays(7), (t, h) -> {}).open();
        Batches.append(Batches.table(path()), 0, 0, 1);
        assertThat(TableRows.read(path()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("mood", null).containsEntry("record_id", "record-0"));
    }

    @Test
    void given_a_table_with_a_column_of_another_type_when_opened_then_the_error_names_it() {
        var other = List.of(new Other("URL", ColumnType.INT), BronzeColumn.INGEST_DATE);
        new AppendTable(DeltaEngine.create(), path(), other, Duration.ofDays(7), (t, h) -> {}).open();
        assertThatThrownBy(() -> Batches.table(path()))
                .isInstanceOf(IncompatibleTableException.class)
                .hasMessageContaining("column url has type integer; expected string");
    }

    /** A column that the contract does not have. */
    private record Other(String name, ColumnType type) implements TableColumn {
        @Override
        public Definition definition() {
            return new Definition(type, false, 1, "");
        }
    }

    private List<Integer> offsets() {
        return TableRows.read(path()).stream()
                .map(r -> ((Long) r.get("kafka_offset")).intValue())
                .sorted()
                .toList();
    }

    private List<JsonNode> actions(long version) throws IOException {
        var actions = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(Path.of(path(), "_delta_log", "%020d.json".formatted(version)))) {
            actions.add(Json.mapper().readTree(line));
        }
        return actions;
    }

    private static JsonNode only(List<JsonNode> actions, String kind) {
        var found = actions.stream().filter(a -> a.has(kind)).toList();
        assertThat(found).as(kind).hasSize(1);
        return found.get(0).get(kind);
    }
}
