package sentinel.api.silver;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** Turns Kernel's rows into articles. A column whose type cannot hold what is expected counts as absent. */
final class RowReader {

    private RowReader() {}

    /** The part of the table's schema that is served. */
    static StructType served(StructType table) {
        var fields = new StructType();
        for (var field : table.fields()) {
            var column = Column.named(field.getName());
            if (column.isPresent() && fits(column.get().kind(), field.getDataType())) {
                fields = fields.add(field);
            }
        }
        return fields;
    }

    static SilverArticle article(Row row) {
        var values = new EnumMap<Column, Object>(Column.class);
        var fields = row.getSchema().fields();
        for (int i = 0; i < fields.size(); i++) {
            var column = Column.named(fields.get(i).getName());
            if (column.isPresent() && !row.isNullAt(i)) {
                values.put(
                        column.get(),
                        value(row, i, column.get().kind(), fields.get(i).getDataType()));
            }
        }
        return new SilverArticle(values);
    }

    private static boolean fits(Column.Kind kind, DataType type) {
        return switch (kind) {
            case TEXT -> type instanceof StringType;
            case TIME -> type instanceof TimestampType || type instanceof TimestampNTZType || type instanceof DateType;
            case WHOLE ->
                type instanceof LongType
                        || type instanceof IntegerType
                        || type instanceof ShortType
                        || type instanceof ByteType;
            case DECIMAL -> type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType;
            case FLAG -> type instanceof BooleanType;
            case LIST -> type instanceof ArrayType array && array.getElementType() instanceof StringType;
        };
    }

    private static Object value(Row row, int i, Column.Kind kind, DataType type) {
        return switch (kind) {
            case TEXT -> row.getString(i);
            case TIME ->
                type instanceof DateType ? Instant.EPOCH.plus(Duration.ofDays(row.getInt(i))) : instant(row.getLong(i));
            case WHOLE -> whole(row, i, type);
            case DECIMAL -> decimal(row, i, type);
            case FLAG -> row.getBoolean(i);
            case LIST -> texts(row.getArray(i));
        };
    }

    private static Long whole(Row row, int i, DataType type) {
        if (type instanceof LongType) {
            return row.getLong(i);
        } else if (type instanceof IntegerType) {
            return (long) row.getInt(i);
        }
        return type instanceof ShortType ? (long) row.getShort(i) : (long) row.getByte(i);
    }

    private static Double decimal(Row row, int i, DataType type) {
        if (type instanceof DoubleType) {
            return row.getDouble(i);
        }
        return type instanceof FloatType
                ? (double) row.getFloat(i)
                : row.getDecimal(i).doubleValue();
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private static List<String> texts(ArrayValue array) {
        var elements = array.getElements();
        var texts = new ArrayList<String>(array.getSize());
        for (int i = 0; i < array.getSize(); i++) {
            if (!elements.isNullAt(i)) {
                texts.add(elements.getString(i));
            }
        }
        return texts;
    }
}
