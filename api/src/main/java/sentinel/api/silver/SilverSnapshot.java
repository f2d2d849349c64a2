package sentinel.api.silver;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.Optional;

/** One version of Silver. */
public final class SilverSnapshot {

    static final String CHANGE_TYPE = "_change_type";

    /** Takes a row while its batch is open. */
    interface Rows {
        void take(Row row) throws IOException;
    }

    private final Engine engine;
    private final Snapshot snapshot;
    private final StructType served;
    private final Row scanState;

    SilverSnapshot(Engine engine, Snapshot snapshot) {
        this.engine = engine;
        this.snapshot = snapshot;
        this.served = RowReader.served(snapshot.getSchema());
        this.scanState = scan(served).getScanState(engine);
    }

    public long version() {
        return snapshot.getVersion();
    }

    /** When it was committed, milliseconds since the epoch. */
    public long committedAt() {
        return snapshot.getTimestamp(engine);
    }

    /** Tells a table from another that was made in its place. */
    public String tableId() {
        return snapshot.getMetadata().getId();
    }

    /** Gives every article to the sink, in no order. */
    public void scan(ArticleSink sink) throws IOException {
        try (var batches = scan(served).getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (var files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        read(files.next(), scanState, row -> sink.upsert(RowReader.article(row)));
                    }
                }
            }
        }
    }

    /** Rows of a data file that its deletion vector leaves. */
    void readArticles(DataFile file, ArticleSink sink) throws IOException {
        read(scanFile(file), scanState, row -> sink.upsert(RowReader.article(row)));
    }

    /** Identifiers of the rows of a data file that its deletion vector leaves. */
    void readIds(DataFile file, ArticleSink sink) throws IOException {
        var ids = new StructType().add("id", StringType.STRING);
        read(scanFile(file), scan(ids).getScanState(engine), row -> sink.delete(row.getString(0)));
    }

    /** Every row of a change data file: the served columns and, last, {@link #CHANGE_TYPE}. */
    void readChanges(DataFile file, boolean idsOnly, Rows rows) throws IOException {
        var columns = idsOnly ? new StructType().add("id", StringType.STRING) : served;
        var status = fileStatus(scanFile(file));
        try (CloseableIterator<FileReadResult> batches = engine.getParquetHandler()
                .readParquetFiles(
                        Utils.singletonCloseableIterator(status),
                        columns.add(CHANGE_TYPE, StringType.STRING),
                        Optional.empty())) {
            while (batches.hasNext()) {
                try (var each = batches.next().getData().getRows()) {
                    while (each.hasNext()) {
                        rows.take(each.next());
                    }
                }
            }
        }
    }

    private Scan scan(StructType columns) {
        return snapshot.getScanBuilder().withReadSchema(columns).build();
    }

    private Row scanFile(DataFile file) {
        return file.asScanFile(ScanStateRow.getTableRoot(scanState).toString());
    }

    private FileStatus fileStatus(Row scanFile) throws IOException {
        var status = InternalScanFileUtils.getAddFileStatus(scanFile);
        return status.getSize() > 0 ? status : engine.getFileSystemClient().getFileStatus(status.getPath());
    }

    private void read(Row scanFile, Row state, Rows rows) throws IOException {
        try (CloseableIterator<ColumnarBatch> physical = engine.getParquetHandler()
                        .readParquetFiles(
                                Utils.singletonCloseableIterator(fileStatus(scanFile)),
                                ScanStateRow.getPhysicalDataReadSchema(state),
                                Optional.empty())
                        .map(FileReadResult::getData);
                CloseableIterator<FilteredColumnarBatch> logical =
                        Scan.transformPhysicalData(engine, state, scanFile, physical)) {
            while (logical.hasNext()) {
                try (var each = logical.next().getRows()) {
                    while (each.hasNext()) {
                        rows.take(each.next());
                    }
                }
            }
        }
    }
}
