package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.Sighting;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.LlmCallColumn;
import sentinel.contract.table.SampleRows;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.TableColumn;
import sentinel.delta.AppendTable;
import sentinel.delta.DeltaEngine;
import sentinel.service.json.Json;

/** The messages are the rows of the contract: each column is the field of the same name. */
class TableContractTest {

    /** Not in the message: the writer adds them. */
    private static final Set<String> ADDED = Set.of("kafka_ts", "kafka_partition", "kafka_offset", "ingest_date");

    @TempDir
    Path data;

    @Test
    void given_articles_with_every_field_when_written_then_every_column_of_Bronze_holds_its_value() throws Exception {
        for (var row : SampleRows.bronze()) {
            var batch = new RowBatch<>(RowLayout.articles());
            batch.add(received(row, BronzeArticle.class));
            append("articles", RowLayout.articles().contract(), batch, (long) row.get(BronzeColumn.KAFKA_OFFSET));
        }
        assertThat(TableRows.read(data.resolve("articles").toString()))
                .containsExactlyInAnyOrderElementsOf(SampleRows.bronze().stream()
                        .map(TableContractTest::byName)
                        .toList());
    }

    @Test
    void given_a_sighting_when_written_then_every_column_holds_its_value() throws Exception {
        var batch = new RowBatch<>(RowLayout.sightings());
        batch.add(received(SampleRows.sighting(), Sighting.class));
        append("sightings", RowLayout.sightings().contract(), batch, (long)
                SampleRows.sighting().get(SightingColumn.KAFKA_OFFSET));
        assertThat(TableRows.read(data.resolve("sightings").toString())).containsExactly(byName(SampleRows.sighting()));
    }

    @Test
    void given_a_call_to_a_model_when_written_then_every_column_holds_its_value() throws Exception {
        var batch = new RowBatch<>(RowLayout.llmCalls());
        batch.add(received(SampleRows.llmCall(), LlmCall.class));
        append("llm_calls", RowLayout.llmCalls().contract(), batch, (long)
                SampleRows.llmCall().get(LlmCallColumn.KAFKA_OFFSET));
        assertThat(TableRows.read(data.resolve("llm_calls").toString())).containsExactly(byName(SampleRows.llmCall()));
    }

    private static <M> Received<M> received(Map<? extends TableColumn, Object> row, Class<M> type) throws Exception {
        var values = byName(row);
        var message = Json.mapper().<ObjectNode>valueToTree(values).without(ADDED);
        return new Received<>(
                Json.decode(Json.encode(message), type),
                (int) values.get("kafka_partition"),
                (long) values.get("kafka_offset"),
                (Instant) values.get("kafka_ts"));
    }

    private void append(String table, List<TableColumn> columns, RowBatch<?> batch, long offset) throws Exception {
        var path = data.resolve(table).toString();
        var appended = new AppendTable(DeltaEngine.create(), path, columns, Duration.ofDays(7), (t, hook) -> {});
        appended.open();
        var previous = offset == 0 ? OptionalLong.empty() : OptionalLong.of(offset - 1);
        Iterator<RowBatch<?>> rows = List.<RowBatch<?>>of(batch).iterator();
        appended.append("t-0", previous, offset, appended.write(Map.of(LocalDate.parse("2026-03-01"), rows)));
    }

    private static Map<String, Object> byName(Map<? extends TableColumn, Object> row) {
        return row.entrySet().stream().collect(Collectors.toMap(e -> e.getKey().columnName(), Map.Entry::getValue));
    }
}
