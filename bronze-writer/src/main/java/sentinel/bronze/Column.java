package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.TimestampType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * One column of a table: how it is called and typed, and how its values are taken from what a row is made of. Every
 * column is nullable in the table's schema, so that columns can be added later.
 *
 * @param buffer makes an empty buffer, one a batch
 */
record Column<T>(StructField field, Supplier<ColumnBuffer<T>> buffer) {
    Column {
        requireNonNull(field, "field");
        requireNonNull(buffer, "buffer");
    }

    String name() {
        return field.getName();
    }

    static <T> Column<T> string(String name, Function<T, String> from) {
        return new Column<>(new StructField(name, StringType.STRING, true), () -> new ColumnBuffer.OfString<>(from));
    }

    static <T> Column<T> strings(String name, Function<T, List<String>> from) {
        var type = new ArrayType(StringType.STRING, true);
        return new Column<>(new StructField(name, type, true), () -> new ColumnBuffer.OfStrings<>(type, from));
    }

    static <T> Column<T> integer(String name, ToIntFunction<T> from) {
        return new Column<>(
                new StructField(name, IntegerType.INTEGER, true),
                () -> new ColumnBuffer.OfInt<>(IntegerType.INTEGER, from));
    }

    static <T> Column<T> longInteger(String name, ToLongFunction<T> from) {
        return new Column<>(
                new StructField(name, LongType.LONG, true), () -> new ColumnBuffer.OfLong<>(LongType.LONG, from));
    }

    /** A number with a fraction; NaN becomes null. */
    static <T> Column<T> decimal(String name, ToDoubleFunction<T> from) {
        return new Column<>(
                new StructField(name, DoubleType.DOUBLE, true),
                () -> new ColumnBuffer.OfDouble<>(DoubleType.DOUBLE, from));
    }

    static <T> Column<T> timestamp(String name, Function<T, Instant> from) {
        return new Column<>(
                new StructField(name, TimestampType.TIMESTAMP, true),
                () -> new ColumnBuffer.OfInstant<>(TimestampType.TIMESTAMP, from));
    }

    /** A date, in days since 1970-01-01. */
    static <T> Column<T> date(String name, ToIntFunction<T> from) {
        return new Column<>(
                new StructField(name, DateType.DATE, true), () -> new ColumnBuffer.OfInt<>(DateType.DATE, from));
    }
}
