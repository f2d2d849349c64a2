package sentinel.delta;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.exceptions.TableAlreadyExistsException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.transaction.DataLayoutSpec;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.IncompatibleTableException;
import sentinel.contract.table.TableColumn;

/**
 * An append-only Delta table that stores, for each Kafka partition, the last offset whose row it holds. The offsets
 * are Delta transaction identifiers, written in the same commit as the rows. Thread-safe: files are written in
 * parallel, commits one after another.
 */
public final class AppendTable {

    private static final Logger log = LoggerFactory.getLogger(AppendTable.class);

    /** The column that the tables are partitioned by. */
    static final String PARTITION = BronzeColumn.INGEST_DATE.columnName();

    /** Columns with minimum and maximum in the log, so that readers skip files; the others are too long or unordered. */
    private static final List<String> WITH_STATISTICS = Stream.of(
                    BronzeColumn.NORMALIZED_URL,
                    BronzeColumn.DATA_VALUE_SCORE,
                    BronzeColumn.KAFKA_TS,
                    BronzeColumn.KAFKA_PARTITION,
                    BronzeColumn.KAFKA_OFFSET)
            .map(TableColumn::columnName)
            .toList();

    /** Named in every commit as its maker. */
    private static final String ENGINE = "sentinel-bronze-writer";
    /** Commits of other processes that may come first before an append gives up and is tried again from its start. */
    private static final int COMMIT_ATTEMPTS = 200;

    private static final Duration LONGEST_CONFLICT_PAUSE = Duration.ofMillis(20);

    private final Engine engine;
    private final String path;
    private final List<? extends TableColumn> columns;
    private final Duration retention;
    private final BiConsumer<AppendTable, PostCommitHook> afterCommit;

    /** Guards {@link #latest}; held while committing, not while files are written. */
    private final Object commitLock = new Object();

    /** The newest state that is known here, or null: read it from the log. */
    private State latest;

    private Instant committedBeforeOpened = Instant.MIN;

    /**
     * @param engine of {@link DeltaEngine}
     * @param columns that this writer writes, including {@code ingest_date}
     * @param retention how long the log and replaced files are kept; a property of a table that this class creates
     * @param afterCommit receives Kernel's tasks after a commit (checkpoints), to run them elsewhere
     */
    public AppendTable(
            Engine engine,
            String path,
            List<? extends TableColumn> columns,
            Duration retention,
            BiConsumer<AppendTable, PostCommitHook> afterCommit) {
        this.engine = requireNonNull(engine, "engine");
        this.path = requireNonNull(path, "path");
        this.columns = List.copyOf(columns);
        this.retention = requireNonNull(retention, "retention");
        this.afterCommit = requireNonNull(afterCommit, "after commit");
    }

    /** Local path, or URI that Hadoop's FileSystem supports. */
    public String path() {
        return path;
    }

    /**
     * Creates the table if there is none, and adds columns that this writer has and the table lacks.
     *
     * @throws IncompatibleTableException a column has another type there
     */
    public void open() {
        synchronized (commitLock) {
            while (true) {
                try {
                    latest = new State(TableManager.loadSnapshot(path).build(engine), new HashMap<>());
                } catch (TableNotFoundException e) {
                    create();
                    continue;
                }
                if (committedBeforeOpened.equals(Instant.MIN)) {
                    committedBeforeOpened =
                            Instant.ofEpochMilli(latest.snapshot().getTimestamp(engine));
                }
                var missing = missingColumns(latest.snapshot().getSchema());
                if (missing.isEmpty()) {
                    return;
                }
                addColumns(latest.snapshot(), missing);
            }
        }
    }

    private void create() {
        var kept = "interval " + retention.toSeconds() + " seconds";
        try {
            var result = TableManager.buildCreateTableTransaction(path, ColumnTypes.schema(columns), ENGINE)
                    .withDataLayoutSpec(
                            DataLayoutSpec.partitioned(List.of(new io.delta.kernel.expressions.Column(PARTITION))))
                    .withTableProperties(Map.of(
                            "delta.enableChangeDataFeed",
                            "true",
                            "delta.appendOnly",
                            "true",
                            "delta.dataSkippingStatsColumns",
                            withStatistics(ColumnTypes.schema(columns)).collect(joining(",")),
                            "delta.checkpointInterval",
                            "100",
                            "delta.logRetentionDuration",
                            kept,
                            "delta.deletedFileRetentionDuration",
                            kept))
                    .build(engine)
                    .commit(engine, CloseableIterable.emptyIterable());
            log.info("table_created path={} version={}", path, result.getVersion());
        } catch (TableAlreadyExistsException | ConcurrentWriteException e) {
            log.info("table_created_by_another path={}", path);
        }
    }

