package sentinel.bronze;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sentinel.contract.table.ColumnType.Part;

/**
 * Lists of strings or of structs, never null. All elements of all rows lie in one array; a row's value is where its range
 * ends.
 */
final class ListBuffer<T> extends ColumnBuffer<T, int[]> {

    private final DataType elementType;
    private final List<Part<?>> parts;
    private final Function<T, List<Object>> from;
    private @Nullable Object[] elements = {};

    /** @param parts of the structs; none when the elements are strings */
    ListBuffer(ArrayType type, List<Part<?>> parts, Function<T, List<Object>> from) {
        super(type, new int[0], Arrays::copyOf);
        this.elementType = type.getElementType();
        this.parts = parts;
        this.from = from;
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
        values()[row] = end;
    }

    private int start(int row) {
        return row == 0 ? 0 : values()[row - 1];
    }

    @Override
    public ArrayValue getArray(int row) {
        int start = start(row);
        return new Range(start, values()[row] - start);
    }

    /** One row's elements. */
    private final class Range implements ArrayValue, ColumnVector {
        private final int start;
        private final int length;

        Range(int start, int length) {
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
            return elementType;
        }

        @Override
        public boolean isNullAt(int i) {
            return elements[start + i] == null;
        }

        @Override
        public @Nullable String getString(int i) {
            return (String) elements[start + i];
        }

        @Override
        public ColumnVector getChild(int ordinal) {
            var type = ((StructType) elementType).at(ordinal).getDataType();
            return new Field(this, parts.get(ordinal), type);
        }

        @Override
        public void close() {}
    }

    /** One field of one row's structs. */
    private final class Field implements ColumnVector {
        private final Range range;
        private final Part<?> part;
        private final DataType type;

        Field(Range range, Part<?> part, DataType type) {
            this.range = range;
            this.part = part;
            this.type = type;
        }

        private @Nullable Object value(int i) {
            var element = elements[range.start + i];
            return element == null ? null : part.of(element);
        }

        @Override
        public DataType getDataType() {
            return type;
        }

        @Override
        public int getSize() {
            return range.length;
        }

        @Override
        public boolean isNullAt(int i) {
            return value(i) == null;
        }

        @Override
        public @Nullable String getString(int i) {
            return (String) value(i);
        }

        @Override
        public int getInt(int i) {
            var number = (Integer) value(i);
            if (number == null) {
                throw new IllegalStateException("element " + i + " has no " + part.name());
            }
            return number;
        }

        @Override
        public void close() {}
    }
}
