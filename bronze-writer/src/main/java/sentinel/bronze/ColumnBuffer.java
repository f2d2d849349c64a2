package sentinel.bronze;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StringType;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a {@link RowBatch}: an array that grows, filled row by row and read by Kernel's Parquet
 * writer without a copy.
 *
 * @param <T> what a row is made of
 * @param <A> the array: an element for each row
 */
abstract class ColumnBuffer<T, A> implements ColumnVector {

    static final int FIRST_CAPACITY = 256;

    private final DataType type;
    private final Growth<A> growth;
    private A values;
    private int capacity;
    private int size;

    /** {@code Arrays::copyOf} of a kind of array. */
    interface Growth<A> {
        A copyOf(A values, int length);
    }

    ColumnBuffer(DataType type, A empty, Growth<A> growth) {
        this.type = type;
        this.values = empty;
        this.growth = growth;
    }

    /**
     * Sets the value of {@code row}, which may be one after the last. Setting a row again replaces it.
     *
     * @throws ArithmeticException the value does not fit the column (a year beyond what microseconds can count)
     */
    final void set(int row, T source) {
        if (row == capacity) {
            capacity = Math.max(FIRST_CAPACITY, 2 * row);
            values = growth.copyOf(values, capacity);
        }
        put(row, source);
        size = row + 1;
    }

    /** Sets an element of {@link #values}, which is long enough. */
    abstract void put(int row, T source);

    final A values() {
        return values;
    }

    @Override
    public final DataType getDataType() {
        return type;
    }

    @Override
    public final int getSize() {
        return size;
    }

    @Override
    public boolean isNullAt(int row) {
        return false;
    }

    @Override
    public final void close() {}

    static final class OfString<T> extends ColumnBuffer<T, @Nullable String[]> {
        private final Function<T, @Nullable String> from;

        OfString(Function<T, @Nullable String> from) {
            super(StringType.STRING, new @Nullable String[0], Arrays::copyOf);
            this.from = from;
        }

        @Override
        void put(int row, T source) {
            values()[row] = from.apply(source);
        }

        @Override
        public boolean isNullAt(int row) {
            return values()[row] == null;
        }

        @Override
        public @Nullable String getString(int row) {
            return values()[row];
        }
    }

    /** Values of a primitive type that has no value to spare for null. */
    private abstract static class OrNull<T, V, A> extends ColumnBuffer<T, A> {
        private final Function<T, @Nullable V> from;
        private final BitSet nulls = new BitSet();

        private OrNull(DataType type, Function<T, @Nullable V> from, A empty, Growth<A> growth) {
            super(type, empty, growth);
            this.from = from;
        }

        @Override
        final void put(int row, T source) {
            var value = from.apply(source);
            nulls.set(row, value == null);
            if (value != null) {
                putValue(row, value);
            }
        }

        abstract void putValue(int row, V value);

        @Override
        public final boolean isNullAt(int row) {
            return nulls.get(row);
        }
    }

    /** Whole numbers, and dates (days since 1970-01-01); may be null. */
    static final class OfInt<T> extends OrNull<T, Integer, int[]> {

        OfInt(DataType type, Function<T, @Nullable Integer> from) {
            super(type, from, new int[0], Arrays::copyOf);
        }

        @Override
        void putValue(int row, Integer value) {
            values()[row] = value;
        }

        @Override
        public int getInt(int row) {
            return values()[row];
        }
    }

    /** Booleans; may be null. */
    static final class OfFlag<T> extends OrNull<T, Boolean, boolean[]> {

        OfFlag(DataType type, Function<T, @Nullable Boolean> from) {
            super(type, from, new boolean[0], Arrays::copyOf);
        }

        @Override
        void putValue(int row, Boolean value) {
            values()[row] = value;
        }

        @Override
        public boolean getBoolean(int row) {
            return values()[row];
        }
    }

    /** Long numbers; may be null. */
    static final class OfLong<T> extends OrNull<T, Long, long[]> {

        OfLong(DataType type, Function<T, @Nullable Long> from) {
            super(type, from, new long[0], Arrays::copyOf);
        }

        @Override
        void putValue(int row, Long value) {
            values()[row] = value;
        }

        @Override
        public long getLong(int row) {
            return values()[row];
        }
    }

    /** Instants as microseconds since 1970 UTC, finer parts dropped; may be null. */
    static final class OfInstant<T> extends OrNull<T, Instant, long[]> {

        OfInstant(DataType type, Function<T, @Nullable Instant> from) {
            super(type, from, new long[0], Arrays::copyOf);
        }

        @Override
        void putValue(int row, Instant value) {
            values()[row] = micros(value);
        }

        @Override
        public long getLong(int row) {
            return values()[row];
        }

        private static long micros(Instant instant) {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
        }
    }

    /** Numbers with a fraction; NaN is never a value of ours and stands for null. */
    static final class OfDouble<T> extends ColumnBuffer<T, double[]> {
        private final ToDoubleFunction<T> from;

        OfDouble(DataType type, ToDoubleFunction<T> from) {
            super(type, new double[0], Arrays::copyOf);
            this.from = from;
        }

        @Override
        void put(int row, T source) {
            values()[row] = from.applyAsDouble(source);
        }

        @Override
        public boolean isNullAt(int row) {
            return Double.isNaN(values()[row]);
        }

        @Override
        public double getDouble(int row) {
            return values()[row];
        }
    }

    /** A column that the table has and this version of the writer does not know: null in every row. */
    record Nulls(DataType getDataType, int getSize) implements ColumnVector {
        @Override
        public boolean isNullAt(int row) {
            return true;
        }

        @Override
        public void close() {}
    }
}
