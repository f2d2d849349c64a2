package sentinel.delta;

import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.internal.parquet.ParquetFileReader.BatchReadSupport;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
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
                var left = new RoaringBitmap();
                left.add(first, first + rows);
                left.andNot(skipped);
                reader.read(group, left, first, rows, taker);
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
                var wanted = new RoaringBitmap();
                wanted.add(first, first + rows);
                wanted.and(positions);
                reader.read(group, wanted, first, rows, taker);
                first += rows;
            }
        }
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

        void read(int group, RoaringBitmap wanted, long first, long rows, Taker taker) throws IOException {
            if (wanted.isEmpty()) {
                return;
            }
            var read = toRead(group, wanted, first, rows);
            var there = file.getFileMetaData().getSchema();
            var support = new BatchReadSupport(BATCH, columns);
            var context = support.init(new InitContext(hadoop, Map.<String, Set<String>>of(), there));
            var materializer = support.prepareForRead(hadoop, Map.of(), there, context);
            file.setRequestedSchema(context.getRequestedSchema());
            var io = new ColumnIOFactory(file.getFileMetaData().getCreatedBy())
                    .getColumnIO(context.getRequestedSchema(), there, true);
            try (var pages = pages(group, read, wanted, first, rows)) {
                var records = io.getRecordReader(pages, materializer, FilterCompat.NOOP);
                var positions = read.getIntIterator();
                var taken = new int[BATCH];
                while (positions.hasNext()) {
                    int size = 0;
                    for (; size < BATCH && positions.hasNext(); size++) {
                        records.read();
                        taken[size] = positions.next();
                        support.finalizeCurrentRow(taken[size]);
                    }
                    try (var batch = support.getDataAsColumnarBatch(size).getRows()) {
                        for (int i = 0; i < size; i++) {
                            var row = batch.next();
                            if (wanted.contains(taken[i])) {
                                taker.take(taken[i], row);
                            }
                        }
                    }
                }
            }
        }

        /**
         * The rows to read so that the wanted ones are read right: Parquet 1.16 does not open the next page of a column for the very
         * last row that it is asked for (SynchronizingColumnReader.isFullyConsumed). So this must be a row that nobody reads, or
         * one in the page of the row before.
         */
        private RoaringBitmap toRead(int group, RoaringBitmap wanted, long first, long rows) throws IOException {
            long last = first + rows - 1;
            if (wanted.getLongCardinality() == rows
                    || (wanted.contains((int) last) && isAloneInAPage(group, rows - 1))) {
                var all = new RoaringBitmap();
                all.add(first, first + rows);
                return all;
            }
            var read = wanted.clone();
            if (wanted.contains((int) last)) {
                read.add((int) last - 1);
            }
            return read;
        }

        private boolean isAloneInAPage(int group, long lastRow) throws IOException {
            for (var column : file.getRowGroups().get(group).getColumns()) {
                var pages = file.readOffsetIndex(column);
                if (pages == null || pages.getFirstRowIndex(pages.getPageCount() - 1) == lastRow) {
                    return true;
                }
            }
            return false;
        }

        private PageReadStore pages(int group, RoaringBitmap read, RoaringBitmap wanted, long first, long rows)
                throws IOException {
            if (read.getLongCardinality() == rows) {
                return file.readRowGroup(group);
            }
            int base = Math.toIntExact(first);
            int next = wanted.last() - base + 1;
            var inGroup = IntStream.concat(
                    read.stream().map(position -> position - base), next < rows ? IntStream.of(next) : IntStream.of());
            return file.readFilteredRowGroup(
                    group, RowRanges.create(rows, inGroup.iterator(), new RowsAsPages((int) rows)));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
