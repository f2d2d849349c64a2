package sentinel.silver;

import io.delta.kernel.engine.Engine;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.ColumnCheck;
import sentinel.contract.table.TableColumn;
import sentinel.delta.ColumnTypes;
import sentinel.delta.HistoryGoneException;
import sentinel.delta.LiveFile;
import sentinel.delta.LiveTable;

/** An append-only Delta table that Silver is made from: Bronze, or the sightings. It may not exist yet. */
final class SourceTable {

    private final String path;
    private final LiveTable table;
    private final ColumnCheck<DataType> columns;
    private final int knownVersion;
    private @Nullable Map<String, Long> versions;
    private long versionsAt = -1;

    /** A version of the table; another table in its place has another id. */
    record Version(String id, long number) {}

    /**
     * Rows that a batch is made of.
     *
     * @param to version of the table up to which they go
     * @param files that hold them, each with the version that brought it
     */
    record Added(long to, List<LiveFile> files) {}

    /** Takes a row, and its position in its file. */
    interface RowTaker {
        void take(int position, Row row);
    }

    /**
     * @param needed columns that must be there, with their types
     * @param version the newest {@code schema_version} of a row that this job knows: that of the message
     */
    SourceTable(Engine engine, Configuration hadoop, String path, List<? extends TableColumn> needed, int version) {
        this.path = path;
        this.table = new LiveTable(engine, hadoop, path);
        this.columns = new ColumnCheck<>(path, needed, ColumnTypes::of);
        this.knownVersion = version;
    }

    /**
     * Reads what was committed since; the newest version. Empty when the table does not exist.
     *
     * @throws sentinel.contract.table.IncompatibleTableException a needed column is missing or of another type
     */
    Optional<Version> latest() {
        if (!table.refresh()) {
            return Optional.empty();
        }
        columns.check(table.schemaString(), table::columns);
        return Optional.of(new Version(table.id(), table.version()));
    }

    /** Whether there may be commits after that version; -1 for a table that was not there. */
    boolean mayHaveCommitAfter(long version) {
        return table.mayHaveCommitAfter(version);
    }

    /**
     * What was added after a version: as far as about {@code maxRows} rows or {@code maxBytes} of data files reach, always whole
     * commits. Empty files mean that nothing was added between {@code from} and {@code latest}.
     *
     * @throws HistoryGoneException when the log no longer reaches back that far
     */
    Added added(long from, long latest, long maxRows, long maxBytes) {
        var files = new ArrayList<LiveFile>();
        long rows = 0;
        long bytes = 0;
        for (long version = from + 1; version <= latest; version++) {
            for (var file : table.added(version)) {
                files.add(file);
                bytes += file.size();
                rows += file.rows().orElse(maxRows);
            }
            if (rows >= maxRows || bytes >= maxBytes) {
                return new Added(version, files);
            }
        }
        return new Added(latest, files);
    }

    /** The files of the newest version. */
    Collection<LiveFile> files() {
        return table.files();
    }

    /** Version of the table that brought a file; the newest one when the log has forgotten it. */
    long versionOf(LiveFile file) {
        return file.version() >= 0 ? file.version() : versions().getOrDefault(file.path(), table.version());
    }

    /** Versions of the table that brought files, by the files' names, as far as the log remembers. */
    Map<String, Long> versionOfFile() {
        var byName = new HashMap<String, Long>();
        versions().forEach((file, version) -> byName.put(file.substring(file.lastIndexOf('/') + 1), version));
        return byName;
    }

    private Map<String, Long> versions() {
        var known = versions;
        if (known == null || versionsAt != table.version()) {
            known = table.versionsOfFiles();
            versions = known;
            versionsAt = table.version();
        }
        return known;
    }

    /**
     * Passes the rows of a file to the taker.
     *
     * @param rows of columns of this table; {@code schema_version} is one of them
     * @throws NewerRowException a newer release wrote one of them
     */
    void read(LiveFile file, RowShape rows, RowTaker taker) {
        read(file, rows, Optional.empty(), taker);
    }

    /** The same for the rows at some positions. */
    void readAt(LiveFile file, RowShape rows, RoaringBitmap positions, RowTaker taker) {
        read(file, rows, Optional.of(positions), taker);
    }

    private void read(LiveFile file, RowShape rows, Optional<RoaringBitmap> positions, RowTaker taker) {
        int schemaVersion = rows.indexOf(BronzeColumn.SCHEMA_VERSION.columnName());
        LiveTable.RowTaker each = (position, found) -> {
            var row = rows.of(found);
            if (schemaVersion >= 0 && !row.isNullAt(schemaVersion) && row.getInt(schemaVersion) > knownVersion) {
                throw new NewerRowException(path, row.getInt(schemaVersion), knownVersion);
            }
            taker.take(position, row);
        };
        StructType wanted = rows.kernel();
        try {
            if (positions.isEmpty()) {
                table.read(file, wanted, each);
            } else {
                table.read(file, wanted, positions.get(), each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.path() + " of " + path, e);
        }
    }

    /** Whether it failed because the log, or a file that it names, was cleaned away. */
    static boolean isGone(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HistoryGoneException) {
                return true;
            }
        }
        return false;
    }
}
