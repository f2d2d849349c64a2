package sentinel.contract.table;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One column of a table. The tables' own schemas make every column nullable, so that columns can be added later; {@link
 * #required} says whether a row may lack the value.
 */
public interface TableColumn {

    /** The enum constant's name. */
    String name();

    Definition definition();

    /**
     * What a column is.
     *
     * @param required whether every row has a value, from the schema version that brought the column
     * @param since the schema version of the table that brought the column. Columns of version 1 are in every table; a table
     *     of an older version lacks the later ones, which are null then
     * @param meaning what the value means, with its unit and bounds
     */
    record Definition(ColumnType type, boolean required, int since, String meaning) {
        public Definition {
            requireNonNull(type, "type");
            requireNonNull(meaning, "meaning");
        }
    }

    /** See {@link Definition}. */
    default ColumnType type() {
        return definition().type();
    }

    /** See {@link Definition}. */
    default boolean required() {
        return definition().required();
    }

    /** See {@link Definition}. */
    default int since() {
        return definition().since();
    }

    /** See {@link Definition}. */
    default String meaning() {
        return definition().meaning();
    }

    /** The name in the table, in replies and in messages: lower case. */
    default String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
