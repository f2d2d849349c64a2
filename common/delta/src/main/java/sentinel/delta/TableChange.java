package sentinel.delta;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static sentinel.delta.TableVersion.CHANGE_TYPE;

import io.delta.kernel.data.Row;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

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
     * Passes the changes to the sink: first the keys that are gone, then new and changed rows.
     * Applying them again changes nothing.
     *
     * @throws HistoryGoneException a file no longer exists
     */
    public void applyTo(ChangeSink sink) throws IOException {
        try {
            if (cdc.isEmpty()) {
                applyFiles(sink);
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

    /** A file that is both removed and added has another deletion vector: only the rows by which the two differ are read. */
    private void applyFiles(ChangeSink sink) throws IOException {
        var before = removed.stream().collect(toMap(DataFile::path, identity(), (one, other) -> one, HashMap::new));
        var deleted = new LinkedHashSet<String>();
        var whole = new ArrayList<DataFile>();
        var back = new LinkedHashMap<DataFile, RoaringBitmap>();
        for (var file : added) {
            var same = before.remove(file.path());
            if (same == null) {
                whole.add(file);
                continue;
            }
            var were = snapshot.deleted(same);
            var are = snapshot.deleted(file);
            snapshot.readKeys(file, RoaringBitmap.andNot(are, were), deleted::add);
            back.put(file, RoaringBitmap.andNot(were, are));
        }
        for (var file : before.values()) {
            snapshot.readKeys(file, deleted::add);
        }
        if (!deleted.isEmpty()) { // most of them are replaced in the same commit
            for (var file : whole) {
                snapshot.readKeys(file, deleted::remove);
            }
            for (var file : back.entrySet()) {
                snapshot.readKeys(file.getKey(), file.getValue(), deleted::remove);
            }
            for (var key : deleted) {
                sink.delete(key);
            }
        }
        for (var file : whole) {
            snapshot.readRows(file, sink);
        }
        for (var file : back.entrySet()) {
            snapshot.readRows(file.getKey(), file.getValue(), sink);
        }
    }

    private static String changeType(Row row) {
        return row.getString(row.getSchema().indexOf(CHANGE_TYPE));
    }
}
