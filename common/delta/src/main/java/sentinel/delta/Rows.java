package sentinel.delta;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.types.StructType;

/** Some rows on their way into a table. */
public interface Rows {

    /** The rows in the order of a table's columns; columns that only the table knows are null. */
    ColumnarBatch as(StructType table);
}
