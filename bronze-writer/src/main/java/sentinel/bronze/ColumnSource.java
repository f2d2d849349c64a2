package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.types.ArrayType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sentinel.contract.table.TableColumn;
import sentinel.delta.ColumnTypes;

/**
 * One column of the contract and how its values are taken from what a row is made of.
 *
 * @param from gives String, list, Integer, Long, Double, Boolean, Instant or LocalDate, as the column's type says; null for
 *     none, but never for a list
 */
record ColumnSource<T>(TableColumn column, Function<T, @Nullable Object> from) {
    ColumnSource {
        requireNonNull(column, "column");
        requireNonNull(from, "from");
    }

    /** An empty buffer, one for each batch. */
    ColumnBuffer<T, ?> buffer() {
        var type = ColumnTypes.of(column.type());
        return switch (column.type()) {
            case TEXT -> new ColumnBuffer.OfString<>(row -> (String) from.apply(row));
            case TEXTS -> new ListBuffer<>((ArrayType) type, List.of(), this::list);
            case MENTIONS, QUOTES, VERSIONS ->
                new ListBuffer<>((ArrayType) type, column.type().parts(), this::list);
            case INT -> new ColumnBuffer.OfInt<>(type, row -> (Integer) from.apply(row));
            case LONG -> new ColumnBuffer.OfLong<>(type, row -> (Long) from.apply(row));
            case DOUBLE -> new ColumnBuffer.OfDouble<>(type, this::decimal);
            case TIMESTAMP -> new ColumnBuffer.OfInstant<>(type, row -> (Instant) from.apply(row));
            case DATE -> new ColumnBuffer.OfInt<>(type, this::days);
            case FLAG -> new ColumnBuffer.OfFlag<>(type, row -> (Boolean) from.apply(row));
        };
    }

    @SuppressWarnings("unchecked") // the contract's type
    private List<Object> list(T row) {
        return (List<Object>) from.apply(row);
    }

    private @Nullable Integer days(T row) {
        var date = (LocalDate) from.apply(row);
        return date == null ? null : Math.toIntExact(date.toEpochDay());
    }

    private double decimal(T row) {
        var value = (Double) from.apply(row);
        return value == null ? Double.NaN : value;
    }
}
