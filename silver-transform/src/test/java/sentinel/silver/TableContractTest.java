package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.IncompatibleTableException;
import sentinel.contract.table.SampleRows;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.TableColumn;

/** The job reads and writes the tables of the contract. */
class TableContractTest extends OnTables {

    @Test
    void given_rows_with_every_column_when_folded_then_every_column_of_Silver_holds_its_value() throws Exception {
        for (var row : SampleRows.bronze()) {
            tables.bronzeRow(row(row, BronzeColumn.ALL));
        }
        tables.sightingRow(row(SampleRows.sighting(), SightingColumn.ALL));
        tables.once();

        var expected = SampleRows.silver(1).entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().columnName(), Map.Entry::getValue));
        assertThat(tables.silver().values()).singleElement().satisfies(silver -> assertThat(silver)
                .containsExactlyInAnyOrderEntriesOf(expected));
    }

    @Test
    void given_a_Bronze_without_a_needed_column_when_folded_then_the_error_names_table_column_and_types() {
        for (var row : SampleRows.bronze()) {
            tables.bronzeRow(row(row, BronzeColumn.ALL));
        }
        var path = tables.paths.bronze();
        spark.read()
                .format("delta")
                .load(path)
                .drop("content_hash")
                .withColumn("kafka_offset", org.apache.spark.sql.functions.lit("a"))
                .write()
                .format("delta")
                .option("overwriteSchema", "true")
                .mode("overwrite")
                .save(path + "-other");
        var other = Tables.bronzeTable(path + "-other");
        assertThatThrownBy(other::latest)
                .isInstanceOf(IncompatibleTableException.class)
                .hasMessageContaining("table " + path + "-other")
                .hasMessageContaining("column content_hash is missing; expected string")
                .hasMessageContaining("expected 64-bit integer");
    }

    private static Row row(Map<? extends TableColumn, Object> values, List<? extends TableColumn> columns) {
        return RowFactory.create(columns.stream()
                .map(column -> value(column.type(), values.get(column)))
                .toArray());
    }

    private static Object value(ColumnType type, Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        return list.stream()
                .map(element -> element instanceof Map<?, ?> struct
                        ? RowFactory.create(type.parts().stream()
                                .map(part -> struct.get(part.name()))
                                .toArray())
                        : element)
                .toArray();
    }
}
