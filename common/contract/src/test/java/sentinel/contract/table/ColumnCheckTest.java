package sentinel.contract.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnCheckTest {

    private static final Map<String, String> FITS = Map.of(
            "normalized_url",
            ColumnType.TEXT.label(),
            "kafka_offset",
            ColumnType.LONG.label(),
            "of_the_future",
            ColumnType.FLAG.label());

    private final ColumnCheck<String> check = new ColumnCheck<>(
            "/data/bronze", List.of(BronzeColumn.NORMALIZED_URL, BronzeColumn.KAFKA_OFFSET), ColumnType::label);
    private int compared;

    @Test
    void given_a_schema_when_seen_again_then_it_is_compared_once_and_another_one_too() {
        for (var schema : List.of("a", "a", "a", "b", "b", "a")) {
            check.check(schema, () -> found(FITS));
        }
        assertThat(compared).isEqualTo(3);
    }

    @Test
    void given_a_schema_that_does_not_fit_when_seen_again_then_it_fails_again() {
        check.check("a", () -> found(FITS));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> check.check("b", () -> found(Map.of("kafka_offset", "string"))))
                    .isInstanceOf(IncompatibleTableException.class)
                    .hasMessageContaining("/data/bronze")
                    .hasMessageContaining("normalized_url is missing")
                    .hasMessageContaining("kafka_offset has type string");
        }
        assertThat(compared).isEqualTo(3);
    }

    private Map<String, String> found(Map<String, String> columns) {
        compared++;
        return columns;
    }
}
