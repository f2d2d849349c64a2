package sentinel.delta;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.types.StructType;

/** A batch of rows for a table. */
public interface Rows {

    /** The rows in the order of a table's columns; columns that only the table has are null. */
    ColumnarBatch as(StructType table);
}
