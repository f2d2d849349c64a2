package sentinel.bronze;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StringType;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The values of one column of a {@link RowBatch}: an array that grows, filled row by row and read by Kernel's Parquet
 * writer without a copy.
 *
 * @param <T> what a row is made of
 */
abstract class ColumnBuffer<T> implements ColumnVector {

    private static final int FIRST_CAPACITY = 256;

    private final DataType type;
    private int size;

    private ColumnBuffer(DataType type) {
        this.type = type;
    }

    /**
     * Sets the value of {@code row}, which may be one after the last. Setting a row again replaces it.
     *
     * @throws ArithmeticException the value does not fit the column (a year beyond what microseconds can count)
     */
    final void set(int row, T source) {
        if (row == capacity()) {
            grow(Math.max(FIRST_CAPACITY, 2 * row));
        }
        put(row, source);
        size = row + 1;
    }

    abstract int capacity();

    abstract void grow(int capacity);

    abstract void put(int row, T source);

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

    static final class OfString<T> extends ColumnBuffer<T> {
        private final Function<T, String> from;
        private String[] values = {};

        OfString(Function<T, String> from) {
            super(StringType.STRING);
            this.from = from;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void grow(int capacity) {
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        void put(int row, T source) {
            values[row] = from.apply(source);
        }

        @Override
        public boolean isNullAt(int row) {
            return values[row] == null;
        }

        @Override
        public String getString(int row) {
            return values[row];
        }
    }

    /** Whole numbers, and dates (days since 1970-01-01); may be null. */
    static final class OfInt<T> extends ColumnBuffer<T> {
        private final Function<T, Integer> from;
        private final BitSet nulls = new BitSet();
        private int[] values = {};

        OfInt(DataType type, Function<T, Integer> from) {
            super(type);
            this.from = from;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void grow(int capacity) {
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        void put(int row, T source) {
            var value = from.apply(source);
            nulls.set(row, value == null);
            values[row] = value == null ? 0 : value;
        }

        @Override
        public boolean isNullAt(int row) {
            return nulls.get(row);
        }

        @Override
        public int getInt(int row) {
            return values[row];
        }
    }

    /** Long numbers; may be null. */
    static final class OfLong<T> extends ColumnBuffer<T> {
        private final Function<T, Long> from;
        private final BitSet nulls = new BitSet();
        private long[] values = {};

        OfLong(DataType type, Function<T, Long> from) {
            super(type);
            this.from = from;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void grow(int capacity) {
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        void put(int row, T source) {
            var value = from.apply(source);
            nulls.set(row, value == null);
            values[row] = value == null ? 0 : value;
        }

        @Override
        public boolean isNullAt(int row) {
            return nulls.get(row);
        }

        @Override
        public long getLong(int row) {
            return values[row];
        }
    }

    /** Instants as microseconds since 1970 UTC, finer parts dropped; may be null. */
    static final class OfInstant<T> extends ColumnBuffer<T> {
        private final Function<T, Instant> from;
        private final BitSet nulls = new BitSet();
        private long[] values = {};

        OfInstant(DataType type, Function<T, Instant> from) {
            super(type);
            this.from = from;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void grow(int capacity) {
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        void put(int row, T source) {
            var instant = from.apply(source);
            nulls.set(row, instant == null);
            values[row] = instant == null ? 0 : micros(instant);
        }

        @Override
        public boolean isNullAt(int row) {
            return nulls.get(row);
        }

        @Override
        public long getLong(int row) {
            return values[row];
        }

        private static long micros(Instant instant) {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
        }
    }

    /** Numbers with a fraction; NaN is never a value of ours and stands for null. */
    static final class OfDouble<T> extends ColumnBuffer<T> {
        private final ToDoubleFunction<T> from;
        private double[] values = {};

        OfDouble(DataType type, ToDoubleFunction<T> from) {
            super(type);
            this.from = from;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void grow(int capacity) {
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        void put(int row, T source) {
            values[row] = from.applyAsDouble(source);
        }

        @Override
        public boolean isNullAt(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public double getDouble(int row) {
            return values[row];
        }
    }

    /** Lists of strings, never null. All elements of all rows lie in one array; a row is a range of it. */
    static final class OfStrings<T> extends ColumnBuffer<T> {
        private final Function<T, List<String>> from;
        private String[] elements = {};
        private int[] ends = {};

        OfStrings(DataType type, Function<T, List<String>> from) {
            super(type);
            this.from = from;
        }

        @Override
        int capacity() {
            return ends.length;
        }

        @Override
        void grow(int capacity) {
            ends = Arrays.copyOf(ends, capacity);
        }

        @Override
        void put(int row, T source) {
            int end = start(row);
            for (var element : from.apply(source)) {
                if (end == elements.length) {
                    elements = Arrays.copyOf(elements, Math.max(FIRST_CAPACITY, 2 * end));
                }
                elements[end++] = element;
            }
            ends[row] = end;
        }

        private int start(int row) {
            return row == 0 ? 0 : ends[row - 1];
        }

        @Override
        public ArrayValue getArray(int row) {
            int start = start(row);
            return new Range(elements, start, ends[row] - start);
        }
    }

    /** One row's part of an {@link OfStrings}. */
    private static final class Range implements ArrayValue, ColumnVector {
        private final String[] elements;
        private final int start;
        private final int length;

        Range(String[] elements, int start, int length) {
            this.elements = elements;
            this.start = start;
            this.length = length;
        }

        @Override
        public int getSize() {
            return length;
        }

        @Override
        public ColumnVector getElements() {
            return this;
        }

        @Override
        public DataType getDataType() {
            return StringType.STRING;
        }

        @Override
        public boolean isNullAt(int i) {
            return elements[start + i] == null;
        }

        @Override
        public String getString(int i) {
            return elements[start + i];
        }

        @Override
        public void close() {}
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
