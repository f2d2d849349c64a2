package sentinel.api.silver;

import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import sentinel.contract.table.SilverColumn;

/** Turns Kernel's rows into articles. */
public final class RowReader {

    private RowReader() {}

    /** @param row of served columns, with the types of the contract; others are ignored */
    public static SilverArticle article(Row row) {
        var values = new EnumMap<SilverColumn, Object>(SilverColumn.class);
        var fields = row.getSchema().fields();
        for (int i = 0; i < fields.size(); i++) {
            var column = SilverColumn.served(fields.get(i).getName());
            if (column.isPresent() && !row.isNullAt(i)) {
                values.put(column.get(), value(row, i, column.get()));
            }
        }
        return new SilverArticle(values);
    }

    private static Object value(Row row, int i, SilverColumn column) {
        return switch (column.type()) {
            case TEXT -> row.getString(i);
            case TEXTS -> texts(row.getArray(i));
            case INT -> (long) row.getInt(i);
            case LONG -> row.getLong(i);
            case DOUBLE -> row.getDouble(i);
            case FLAG -> row.getBoolean(i);
            case TIMESTAMP -> Instant.EPOCH.plus(row.getLong(i), ChronoUnit.MICROS);
            case DATE -> Instant.EPOCH.plus(row.getInt(i), ChronoUnit.DAYS);
        };
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
