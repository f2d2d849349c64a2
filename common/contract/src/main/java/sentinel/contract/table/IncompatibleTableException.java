package sentinel.contract.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A table lacks a required column, or has it with another type. */
public final class IncompatibleTableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private IncompatibleTableException(String message) {
        super(message);
    }

    /**
     * Compares a table with the columns that its reader or writer needs. Other columns are ignored. Columns that were
     * added after version 1 may be missing.
     *
     * @param path of the table, for the message
     * @param needed columns
     * @param found the table's columns by name, with the engine's own types
     * @param typeOf the engine's type for each of ours
     * @param <T> the engine's types
     * @throws IncompatibleTableException naming table, column, expected and found type, for every column that differs
     */
    public static <T> void check(
            String path,
            List<? extends TableColumn> needed,
            Map<String, ? extends T> found,
            Function<ColumnType, ? extends T> typeOf) {
        var problems = new ArrayList<String>();
        for (var column : needed) {
            T type = found.get(column.columnName());
            if (type == null) {
                if (column.since() == 1) {
                    problems.add("column " + column.columnName() + " is missing; expected "
                            + column.type().label());
                }
            } else if (!Objects.equals(type, typeOf.apply(column.type()))) {
                problems.add("column " + column.columnName() + " has type " + type + "; expected "
                        + column.type().label());
            }
        }
        if (!problems.isEmpty()) {
            throw new IncompatibleTableException("table " + path + " does not fit: " + String.join(", ", problems));
        }
    }
}
