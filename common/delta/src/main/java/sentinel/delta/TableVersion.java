package sentinel.delta;

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
import java.util.List;
import java.util.Optional;
import sentinel.contract.table.TableColumn;

/** One version of a table. */
public final class TableVersion {

    static final String CHANGE_TYPE = "_change_type";

    /** Takes a row while its batch is open. */
    interface Taker {
        void take(Row row) throws IOException;
    }

    private final Engine engine;
    private final Snapshot snapshot;
    private final StructType columns;
    private final StructType key;
    private final Row scanState;

    /** @param columns that are read; those that an older table lacks are left out */
    TableVersion(Engine engine, Snapshot snapshot, List<? extends TableColumn> columns, TableColumn key) {
        this.engine = engine;
        this.snapshot = snapshot;
        var there = snapshot.getSchema();
        this.columns = ColumnTypes.schema(columns.stream()
                .filter(column -> there.indexOf(column.columnName()) >= 0)
                .toList());
        this.key = ColumnTypes.schema(List.of(key));
        this.scanState = scan(this.columns).getScanState(engine);
    }

    public long version() {
        return snapshot.getVersion();
    }

    /** Time of the commit, in milliseconds since the epoch. */
    public long committedAt() {
        return snapshot.getTimestamp(engine);
    }

    /** Identifies the table; a table that replaced it has another id. */
    public String tableId() {
        return snapshot.getMetadata().getId();
    }

    /** Passes every row to the sink, in no particular order. */
    public void scan(ChangeSink sink) throws IOException {
        try (var batches = scan(columns).getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (var files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        read(files.next(), scanState, sink::upsert);
                    }
                }
            }
        }
    }

    /** Rows of a data file that its deletion vector leaves. */
    void readRows(DataFile file, ChangeSink sink) throws IOException {
        read(scanFile(file), scanState, sink::upsert);
    }

    /** Keys of the rows of a data file that its deletion vector leaves. */
    void readKeys(DataFile file, ChangeSink sink) throws IOException {
        read(scanFile(file), scan(key).getScanState(engine), row -> sink.delete(row.getString(0)));
    }

    /** Every row of a change data file: the key alone or all columns, and, last, {@link #CHANGE_TYPE}. */
    void readChanges(DataFile file, boolean keysOnly, Taker rows) throws IOException {
        var status = fileStatus(scanFile(file));
        try (CloseableIterator<FileReadResult> batches = engine.getParquetHandler()
                .readParquetFiles(
                        Utils.singletonCloseableIterator(status),
                        (keysOnly ? key : columns).add(CHANGE_TYPE, StringType.STRING),
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

    private void read(Row scanFile, Row state, Taker rows) throws IOException {
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
