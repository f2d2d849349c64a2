package sentinel.api.silver;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.SilverColumn;

/** Turns Kernel's rows into articles. */
public final class RowReader {

    private RowReader() {}

    /**
     * The article of a row; empty for a row without {@code id} or {@code normalized_url}, which nobody could ask for.
     *
     * @param row of served columns, with the types of the contract; others are ignored
     */
    public static Optional<SilverArticle> article(Row row) {
        var values = new EnumMap<SilverColumn, Object>(SilverColumn.class);
        var fields = row.getSchema().fields();
        for (int i = 0; i < fields.size(); i++) {
            var column = SilverColumn.served(fields.get(i).getName());
            if (column.isPresent() && !row.isNullAt(i)) {
                values.put(column.get(), value(row, i, column.get()));
            }
        }
        boolean hasName = values.containsKey(SilverColumn.ID) && values.containsKey(SilverColumn.NORMALIZED_URL);
        return hasName ? Optional.of(new SilverArticle(values)) : Optional.empty();
    }

    private static Object value(Row row, int i, SilverColumn column) {
        return switch (column.type()) {
            case TEXT -> row.getString(i);
            case TEXTS -> texts(row.getArray(i));
            case INT -> (long) row.getInt(i);
            case LONG -> row.getLong(i);
            case DOUBLE -> row.getDouble(i);
            case FLAG -> row.getBoolean(i);
            case TIMESTAMP -> time(row.getLong(i));
            case MENTIONS, QUOTES, VERSIONS -> structs(row.getArray(i), column.type());
            case DATE -> Instant.EPOCH.plus(row.getInt(i), ChronoUnit.DAYS);
        };
    }

    /** A map for each struct, in the order of its fields; a field that is null is absent. */
    private static List<Map<String, Object>> structs(ArrayValue array, ColumnType type) {
        var elements = array.getElements();
        var structs = new ArrayList<Map<String, Object>>(array.getSize());
        for (int i = 0; i < array.getSize(); i++) {
            if (!elements.isNullAt(i)) {
                structs.add(struct(elements, i, type));
            }
        }
        return structs;
    }

    private static Map<String, Object> struct(ColumnVector elements, int i, ColumnType type) {
        var struct = new LinkedHashMap<String, Object>();
        for (int k = 0; k < type.parts().size(); k++) {
            var part = type.parts().get(k);
            var field = elements.getChild(k);
            if (!field.isNullAt(i)) {
                struct.put(part.name(), value(field, i, part.type()));
            }
        }
        return struct;
    }

    private static Object value(ColumnVector field, int i, ColumnType type) {
        return switch (type) {
            case TEXT -> field.getString(i);
            case INT -> field.getInt(i);
            case LONG -> field.getLong(i);
            case DOUBLE -> field.getDouble(i);
            case FLAG -> field.getBoolean(i);
            case TIMESTAMP -> time(field.getLong(i));
            case DATE, TEXTS, MENTIONS, QUOTES, VERSIONS ->
                throw new IllegalArgumentException("a struct has no field of type " + type.label());
        };
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
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
