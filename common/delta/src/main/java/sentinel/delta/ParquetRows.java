package sentinel.delta;

import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.internal.parquet.ParquetFileReader.BatchReadSupport;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.parquet.io.ColumnIOFactory;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads rows of a Parquet file by their position. Of a file, only the pages that hold the rows are read and decoded (Parquet's
 * page index), so the cost of a row does not depend on the size of the file.
 *
 * <p>Kernel reads whole row groups only. This class uses Kernel's converters of columns, which are internal in Kernel 4.4.
 */
final class ParquetRows {

    /** Rows that are decoded at a time. */
    private static final int BATCH = 512;

    private final Configuration hadoop;

    /** Takes a row and its position in the file; the row must not be kept. */
    interface Taker {
        void take(int position, Row row) throws IOException;
    }

    ParquetRows(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /**
     * Passes rows to the taker, in the file's order.
     *
     * @param columns of the rows; those that the file lacks are null
     * @param skipped positions that are left out
     * @throws java.io.FileNotFoundException the file does not exist
     */
    void readAll(Path file, StructType columns, RoaringBitmap skipped, Taker taker) throws IOException {
        try (var reader = new Reader(file, columns)) {
            long first = 0;
            for (int group = 0; group < reader.groups(); group++) {
                long rows = reader.rows(group);
                if (skipped.isEmpty()) {
                    reader.read(group, RowRanges.createSingle(rows), first, taker);
                } else {
                    var left = new RoaringBitmap();
                    left.add(first, first + rows);
                    left.andNot(skipped);
                    reader.read(group, ranges(left, first, rows), first, taker);
                }
                first += rows;
            }
        }
    }

    /** Passes the rows at some positions to the taker, in the file's order. */
    void read(Path file, StructType columns, RoaringBitmap positions, Taker taker) throws IOException {
        try (var reader = new Reader(file, columns)) {
            long first = 0;
            for (int group = 0; group < reader.groups(); group++) {
                long rows = reader.rows(group);
                reader.read(group, ranges(positions, first, rows), first, taker);
                first += rows;
            }
        }
    }

    /** The positions that lie in a row group, as Parquet takes them. */
    private static RowRanges ranges(RoaringBitmap positions, long first, long rows) {
        var wanted = positions.getIntIterator();
        wanted.advanceIfNeeded((int) first);
        var inGroup = new PrimitiveIterator.OfInt() {
            @Override
            public boolean hasNext() {
                return wanted.hasNext() && wanted.peekNext() < first + rows;
            }

            @Override
            public int nextInt() {
                return (int) (wanted.next() - first);
            }
        };
        return RowRanges.create(rows, inGroup, new RowsAsPages((int) rows));
    }

    /** Makes ranges of single rows: Parquet makes them of pages. */
    private record RowsAsPages(int rows) implements OffsetIndex {
        @Override
        public int getPageCount() {
            return rows;
        }

        @Override
        public long getOffset(int page) {
            throw new UnsupportedOperationException("these pages are nowhere");
        }

        @Override
        public int getCompressedPageSize(int page) {
            throw new UnsupportedOperationException("these pages are nowhere");
        }

        @Override
        public long getFirstRowIndex(int page) {
            return page;
        }
    }

    /** An open file. */
    private final class Reader implements AutoCloseable {
        private final StructType columns;
        private final ParquetFileReader file;

        Reader(Path path, StructType columns) throws IOException {
            this.columns = columns;
            this.file = ParquetFileReader.open(
                    HadoopInputFile.fromPath(path, hadoop),
                    HadoopReadOptions.builder(hadoop, path).build());
        }

        int groups() {
            return file.getRowGroups().size();
        }

        long rows(int group) {
            return file.getRowGroups().get(group).getRowCount();
        }

        void read(int group, RowRanges ranges, long first, Taker taker) throws IOException {
            if (ranges.rowCount() == 0) {
                return;
            }
            var there = file.getFileMetaData().getSchema();
            var support = new BatchReadSupport(BATCH, columns);
            var context = support.init(new InitContext(hadoop, Map.<String, Set<String>>of(), there));
            var materializer = support.prepareForRead(hadoop, Map.of(), there, context);
            file.setRequestedSchema(context.getRequestedSchema());
            var io = new ColumnIOFactory(file.getFileMetaData().getCreatedBy())
                    .getColumnIO(context.getRequestedSchema(), there, true);
            try (PageReadStore pages = file.readFilteredRowGroup(group, ranges)) {
                var records = io.getRecordReader(pages, materializer, FilterCompat.NOOP);
                var positions = ranges.iterator();
                var taken = new int[BATCH];
                for (long left = ranges.rowCount(); left > 0; ) {
                    int size = (int) Math.min(left, BATCH);
                    for (int i = 0; i < size; i++) {
                        records.read();
                        taken[i] = (int) (first + positions.nextLong());
                        support.finalizeCurrentRow(taken[i]);
                    }
                    try (var rows = support.getDataAsColumnarBatch(size).getRows()) {
                        for (int i = 0; i < size; i++) {
                            taker.take(taken[i], rows.next());
                        }
                    }
                    left -= size;
                }
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
