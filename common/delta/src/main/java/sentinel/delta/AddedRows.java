package sentinel.delta;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.utils.CloseableIterator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many rows one version of a table added, as its commit says.
 *
 * @param rows empty when the commit does not say; rows that were only moved between files (compaction) are not counted
 */
public record AddedRows(long version, OptionalLong rows, Instant committedAt) {
    public AddedRows {
        requireNonNull(rows, "rows");
        requireNonNull(committedAt, "committed at");
    }

    /** Whether the version added rows, or may have. */
    public boolean isAny() {
        return rows.isEmpty() || rows.getAsLong() > 0;
    }

    static AddedRows of(TableLog.Commit commit, CloseableIterator<ColumnarBatch> actions) {
        var files = new ArrayList<Optional<Long>>();
        while (actions.hasNext()) {
            TableLog.forEach(actions.next(), "add", add -> {
                if (DataFile.changesData(add)) {
                    files.add(rows(add));
                }
            });
        }
        var rows = files.stream().allMatch(Optional::isPresent)
                ? OptionalLong.of(files.stream().mapToLong(Optional::get).sum())
                : OptionalLong.empty();
        return new AddedRows(commit.version(), rows, Instant.ofEpochMilli(commit.time()));
    }

    private static Optional<Long> rows(Row add) {
        return add.getSchema().indexOf("stats") < 0 ? Optional.empty() : new AddFile(add).getNumRecords();
    }
}
