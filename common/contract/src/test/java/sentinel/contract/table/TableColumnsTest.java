package sentinel.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableColumnsTest {

    private static final Map<ColumnType, Class<?>> VALUES = Map.ofEntries(
            Map.entry(ColumnType.TEXT, String.class),
            Map.entry(ColumnType.TEXTS, List.class),
            Map.entry(ColumnType.INT, Integer.class),
            Map.entry(ColumnType.LONG, Long.class),
            Map.entry(ColumnType.DOUBLE, Double.class),
            Map.entry(ColumnType.FLAG, Boolean.class),
            Map.entry(ColumnType.TIMESTAMP, Instant.class),
            Map.entry(ColumnType.DATE, LocalDate.class),
            Map.entry(ColumnType.MENTIONS, List.class),
            Map.entry(ColumnType.QUOTES, List.class),
            Map.entry(ColumnType.VERSIONS, List.class));

    @Test
    void given_the_sample_rows_when_looked_at_then_every_column_has_a_value_of_its_type() {
        for (var row : SampleRows.bronze()) {
            assertFull(row, BronzeColumn.ALL);
        }
        assertFull(SampleRows.sighting(), SightingColumn.ALL);
        assertFull(SampleRows.llmCall(), LlmCallColumn.ALL);
        assertFull(SampleRows.silver(1), SilverColumn.ALL);
    }

    private static void assertFull(Map<? extends TableColumn, Object> row, List<? extends TableColumn> columns) {
        for (var column : columns) {
            assertThat(row.get(column)).as(column.columnName()).isInstanceOf(VALUES.get(column.type()));
        }
    }

    @Test
    void given_the_columns_when_looked_at_then_each_says_what_it_means_and_since_when() {
        Stream.of(BronzeColumn.ALL, SightingColumn.ALL, LlmCallColumn.ALL, SilverColumn.ALL)
                .flatMap(List::stream)
                .forEach(column -> {
                    assertThat(column.meaning()).as(column.columnName()).isNotBlank();
                    assertThat(column.since()).as(column.columnName()).isPositive();
                });
        assertThat(newest(BronzeColumn.ALL)).isEqualTo(BronzeColumn.VERSION);
        assertThat(newest(SightingColumn.ALL)).isEqualTo(SightingColumn.VERSION);
        assertThat(newest(LlmCallColumn.ALL)).isEqualTo(LlmCallColumn.VERSION);
        assertThat(newest(SilverColumn.ALL)).isEqualTo(SilverColumn.VERSION);
    }

    private static int newest(List<? extends TableColumn> columns) {
        return columns.stream().mapToInt(TableColumn::since).max().orElseThrow();
    }

    @Test
    void given_a_table_that_lacks_a_column_when_checked_then_the_error_names_table_column_expected_and_found() {
        var found = silver();
        found.remove("content_hash");
        found.put("kafka_offset", "a string");
        assertThatThrownBy(() ->
                        IncompatibleTableException.check("/data/silver", SilverColumn.ALL, found, ColumnType::label))
                .hasMessage("table /data/silver does not fit: column content_hash is missing; expected string,"
                        + " column kafka_offset has type a string; expected 64-bit integer");
    }

    @Test
    void given_a_table_of_an_older_version_or_with_more_columns_when_checked_then_it_fits() {
        var found = silver();
        SilverColumn.ALL.stream()
                .filter(column -> column.since() > 1)
                .forEach(column -> found.remove(column.columnName()));
        found.put("mood", "string");
        assertThatCode(() -> IncompatibleTableException.check("t", SilverColumn.ALL, found, ColumnType::label))
                .doesNotThrowAnyException();
    }

    private static Map<String, String> silver() {
        return SilverColumn.ALL.stream()
                .collect(Collectors.toMap(
                        TableColumn::columnName, column -> column.type().label(), (a, b) -> a, HashMap::new));
    }
}
