package sentinel.delta;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A column in memory.
 *
 * @param values String, Long, Integer, Double, Boolean, Instant, LocalDate, list, or map from a struct's fields; null for none
 */
public record ColumnValues(DataType type, Object[] values) implements ColumnVector {

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
        return (Boolean) values[row];
    }

    @Override
    public int getInt(int row) {
        return values[row] instanceof LocalDate day
                ? Math.toIntExact(day.toEpochDay())
                : ((Number) values[row]).intValue();
    }

    @Override
    public long getLong(int row) {
        return values[row] instanceof Instant time
                ? time.getEpochSecond() * 1_000_000 + time.getNano() / 1000
                : (Long) values[row];
    }

    @Override
    public double getDouble(int row) {
        return (Double) values[row];
    }

    @Override
    public String getString(int row) {
        return (String) values[row];
    }

    @Override
    public ColumnVector getChild(int ordinal) {
        var field = ((StructType) type).at(ordinal);
        var children = new Object[values.length];
        for (int i = 0; i < children.length; i++) {
            children[i] = values[i] == null ? null : ((Map<?, ?>) values[i]).get(field.getName());
        }
        return new ColumnValues(field.getDataType(), children);
    }

    @Override
    public ArrayValue getArray(int row) {
        var elements = ((List<?>) values[row]).toArray();
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
}
