package sentinel.delta;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
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
    private final TableLog.@Nullable Commit later;
    private final StructType columns;
    private final StructType key;
    private final Row scanState;
    private final ParquetRows parquet = new ParquetRows(DeltaEngine.hadoop());

    /** @param columns that are read; those that an older table lacks are left out */
    TableVersion(Engine engine, Snapshot snapshot, List<? extends TableColumn> columns, TableColumn key) {
        this(
                engine,
                snapshot,
                null,
                ColumnTypes.schema(columns.stream()
                        .filter(column -> snapshot.getSchema().indexOf(column.columnName()) >= 0)
                        .toList()),
                ColumnTypes.schema(List.of(key)));
    }

    private TableVersion(
            Engine engine, Snapshot snapshot, TableLog.@Nullable Commit later, StructType columns, StructType key) {
        this.engine = engine;
        this.snapshot = snapshot;
        this.later = later;
        this.columns = columns;
        this.key = key;
        this.scanState = scan(snapshot, columns).getScanState(engine);
    }

    /** A later version of the same table, with the same schema. */
    TableVersion at(TableLog.Commit commit) {
        return commit.version() == version() ? this : new TableVersion(engine, snapshot, commit, columns, key);
    }

    public long version() {
        return later == null ? snapshot.getVersion() : later.version();
    }

    /** Time of the commit, in milliseconds since the epoch. */
    public long committedAt() {
        return later == null ? snapshot.getTimestamp(engine) : later.time();
    }

    /** Identifies the table; a table that replaced it has another id. */
    public String tableId() {
        return snapshot.getMetadata().getId();
    }

    /** Passes every row to the sink, in no particular order. */
    public void scan(ChangeSink sink) throws IOException {
        var exact = later == null
                ? snapshot
                : TableManager.loadSnapshot(snapshot.getPath())
                        .atVersion(later.version())
                        .build(engine);
        try (var batches = scan(exact, columns).getScanFiles(engine)) {
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
    void readKeys(DataFile file, Consumer<String> keys) throws IOException {
        read(scanFile(file), scan(snapshot, key).getScanState(engine), row -> takeKey(row, keys));
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

    /** Positions in a deletion vector; none for null. */
    RoaringBitmap deleted(DataFile file) throws IOException {
        return file.deletionVector() == null
                ? new RoaringBitmap()
                : DeletionVectors.read(engine, root(), DeletionVectorDescriptor.fromRow(file.deletionVector()));
    }

    /** Keys of the rows at some positions of a file. */
    void readKeys(DataFile file, RoaringBitmap positions, Consumer<String> keys) throws IOException {
        parquet.read(location(file), key, positions, (position, row) -> takeKey(row, keys));
    }

    /** A row without a key is known to nobody. */
    private static void takeKey(Row row, Consumer<String> keys) {
        if (!row.isNullAt(0)) {
            keys.accept(row.getString(0));
        }
    }

    /** Rows at some positions of a file. */
    void readRows(DataFile file, RoaringBitmap positions, ChangeSink sink) throws IOException {
        parquet.read(location(file), columns, positions, (position, row) -> sink.upsert(row));
    }

    private Path location(DataFile file) {
        return DataFile.location(root(), file.path());
    }

    private Path root() {
        return new Path(ScanStateRow.getTableRoot(scanState).toString());
    }

    private static Scan scan(Snapshot snapshot, StructType columns) {
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
