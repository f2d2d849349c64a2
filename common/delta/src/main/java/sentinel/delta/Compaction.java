package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges a day's small files into large ones. The rows stay the same: both sides of the commit say {@code dataChange =
 * false}, so an append-only table allows it, and the Change Data Feed shows nothing.
 *
 * <p>Kernel 4.4 has no public call that removes files; only this class uses its internal actions.
 */
public final class Compaction {

    private static final Logger log = LoggerFactory.getLogger(Compaction.class);

    private final Engine engine;
    private final AppendTable table;
    private final Sizes sizes;

    /**
     * Limits of a merge.
     *
     * @param small files with fewer bytes are merged
     * @param target approximate maximum of bytes in one file
     * @param minFiles minimum number of small files of a day
     */
    public record Sizes(long small, long target, int minFiles) {
        public static final Sizes DEFAULT = new Sizes(16 << 20, 64 << 20, 16);
    }

    public Compaction(Engine engine, AppendTable table, Sizes sizes) {
        this.engine = requireNonNull(engine, "engine");
        this.table = requireNonNull(table, "table");
        this.sizes = requireNonNull(sizes, "sizes");
    }

    /**
     * Merges small files, with one commit for each new file. Files that another process changes in the meantime are left
     * for the next run.
     *
     * @return number of replaced files
     */
    public int run() throws IOException {
        int replaced = 0;
        var snapshot = table.current();
        for (var day : smallFiles(snapshot).entrySet()) {
            for (var files : bins(day.getValue())) {
                if (Thread.currentThread().isInterrupted()) {
                    return replaced;
                }
                if (merge(snapshot, day.getKey(), files)) {
                    replaced += files.size();
                }
            }
        }
        return replaced;
    }

    private Map<LocalDate, List<Row>> smallFiles(Snapshot snapshot) throws IOException {
        var days = new TreeMap<LocalDate, List<Row>>();
        forEachFile(engine, snapshot, scanFile -> {
            boolean withoutDeletions = InternalScanFileUtils.getDeletionVectorDescriptorFromRow(scanFile) == null;
            if (withoutDeletions && add(scanFile).getSize() < sizes.small()) {
                var day = LocalDate.parse(
                        InternalScanFileUtils.getPartitionValues(scanFile).get(DataFileWriter.PARTITION));
                days.computeIfAbsent(day, d -> new ArrayList<>()).add(scanFile);
            }
        });
        days.values().removeIf(files -> files.size() < sizes.minFiles());
        return days;
    }

    private List<List<Row>> bins(List<Row> files) {
        var bins = new ArrayList<List<Row>>();
        var bin = new ArrayList<Row>();
        long bytes = 0;
        for (var file : files) {
            bin.add(file);
            bytes += add(file).getSize();
            if (bytes >= sizes.target()) {
                bins.add(bin);
                bin = new ArrayList<>();
                bytes = 0;
            }
        }
        if (bin.size() > 1) {
            bins.add(bin);
        }
        return bins;
    }

    private boolean merge(Snapshot snapshot, LocalDate day, List<Row> files) throws IOException {
        var merged = DataFileWriter.write(engine, snapshot, day, new FileRows(snapshot, files));
        var paths = new HashSet<String>();
        var actions = new ArrayList<Row>();
        for (var file : files) {
            var old = add(file);
            paths.add(old.getPath());
            actions.add(SingleAction.createRemoveFileSingleAction(old.toRemoveFileRow(false, Optional.empty())));
        }
        for (var file : merged) {
            actions.add(SingleAction.createAddFileSingleAction(
                    added(snapshot, file, day).toRow()));
        }
        boolean done = table.replace(paths, actions);
        log.info(
                "compacted path={} day={} files={} into={} committed={}",
                table.path(),
                day,
                files.size(),
                merged.size(),
                done);
        return done;
    }

    private static AddFile added(Snapshot snapshot, DataFileStatus file, LocalDate day) {
        return AddFile.convertDataFileStatus(
                physical(snapshot.getSchema()),
                snapshot.getDataPath().toUri(),
                file,
                DataFileWriter.partition(day),
                false,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static StructType physical(StructType table) {
        return new StructType(table.fields().stream()
                .filter(f -> !f.getName().equals(DataFileWriter.PARTITION))
                .toList());
    }

    private static AddFile add(Row scanFile) {
        return new AddFile(scanFile.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
    }

    /** Paths of the files of a version, as in the log. */
    public static Set<String> activePaths(Engine engine, Snapshot snapshot) throws IOException {
        var paths = new HashSet<String>();
        forEachFile(engine, snapshot, scanFile -> paths.add(add(scanFile).getPath()));
        return paths;
    }

    private static void forEachFile(Engine engine, Snapshot snapshot, Consumer<Row> each) throws IOException {
        try (var batches = snapshot.getScanBuilder().build().getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (var rows = batches.next().getRows()) {
                    rows.forEachRemaining(each);
                }
            }
        }
    }

    /** The rows of several files, one file open at a time. */
    private final class FileRows implements CloseableIterator<FilteredColumnarBatch> {
        private final Row scanState;
        private final StructType columns;
        private final List<Row> files;
        private int opened;
        private @Nullable CloseableIterator<FilteredColumnarBatch> open; // null: none is open

        FileRows(Snapshot snapshot, List<Row> files) {
            this.scanState = snapshot.getScanBuilder().build().getScanState(engine);
            this.columns = ScanStateRow.getPhysicalDataReadSchema(scanState);
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            try {
                while (open == null || !open.hasNext()) {
                    close();
                    if (opened == files.size()) {
                        return false;
                    }
                    open = rowsOf(files.get(opened++));
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
            return requireNonNull(open, "a file with a next row is open").next();
        }

        private CloseableIterator<FilteredColumnarBatch> rowsOf(Row file) throws IOException {
            var status = InternalScanFileUtils.getAddFileStatus(file);
            var data = engine.getParquetHandler()
                    .readParquetFiles(Utils.singletonCloseableIterator(status), columns, Optional.empty());
            return Scan.transformPhysicalData(engine, scanState, file, data.map(result -> result.getData()));
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
