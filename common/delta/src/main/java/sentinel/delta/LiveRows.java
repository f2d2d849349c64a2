package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** The rows of several files of a table that are not deleted, in batches, with one file open at a time. */
final class LiveRows implements CloseableIterator<FilteredColumnarBatch> {

    private final Engine engine;
    private final LiveTable table;
    private final Iterator<LiveFile> files;
    private @Nullable LiveFile file;
    private @Nullable CloseableIterator<ColumnarBatch> open;
    private int position;

    LiveRows(Engine engine, LiveTable table, Collection<LiveFile> files) {
        this.engine = engine;
        this.table = table;
        this.files = files.iterator();
    }

    @Override
    public boolean hasNext() {
        try {
            while (open == null || !open.hasNext()) {
                close();
                if (!files.hasNext()) {
                    return false;
                }
                file = files.next();
                position = 0;
                var status = FileStatus.of(table.location(file).toString(), file.size(), 0);
                open = engine.getParquetHandler()
                        .readParquetFiles(Utils.singletonCloseableIterator(status), table.schema(), Optional.empty())
                        .map(result -> result.getData());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FilteredColumnarBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        var batch = requireNonNull(open, "a file with a next batch is open").next();
        var deleted = requireNonNull(file, "the open file").deleted();
        int first = position;
        position += batch.getSize();
        return new FilteredColumnarBatch(
                batch, deleted.isEmpty() ? Optional.empty() : Optional.of(new Left(deleted, first, batch.getSize())));
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** True for each row that is left. */
    private record Left(RoaringBitmap deleted, int first, int size) implements ColumnVector {
        @Override
        public DataType getDataType() {
            return BooleanType.BOOLEAN;
        }

        @Override
        public int getSize() {
            return size;
        }

        @Override
        public void close() {}

        @Override
        public boolean isNullAt(int row) {
            return false;
        }

        @Override
        public boolean getBoolean(int row) {
            return !deleted.contains(first + row);
        }
    }
}