    private static Stream<String> withStatistics(StructType table) {
        return table.fields().stream().map(StructField::getName).filter(WITH_STATISTICS::contains);
    }

    private List<StructField> missingColumns(StructType table) {
        var found = ColumnTypes.in(table);
        var there = columns.stream()
                .filter(column -> found.containsKey(column.columnName()))
                .toList();
        IncompatibleTableException.check(path, there, found, ColumnTypes::of);
        return ColumnTypes.schema(columns).fields().stream()
                .filter(field -> !found.containsKey(field.getName()))
                .toList();
    }

    /** Kernel's own schema update wants column mapping, which other readers may not know; new columns need none. */
    private void addColumns(Snapshot snapshot, List<StructField> missing) {
        var fields = new ArrayList<>(snapshot.getSchema().fields());
        fields.addAll(missing);
        var metadata = snapshot.getMetadata().withNewSchema(new StructType(fields));
        var action = SingleAction.createMetadataSingleAction(metadata.toRow());
        try {
            snapshot.buildUpdateTableTransaction(ENGINE, Operation.MANUAL_UPDATE)
                    .withMaxRetries(0)
                    .build(engine)
                    .commit(engine, CloseableIterable.inMemoryIterable(iterator(List.of(action))));
            log.info(
                    "columns_added path={} columns={}",
                    path,
                    missing.stream().map(StructField::getName).toList());
        } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
            log.info("columns_raced path={}", path); // the caller reads the table again
        }
    }

    /** Time of the last commit before the first call of {@link #open}, by the clock of the table's storage. */
    public Instant committedBeforeOpened() {
        synchronized (commitLock) {
            return committedBeforeOpened;
        }
    }

    /**
     * Stores a last offset without rows, under a name that has none yet. Does nothing if another process did so first.
     *
     * @throws UncheckedIOException storage failed
     */
    public void place(String appId, long last) {
        try {
            append(appId, OptionalLong.empty(), last, Map.of());
        } catch (StaleWriterException e) {
            log.info("placed_by_another path={} app_id={}", path, appId);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + path, e);
        }
    }

    /** The last offset of a Kafka partition in the table, read from the log; empty when there is none. */
    public OptionalLong lastOffset(String appId) {
        synchronized (commitLock) {
            latest = null;
            return state().lastOffset(engine, appId);
        }
    }

    /**
     * Writes rows into files, which {@link #append} makes part of the table. Until then nobody sees them; without an
     * append, they are vacuumed.
     *
     * @param days rows by their {@code ingest_date}, read once, one batch at a time
     */
    public Map<LocalDate, List<DataFileStatus>> write(Map<LocalDate, ? extends Iterator<? extends Rows>> days)
            throws IOException {
        var snapshot = current();
        var files = new HashMap<LocalDate, List<DataFileStatus>>();
        for (var day : days.entrySet()) {
            CloseableIterator<FilteredColumnarBatch> rows = Utils.toCloseableIterator(day.getValue())
                    .map(batch -> new FilteredColumnarBatch(batch.as(snapshot.getSchema()), Optional.empty()));
            files.put(day.getKey(), write(engine, snapshot, day.getKey(), rows));
        }
        return files;
    }

    /**
     * Appends rows and moves the last offset of their Kafka partition, in one commit.
     *
     * @param previous the expected value of {@link #lastOffset}; otherwise another writer was active
     * @param last the new last offset, at or after those of the rows
     * @param files from {@link #write}; may be empty
     * @return the table's version
     * @throws StaleWriterException the table's offset is not {@code previous}: nothing was written
     * @throws IOException storage failed; {@link #lastOffset} says whether the rows are in the table
     */
    public long append(String appId, OptionalLong previous, long last, Map<LocalDate, List<DataFileStatus>> files)
            throws IOException, StaleWriterException {
        synchronized (commitLock) {
            for (int attempt = 1; ; attempt++) {
                var state = state();
                var there = state.lastOffset(engine, appId);
                if (!there.equals(previous)) {
                    latest = null;
                    throw new StaleWriterException(appId, previous, there);
                }
                try {
                    return commit(state, appId, last, files);
                } catch (ConcurrentTransactionException e) {
                    latest = null;
                    throw new StaleWriterException(appId, previous, state().lastOffset(engine, appId));
                } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
                    latest = null; // another writer took this version: look again
                    if (attempt == COMMIT_ATTEMPTS) {
                        throw new IOException("table " + path + " is too busy: " + attempt + " commits came first", e);
                    }
                    // At random, so that two writers do not meet in step for ever.
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_CONFLICT_PAUSE.toNanos()));
                } catch (RuntimeException e) {
                    latest = null;
                    throw e;
                }
            }
        }
    }

    /** Writes rows of one day into files that no commit names yet. Takes charge of {@code rows}. */
    static List<DataFileStatus> write(
            Engine engine, Snapshot snapshot, LocalDate day, CloseableIterator<FilteredColumnarBatch> rows)
            throws IOException {
        var state = snapshot.buildUpdateTableTransaction(ENGINE, Operation.WRITE)
                .build(engine)
                .getTransactionState(engine);
        var statistics = withStatistics(snapshot.getSchema())
                .map(io.delta.kernel.expressions.Column::new)
                .toList();
        // Not the context's own directory: it is encoded as in a URI, and would be taken as it is.
        String directory = snapshot.getPath() + "/" + PARTITION + "=" + day;
        try (var data = Transaction.transformLogicalData(engine, state, rows, partition(day));
                var written = engine.getParquetHandler().writeParquetFiles(directory, data, statistics)) {
            var files = written.toInMemoryList();
            LocalFiles.force(files.stream().map(DataFileStatus::getPath).toList());
            return files;
        }
    }

    private long commit(State state, String appId, long last, Map<LocalDate, List<DataFileStatus>> files)
            throws IOException {
        // No retries inside Kernel: it would let a commit pass whose appId moved meanwhile, but less far than `last`.
        var transaction = state.snapshot()
                .buildUpdateTableTransaction(ENGINE, Operation.STREAMING_UPDATE)
                .withTransactionId(appId, last)
                .withMaxRetries(0)
                .build(engine);
        var row = transaction.getTransactionState(engine);
        var actions = new ArrayList<Row>();
        for (var day : files.entrySet()) {
            var context = Transaction.getWriteContext(engine, row, partition(day.getKey()));
            try (var adds = Transaction.generateAppendActions(engine, row, iterator(day.getValue()), context)) {
                adds.forEachRemaining(actions::add);
            }
        }
        var result = transaction.commit(engine, CloseableIterable.inMemoryIterable(iterator(actions)));
        latest = result.getPostCommitSnapshot()
                .map(snapshot -> state.after(snapshot, appId, last))
                .orElse(null);
        result.getPostCommitHooks().forEach(hook -> afterCommit.accept(this, hook));
        return result.getVersion();
    }

    /**
     * Replaces files by others that hold the same rows.
     *
     * @param old paths of the files that go, as the log has them
     * @param actions what to commit; none changes data
     * @return false when another process committed at the same time, or one of the files is gone: nothing was done
     */
    boolean replace(Set<String> old, List<Row> actions) throws IOException {
        synchronized (commitLock) {
            latest = null;
            var snapshot = state().snapshot();
            if (!Compaction.activePaths(engine, snapshot).containsAll(old)) {
                return false;
            }
            latest = null;
            try {
                var result = snapshot.buildUpdateTableTransaction(ENGINE, Operation.MANUAL_UPDATE)
                        .withMaxRetries(0)
                        .build(engine)
                        .commit(engine, CloseableIterable.inMemoryIterable(iterator(actions)));
                result.getPostCommitHooks().forEach(hook -> afterCommit.accept(this, hook));
                return true;
            } catch (ConcurrentWriteException | MaxCommitRetryLimitReachedException e) {
                return false;
            }
        }
    }

    /** Forgets the known state, so that the next access reads the log, which is cheaper after a checkpoint. */
    public void refresh() {
        synchronized (commitLock) {
            latest = null;
        }
    }

    /** A recent version of the table. */
    public Snapshot current() {
        synchronized (commitLock) {
            return state().snapshot();
        }
    }

    private State state() {
        if (latest == null) {
            latest = new State(TableManager.loadSnapshot(path).build(engine), new HashMap<>());
        }
        return latest;
    }

    static Map<String, Literal> partition(LocalDate day) {
        return Map.of(PARTITION, Literal.ofDate(Math.toIntExact(day.toEpochDay())));
    }

    private static <T> CloseableIterator<T> iterator(List<T> list) {
        return Utils.toCloseableIterator(list.iterator());
    }

    /** A version of the table, and the last offsets it holds as far as they were asked for. */
    private record State(Snapshot snapshot, Map<String, OptionalLong> lastOffsets) {

        OptionalLong lastOffset(Engine engine, String appId) {
            return lastOffsets.computeIfAbsent(appId, id -> snapshot.getLatestTransactionVersion(engine, id)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty()));
        }

        /** The version that our own commit made right after this one. */
        State after(Snapshot next, String appId, long last) {
            lastOffsets.put(appId, OptionalLong.of(last));
            return new State(next, lastOffsets);
        }
    }

    /** Another writer appended rows of the same Kafka partition: start again from the table's offset. */
    public static final class StaleWriterException extends Exception {
        private static final long serialVersionUID = 1L;

        StaleWriterException(String appId, OptionalLong expected, OptionalLong found) {
            super("another writer is at work on " + appId + ": the table holds offsets up to " + found + ", not "
                    + expected);
        }
    }
}
