package sentinel.delta;

import static sentinel.delta.TableVersion.CHANGE_TYPE;

import io.delta.kernel.data.Row;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/** The changes of one version of a table. */
public final class TableChange {

    private final long version;
    private final long committedAt;
    private final TableVersion snapshot;
    private final List<DataFile> added;
    private final List<DataFile> removed;
    private final List<DataFile> cdc;

    /** @param snapshot of this version or a later one: says what the columns are */
    TableChange(
            long version,
            long committedAt,
            TableVersion snapshot,
            List<DataFile> added,
            List<DataFile> removed,
            List<DataFile> cdc) {
        this.version = version;
        this.committedAt = committedAt;
        this.snapshot = snapshot;
        this.added = List.copyOf(added);
        this.removed = List.copyOf(removed);
        this.cdc = List.copyOf(cdc);
    }

    public long version() {
        return version;
    }

    /** Milliseconds since the epoch. */
    public long committedAt() {
        return committedAt;
    }

    /**
     * Passes the changes to the sink: first deleted rows, then new and changed ones, so that a row that moved is kept.
     * Applying them again changes nothing.
     *
     * @throws HistoryGoneException a file no longer exists
     */
    public void applyTo(ChangeSink sink) throws IOException {
        try {
            if (cdc.isEmpty()) {
                for (var file : removed) {
                    snapshot.readKeys(file, sink);
                }
                for (var file : added) {
                    snapshot.readRows(file, sink);
                }
            } else {
                for (var file : cdc) {
                    snapshot.readChanges(file, true, row -> {
                        if (changeType(row).equals("delete")) {
                            sink.delete(row.getString(0));
                        }
                    });
                }
                for (var file : cdc) {
                    snapshot.readChanges(file, false, row -> {
                        String type = changeType(row);
                        if (type.equals("insert") || type.equals("update_postimage")) {
                            sink.upsert(row);
                        }
                    });
                }
            }
        } catch (IOException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof FileNotFoundException) {
                    throw new HistoryGoneException("a file of version " + version + " is gone", e);
                }
            }
            throw e;
        }
    }

    private static String changeType(Row row) {
        return row.getString(row.getSchema().indexOf(CHANGE_TYPE));
    }
}
