package sentinel.contract.table;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table with the columns that its reader needs, once for each schema that the table has had. A reader that
 * looks at every version of a table pays for the comparison only when the schema changes. Thread-safe.
 *
 * @param <T> the types of the reader's engine
 */
public final class ColumnCheck<T> {

    private final String path;
    private final List<? extends TableColumn> needed;
    private final Function<ColumnType, ? extends T> typeOf;

    /** The schema that was compared last, and fits; null before the first. */
    private volatile @Nullable String fitting;

    /**
     * @param path of the table, for messages
     * @param needed columns
     * @param typeOf the engine's type for each of ours
     */
    public ColumnCheck(String path, List<? extends TableColumn> needed, Function<ColumnType, ? extends T> typeOf) {
        this.path = requireNonNull(path, "path");
        this.needed = List.copyOf(needed);
        this.typeOf = requireNonNull(typeOf, "type of");
    }

    /**
     * Compares a schema, unless it is the one that was found to fit last.
     *
     * @param schema the schema as it is in the table's metadata
     * @param found the columns of that schema by name, with the engine's own types
     * @throws IncompatibleTableException a needed column is missing or of another type
     */
    public void check(String schema, Supplier<? extends Map<String, ? extends T>> found) {
        if (!schema.equals(fitting)) {
            IncompatibleTableException.check(path, needed, found.get(), typeOf);
            fitting = schema;
        }
    }
}
