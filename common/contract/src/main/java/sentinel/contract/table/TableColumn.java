package sentinel.contract.table;

import java.util.Locale;

/**
 * One column of a table. The tables' own schemas make every column nullable, so that columns can be added later; {@link
 * #required} says whether a row may lack the value.
 */
public interface TableColumn {

    /** The enum constant's name. */
    String name();

    ColumnType type();

    /** Whether every row has a value, from the schema version that brought the column. */
    boolean required();

    /**
     * The schema version of the table that brought the column. Version 1 columns are in every table; a table of an older
     * version lacks the later ones, which are null then.
     */
    int since();

    /** What the value means, with its unit and bounds. */
    String meaning();

    /** The name in the table, in replies and in messages: lower case. */
    default String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
