package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.kernel.TableManager;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SampleRows;
import sentinel.contract.table.SilverColumn;
import sentinel.delta.ColumnTypes;
import sentinel.delta.DeltaEngine;
import sentinel.service.json.Json;

/** What is served is Silver's contract: each column is the property of the same name. */
class TableContractTest {

    @TempDir
    Path dir;

    @Test
    void given_an_article_with_every_column_when_served_then_each_property_holds_its_value() throws Exception {
        var row = SampleRows.silver(1);
        var values = new EnumMap<SilverColumn, Object>(SilverColumn.class);
        SilverColumn.SERVED.forEach(column -> values.put(
                column, row.get(column) instanceof Integer number ? (Object) number.longValue() : row.get(column)));
        var silver = new SilverWriter(dir.resolve("silver")).create().insert(List.of(new SilverArticle(values)));
        try (var api = RunningApi.serving(silver, dir.resolve("index"))) {
            var served = api.json("/articles/" + row.get(SilverColumn.ID));
            for (var column : SilverColumn.SERVED) {
                JsonNode expected = Json.mapper().readTree(Json.encode(values.get(column)));
                assertThat(served.get(column.columnName()))
                        .as(column.columnName())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void given_a_Silver_with_a_column_of_another_type_when_served_then_health_names_table_column_and_types() {
        var columns = new StructType();
        for (var field : ColumnTypes.schema(SilverColumn.ALL).fields()) {
            columns = field.getName().equals("content_hash")
                    ? columns.add("content_hash", IntegerType.INTEGER)
                    : field.getName().equals("title") ? columns : columns.add(field);
        }
        var path = dir.resolve("silver");
        TableManager.buildCreateTableTransaction(path.toString(), columns, "another release")
                .build(DeltaEngine.create())
                .commit(DeltaEngine.create(), CloseableIterable.emptyIterable());
        try (var api = new RunningApi(RunningApi.config(path, dir.resolve("index")))) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(api.get("/health/ready").body())
                            .contains("table " + path, "column title is missing; expected string")
                            .contains("column content_hash has type integer; expected string"));
        }
    }
}
