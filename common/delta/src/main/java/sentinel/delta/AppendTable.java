package sentinel.delta;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.ConcurrentTransactionException;
import io.delta.kernel.exceptions.ConcurrentWriteException;
import io.delta.kernel.exceptions.MaxCommitRetryLimitReachedException;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.internal.util.Utils;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.TableColumn;

/**
 * An append-only Delta table that stores, for each Kafka partition, the last offset whose row it holds. The offsets
 * are Delta transaction identifiers, written in the same commit as the rows. Thread-safe: files are written in
 * parallel, commits one after another.
 */
public final class AppendTable {

    private static final Logger log = LoggerFactory.getLogger(AppendTable.class);

    /** Commits of other processes that may come first before an append gives up and is tried again from its start. */
    private static final int COMMIT_ATTEMPTS = 200;

    private static final Duration LONGEST_CONFLICT_PAUSE = Duration.ofMillis(20);

    /** Columns with minimum and maximum in the log, so that readers skip files; the others are too long or unordered. */
    private static final Set<String> WITH_STATISTICS = Stream.of(
                    BronzeColumn.NORMALIZED_URL,
                    BronzeColumn.DATA_VALUE_SCORE,
                    BronzeColumn.KAFKA_TS,
                    BronzeColumn.KAFKA_PARTITION,
                    BronzeColumn.KAFKA_OFFSET)
            .map(TableColumn::columnName)
            .collect(toUnmodifiableSet());

    private final Engine engine;
    private final String path;
    private final TableDefinition definition;
    private final BiConsumer<AppendTable, PostCommitHook> afterCommit;

    /** Guards {@link #latest}; held while committing, not while files are written. */
    private final Object commitLock = new Object();

    /** The newest state that is known here, or null: read it from the log. */
    private @Nullable State latest;

    private Instant committedBeforeOpened = Instant.MIN;

    /**
     * @param engine of {@link DeltaEngine}
     * @param columns that this writer writes, including {@code ingest_date}
     * @param retention how long the log and replaced files are kept; a property of the table
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
        this.definition = new TableDefinition(
                engine, path, columns, List.of(DataFileWriter.PARTITION), properties(columns, retention));
        this.afterCommit = requireNonNull(afterCommit, "after commit");
    }

    private static Map<String, String> properties(List<? extends TableColumn> columns, Duration retention) {
        var kept = "interval " + retention.toSeconds() + " seconds";
        return Map.of(
                "delta.enableChangeDataFeed",
                "true",
                "delta.appendOnly",
                "true",
                DataFileWriter.STATISTICS,
                columns.stream()
                        .map(TableColumn::columnName)
                        .filter(WITH_STATISTICS::contains)
                        .collect(joining(",")),
                "delta.checkpointInterval",
                "100",
                "delta.logRetentionDuration",
                kept,
                "delta.deletedFileRetentionDuration",
                kept);
    }

    /** Local path, or URI that Hadoop's FileSystem supports. */
    public String path() {
        return path;
    }

    /**
     * Creates the table if there is none, adds columns that this writer has and the table lacks, and sets the properties of this
     * writer where the table has others.
     *
     * @throws sentinel.contract.table.IncompatibleTableException a column has another type there
     */
    public void open() {
        synchronized (commitLock) {
            var found = definition.openOrCreate();
            if (committedBeforeOpened.equals(Instant.MIN)) {
                committedBeforeOpened = Instant.ofEpochMilli(found.getTimestamp(engine));
            }
            latest = State.of(definition.asDefined(found));
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
            files.put(day.getKey(), DataFileWriter.write(engine, snapshot, day.getKey(), rows));
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

    private long commit(State state, String appId, long last, Map<LocalDate, List<DataFileStatus>> files)
            throws IOException {
        // No retries inside Kernel: it would let a commit pass whose appId moved meanwhile, but less far than `last`.
        var transaction = state.snapshot()
                .buildUpdateTableTransaction(TableDefinition.ENGINE, Operation.STREAMING_UPDATE)
                .withTransactionId(appId, last)
                .withMaxRetries(0)
                .build(engine);
        var row = transaction.getTransactionState(engine);
        var actions = new ArrayList<Row>();
        for (var day : files.entrySet()) {
            var context = Transaction.getWriteContext(engine, row, DataFileWriter.partition(day.getKey()));
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
                var result = snapshot.buildUpdateTableTransaction(TableDefinition.ENGINE, Operation.MANUAL_UPDATE)
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

    /** Writes a checkpoint, deletes expired files of the log, and forgets what was known before it. */
    public void checkpoint() throws IOException {
        Checkpoints.write(engine, path);
        refresh();
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
        var state = latest == null ? State.of(definition.load()) : latest;
        latest = state;
        return state;
    }

    private static <T> CloseableIterator<T> iterator(List<T> list) {
        return Utils.toCloseableIterator(list.iterator());
    }

    /** A version of the table, and the last offsets it holds as far as they were asked for. */
    private record State(Snapshot snapshot, Map<String, OptionalLong> lastOffsets) {

        static State of(Snapshot snapshot) {
            return new State(snapshot, new HashMap<>());
        }

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
