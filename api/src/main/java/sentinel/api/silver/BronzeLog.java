package sentinel.api.silver;

import io.delta.kernel.CommitActions;
import io.delta.kernel.CommitRangeBuilder.CommitBoundary;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.DeltaLogActionUtils.DeltaAction;
import io.delta.kernel.internal.data.StructRow;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.internal.util.FileNames;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import sentinel.service.json.Json;

/**
 * What of Bronze is not in Silver yet, from Bronze's log alone: each commit is read once, none of its data. Used by one
 * thread.
 */
final class BronzeLog {

    /** More than this many commits that wait are not counted row by row. */
    private static final int MOST_COMMITS = 10_000;

    private static final long UNKNOWN_ROWS = -1;

    private final Engine engine = DefaultEngine.create(new Configuration());
    private final String path;

    /** Commits after the one that Silver holds, as far as they are read. */
    private final TreeMap<Long, Commit> waiting = new TreeMap<>();

    /** Every commit up to here is read, or was of no interest. */
    private long readTo = -1;

    /** @param rows added; {@link #UNKNOWN_ROWS} when the commit does not say */
    private record Commit(long rows, Instant at) {}

    /** @param path of the table; it need not exist yet */
    BronzeLog(String path) {
        this.path = path;
    }

    /**
     * What was committed after a version.
     *
     * @param version that Silver holds; -1 for none
     * @return empty when there is no table
     */
    Optional<SilverLag> after(long version) {
        try {
            var newest = newest(Math.max(version, readTo));
            if (newest.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(version > newest.getAsLong() ? SilverLag.UNKNOWN : lag(version, newest.getAsLong()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + path, e);
        }
    }

    private SilverLag lag(long version, long newest) throws IOException {
        waiting.headMap(version, true).clear();
        if (version > readTo) {
            readTo = version;
        } else if (version < readTo && (waiting.isEmpty() || waiting.firstKey() != version + 1)) {
            waiting.clear(); // Silver was begun again from an earlier version
            readTo = version;
        }
        long versions = newest - version;
        if (versions > MOST_COMMITS || !readUpTo(newest)) {
            waiting.clear();
            readTo = version;
            return new SilverLag(versions, null, null);
        }
        var rows = waiting.values().stream().mapToLong(Commit::rows).toArray();
        boolean known = java.util.Arrays.stream(rows).noneMatch(count -> count == UNKNOWN_ROWS);
        var oldest = waiting.values().stream()
                .filter(commit -> commit.rows() != 0)
                .map(Commit::at)
                .findFirst();
        return new SilverLag(versions, known ? java.util.Arrays.stream(rows).sum() : null, oldest.orElse(null));
    }

    /** False when the log does not have all of them any more. */
    private boolean readUpTo(long newest) throws IOException {
        if (readTo >= newest) {
            return true;
        }
        long next = readTo + 1;
        try (var commits = TableManager.loadCommitRange(root(), CommitBoundary.atVersion(next))
                .withEndBoundary(CommitBoundary.atVersion(newest))
                .build(engine)
                .getCommitActions(engine, Set.of(DeltaAction.ADD))) {
            while (commits.hasNext()) {
                var commit = commits.next();
                if (commit.getVersion() != next) {
                    return false;
                }
                waiting.put(next, new Commit(rows(commit), Instant.ofEpochMilli(commit.getTimestamp())));
                next++;
            }
        } catch (KernelException | FileNotFoundException e) {
            return false;
        }
        readTo = next - 1;
        return readTo == newest;
    }

    private static long rows(CommitActions commit) throws IOException {
        long rows = 0;
        try (var batches = commit.getActions()) {
            while (batches.hasNext()) {
                var batch = batches.next();
                int column = batch.getSchema().indexOf("add");
                if (column < 0) {
                    continue;
                }
                var adds = batch.getColumnVector(column);
                for (int i = 0; i < batch.getSize(); i++) {
                    long added = adds.isNullAt(i) ? 0 : added(adds, i);
                    rows = rows == UNKNOWN_ROWS || added == UNKNOWN_ROWS ? UNKNOWN_ROWS : rows + added;
                }
            }
        }
        return rows;
    }

    private static long added(ColumnVector adds, int index) throws IOException {
        Row add = StructRow.fromStructVector(adds, index);
        int dataChange = add.getSchema().indexOf("dataChange");
        if (dataChange >= 0 && !add.isNullAt(dataChange) && !add.getBoolean(dataChange)) {
            return 0; // compaction
        }
        int stats = add.getSchema().indexOf("stats");
        if (stats < 0 || add.isNullAt(stats)) {
            return UNKNOWN_ROWS;
        }
        return Json.mapper().readTree(add.getString(stats)).path("numRecords").asLong(UNKNOWN_ROWS);
    }

    /**
     * The newest version of the log.
     *
     * @param from at least this, if it is that long
     */
    private OptionalLong newest(long from) throws IOException {
        var newest = newestSince(Math.max(0, from));
        return newest.isPresent() || from <= 0 ? newest : newestSince(0);
    }

    private OptionalLong newestSince(long from) throws IOException {
        long newest = -1;
        try (var files =
                engine.getFileSystemClient().listFrom(FileNames.listingPrefix(new Path(root(), "_delta_log"), from))) {
            while (files.hasNext()) {
                String file = files.next().getPath();
                if (FileNames.isCommitFile(file)) {
                    newest = Math.max(newest, FileNames.deltaVersion(file));
                } else if (FileNames.isCheckpointFile(file)) {
                    newest = Math.max(newest, FileNames.checkpointVersion(file));
                }
            }
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        }
        return newest < 0 ? OptionalLong.empty() : OptionalLong.of(newest);
    }

    private String root() throws IOException {
        return engine.getFileSystemClient().resolvePath(path);
    }
}
