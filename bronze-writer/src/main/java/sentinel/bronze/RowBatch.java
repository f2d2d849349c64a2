package sentinel.bronze;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.types.StructType;
import java.util.ArrayList;
import java.util.List;
import sentinel.delta.Rows;

/**
 * Rows of one {@code ingest_date} on their way into a Parquet file: a buffer for each column, no object for a row. Not
 * thread-safe.
 */
final class RowBatch<M> implements Rows {

    private final RowLayout<M> layout;
    private final List<ColumnBuffer<Received<M>, ?>> buffers = new ArrayList<>();
    private int rows;

    RowBatch(RowLayout<M> layout) {
        this.layout = layout;
        layout.columns().forEach(column -> buffers.add(column.buffer()));
    }

    /**
     * Adds a row, or nothing at all.
     *
     * @throws ArithmeticException a value does not fit its column
     */
    void add(Received<M> received) {
        for (var buffer : buffers) {
            buffer.set(rows, received);
        }
        rows++; // only now: a row that failed half-way is overwritten by the next
    }

    int size() {
        return rows;
    }

    @Override
    public ColumnarBatch as(StructType table) {
        var vectors = new ArrayList<ColumnVector>();
        for (var field : table.fields()) {
            int i = layout.indexOf(field);
            vectors.add(i < 0 ? new ColumnBuffer.Nulls(field.getDataType(), rows) : buffers.get(i));
        }
        return new View(table, vectors, rows);
    }

    /** Columns in an order. */
    private record View(StructType schema, List<ColumnVector> vectors, int size) implements ColumnarBatch {
        @Override
        public StructType getSchema() {
            return schema;
        }

        @Override
        public ColumnVector getColumnVector(int ordinal) {
            return vectors.get(ordinal);
        }

        @Override
        public int getSize() {
            return size;
        }

        @Override
        public ColumnarBatch withDeletedColumnAt(int ordinal) {
            var fields = new ArrayList<>(schema.fields());
            var rest = new ArrayList<>(vectors);
            fields.remove(ordinal);
            rest.remove(ordinal);
            return new View(new StructType(fields), rest, size);
        }

        @Override
        public ColumnarBatch withNewSchema(StructType newSchema) {
            return new View(newSchema, vectors, size);
        }
    }
}
