package sentinel.silver;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.TableColumn;
import sentinel.delta.ColumnTypes;
import sentinel.delta.ColumnValues;

/**
 * Rows of some columns, between Kernel, which reads and writes files, and {@link Row}, in which both folds think: Spark's row is
 * an array of objects and needs no session.
 */
final class RowShape {

    private final List<TableColumn> columns;
    private final io.delta.kernel.types.StructType kernel;
    private final StructType spark;

    RowShape(List<? extends TableColumn> columns) {
        this.columns = List.copyOf(columns);
        this.kernel = ColumnTypes.schema(columns);
        this.spark = Columns.schema(columns);
    }

    io.delta.kernel.types.StructType kernel() {
        return kernel;
    }

    /** -1 when there is no such column. */
    int indexOf(String column) {
        return kernel.indexOf(column);
    }

    /** A row that may be kept. */
    Row of(io.delta.kernel.data.Row row) {
        var values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.isNullAt(i) ? null : value(row, i, columns.get(i).type());
        }
        return new GenericRowWithSchema(values, spark);
    }

    private static Object value(io.delta.kernel.data.Row row, int i, ColumnType type) {
        return switch (type) {
            case TEXT -> row.getString(i);
            case INT -> row.getInt(i);
            case LONG -> row.getLong(i);
            case DOUBLE -> row.getDouble(i);
            case FLAG -> row.getBoolean(i);
            case TIMESTAMP -> time(row.getLong(i));
            case DATE -> LocalDate.ofEpochDay(row.getInt(i));
            case TEXTS, MENTIONS, QUOTES, VERSIONS -> array(row.getArray(i), type);
        };
    }

    private static Object array(ArrayValue array, ColumnType type) {
        var elements = array.getElements();
        var values = new ArrayList<@Nullable Object>(array.getSize());
        for (int i = 0; i < array.getSize(); i++) {
            if (elements.isNullAt(i)) {
                values.add(null);
            } else {
                values.add(type == ColumnType.TEXTS ? elements.getString(i) : struct(elements, i, type));
            }
        }
        return CollectionConverters.asScala(values).toSeq();
    }

    private static Row struct(ColumnVector elements, int i, ColumnType type) {
        var parts = type.parts();
        var values = new @Nullable Object[parts.size()];
        for (int k = 0; k < values.length; k++) {
            var field = elements.getChild(k);
            values[k] = field.isNullAt(i) ? null : value(field, i, parts.get(k).type());
        }
        return new GenericRowWithSchema(values, Columns.struct(type));
    }

    private static Object value(ColumnVector field, int i, ColumnType type) {
        return switch (type) {
            case TEXT -> field.getString(i);
            case INT -> field.getInt(i);
            case LONG -> field.getLong(i);
            case DOUBLE -> field.getDouble(i);
            case FLAG -> field.getBoolean(i);
            case TIMESTAMP -> time(field.getLong(i));
            case DATE -> LocalDate.ofEpochDay(field.getInt(i));
            case TEXTS, MENTIONS, QUOTES, VERSIONS ->
                throw new IllegalArgumentException("a struct has no field of type " + type.label());
        };
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * Rows for Kernel to write.
     *
     * @param rows with the columns of this shape, in their order
     * @param table schema to write them in; its columns that this shape lacks are null
     */
    ColumnarBatch batch(List<Row> rows, io.delta.kernel.types.StructType table) {
        var vectors = new ColumnVector[table.length()];
        for (int i = 0; i < vectors.length; i++) {
            int column = indexOf(table.at(i).getName());
            var values = new @Nullable Object[rows.size()];
            if (column >= 0) {
                var type = columns.get(column).type();
                Arrays.setAll(values, k -> written(rows.get(k).get(column), type));
            }
            vectors[i] = new ColumnValues(table.at(i).getDataType(), values);
        }
        return new DefaultColumnarBatch(rows.size(), table, vectors);
    }

    /** Lists for arrays, however they are held; maps for structs. */
    private static @Nullable Object written(@Nullable Object value, ColumnType type) {
        if (value instanceof scala.collection.Seq<?> seq) {
            return written(CollectionConverters.asJava(seq), type);
        }
        if (value instanceof Object[] array) {
            return written(Arrays.asList(array), type);
        }
        if (value instanceof List<?> list && !type.parts().isEmpty()) {
            return list.stream()
                    .map(element -> element == null ? null : struct((Row) element, type))
                    .toList();
        }
        return value;
    }

    private static Map<String, @Nullable Object> struct(Row row, ColumnType type) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (int k = 0; k < type.parts().size(); k++) {
            fields.put(type.parts().get(k).name(), row.get(k));
        }
        return fields;
    }
}
