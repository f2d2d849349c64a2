package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column in memory, of objects. */
public final class ColumnValues implements ColumnVector {

    private final DataType type;
    private final @Nullable Object[] values;

    /** @param values String, Long, Integer, Double, Boolean, Instant, LocalDate, list, or map from a struct's fields; null for none */
    public ColumnValues(DataType type, @Nullable Object[] values) {
        this.type = type;
        this.values = values;
    }

    @Override
    public DataType getDataType() {
        return type;
    }

    @Override
    public int getSize() {
        return values.length;
    }

    @Override
    public void close() {}

    @Override
    public boolean isNullAt(int row) {
        return values[row] == null;
    }

    @Override
    public boolean getBoolean(int row) {
        return (Boolean) value(row);
    }

    @Override
    public int getInt(int row) {
        return value(row) instanceof LocalDate day
                ? Math.toIntExact(day.toEpochDay())
                : ((Number) value(row)).intValue();
    }

    @Override
    public long getLong(int row) {
        return value(row) instanceof Instant time
                ? time.getEpochSecond() * 1_000_000 + time.getNano() / 1000
                : ((Number) value(row)).longValue();
    }

    @Override
    public double getDouble(int row) {
        return (Double) value(row);
    }

    @Override
    public String getString(int row) {
        return (String) value(row);
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        var field = ((StructType) type).at(ordinal);
        var children = new @Nullable Object[values.length];
        for (int i = 0; i < children.length; i++) {
            children[i] = values[i] instanceof Map<?, ?> struct ? struct.get(field.getName()) : null;
        }
        return new ColumnValues(field.getDataType(), children);
    }

    @Override
    public ArrayValue getArray(int row) {
        var elements = ((List<?>) value(row)).toArray();
        return new ArrayValue() {
            @Override
            public int getSize() {
                return elements.length;
            }

            @Override
            public ColumnVector getElements() {
                return new ColumnValues(((ArrayType) type).getElementType(), elements);
            }
        };
    }

    private Object value(int row) {
        return requireNonNull(values[row], "a reader asks first whether the value is null");
    }
}
