package sentinel.delta;

import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.TableColumn;

/** Maps the contract's columns to Delta Kernel's types. */
public final class ColumnTypes {

    private ColumnTypes() {}

    /** Kernel's type for a type of the contract. */
    public static DataType of(ColumnType type) {
        return switch (type) {
            case TEXT -> StringType.STRING;
            case TEXTS -> new ArrayType(StringType.STRING, true);
            case INT -> IntegerType.INTEGER;
            case LONG -> LongType.LONG;
            case DOUBLE -> DoubleType.DOUBLE;
            case FLAG -> BooleanType.BOOLEAN;
            case TIMESTAMP -> TimestampType.TIMESTAMP;
            case DATE -> DateType.DATE;
            case MENTIONS, QUOTES, VERSIONS -> new ArrayType(struct(type), true);
        };
    }

    /** The type of the elements of an array of structs. */
    private static StructType struct(ColumnType type) {
        return new StructType(type.parts().stream()
                .map(part -> new StructField(part.name(), of(part.type()), true))
                .toList());
    }

    /** The schema of a table with these columns: every one nullable, so that columns can be added later. */
    public static StructType schema(List<? extends TableColumn> columns) {
        return new StructType(columns.stream()
                .map(column -> new StructField(column.columnName(), of(column.type()), true))
                .toList());
    }

    /** Types by column. Whether elements of an array may be null makes no difference. */
    static Map<String, DataType> in(StructType table) {
        return table.fields().stream()
                .collect(Collectors.toMap(
                        StructField::getName,
                        field -> field.getDataType() instanceof ArrayType array
                                ? new ArrayType(array.getElementType(), true)
                                : field.getDataType()));
    }
}
