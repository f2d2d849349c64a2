package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.TableColumn;
import sentinel.delta.ColumnTypes;

/**
 * One column of the contract and how its values are taken from what a row is made of.
 *
 * @param buffer makes an empty buffer, one a batch
 */
record ColumnSource<T>(TableColumn column, Supplier<ColumnBuffer<T>> buffer) {
    ColumnSource {
        requireNonNull(column, "column");
        requireNonNull(buffer, "buffer");
    }

    static <T> ColumnSource<T> text(TableColumn column, Function<T, String> from) {
        return of(column, ColumnType.TEXT, () -> new ColumnBuffer.OfString<>(from));
    }

    static <T> ColumnSource<T> texts(TableColumn column, Function<T, List<String>> from) {
        var type = ColumnTypes.of(ColumnType.TEXTS);
        return of(column, ColumnType.TEXTS, () -> new ColumnBuffer.OfStrings<>(type, from));
    }

    static <T> ColumnSource<T> integer(TableColumn column, ToIntFunction<T> from) {
        var type = ColumnTypes.of(ColumnType.INT);
        return of(column, ColumnType.INT, () -> new ColumnBuffer.OfInt<>(type, from));
    }

    static <T> ColumnSource<T> longInteger(TableColumn column, ToLongFunction<T> from) {
        var type = ColumnTypes.of(ColumnType.LONG);
        return of(column, ColumnType.LONG, () -> new ColumnBuffer.OfLong<>(type, from));
    }

    /** A number with a fraction; NaN becomes null. */
    static <T> ColumnSource<T> decimal(TableColumn column, ToDoubleFunction<T> from) {
        var type = ColumnTypes.of(ColumnType.DOUBLE);
        return of(column, ColumnType.DOUBLE, () -> new ColumnBuffer.OfDouble<>(type, from));
    }

    static <T> ColumnSource<T> timestamp(TableColumn column, Function<T, Instant> from) {
        var type = ColumnTypes.of(ColumnType.TIMESTAMP);
        return of(column, ColumnType.TIMESTAMP, () -> new ColumnBuffer.OfInstant<>(type, from));
    }

    static <T> ColumnSource<T> date(TableColumn column, Function<T, LocalDate> from) {
        var type = ColumnTypes.of(ColumnType.DATE);
        return of(
                column,
                ColumnType.DATE,
                () -> new ColumnBuffer.OfInt<>(
                        type, row -> Math.toIntExact(from.apply(row).toEpochDay())));
    }

    private static <T> ColumnSource<T> of(TableColumn column, ColumnType type, Supplier<ColumnBuffer<T>> buffer) {
        if (column.type() != type) {
            throw new IllegalArgumentException("column " + column.columnName() + " is a "
                    + column.type().label() + ", its value a " + type.label());
        }
        return new ColumnSource<>(column, buffer);
    }
}
