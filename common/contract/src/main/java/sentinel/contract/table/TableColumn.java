package sentinel.contract.table;

import java.util.Locale;

/**
 * One column of a table. The tables' schemas make every column nullable, so that columns can be added later. {@link
 * #required} says whether a row must have a value.
 */
public interface TableColumn {

    /** The enum constant's name. */
    String name();

    ColumnType type();

    /** Whether every row has a value, from the schema version that added the column. */
    boolean required();

    /**
     * The schema version of the table that added the column. Version 1 columns are in every table. A table of an older
     * version lacks later columns; they are null then.
     */
    int since();

    /** What the value means, with its unit and bounds. */
    String meaning();

    /** The name in the table, in replies and in messages: lower case. */
    default String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
