package sentinel.delta;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.VectorUtils;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** A data file of a table's newest version. */
public final class LiveFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;
    private final Map<String, String> partition;
    private final long size;
    private final long modified;
    private final @Nullable String stats;
    private final @Nullable DeletionVectorDescriptor vector;
    private final RoaringBitmap deleted;
    private final long version;
    private @Nullable JsonNode parsed; // statistics, when somebody asked

    private LiveFile(
            String path,
            Map<String, String> partition,
            long size,
            long modified,
            @Nullable String stats,
            @Nullable DeletionVectorDescriptor vector,
            RoaringBitmap deleted,
            long version) {
        this.path = requireNonNull(path, "path");
        this.partition = Map.copyOf(partition);
        this.size = size;
        this.modified = modified;
        this.stats = stats;
        this.vector = vector;
        this.deleted = deleted;
        this.version = version;
    }

    /**
     * The file of an action.
     *
     * @param deleted positions of the action's deletion vector
     * @param version of the commit that holds the action; -1 when it is not known
     */
    static LiveFile of(AddFile add, RoaringBitmap deleted, long version) {
        return new LiveFile(
                add.getPath(),
                VectorUtils.toJavaMap(add.getPartitionValues()),
                add.getSize(),
                add.getModificationTime(),
                add.getStatsJson().orElse(null),
                add.getDeletionVector().orElse(null),
                deleted,
                version);
    }

    /** The same file with another deletion vector; without one when {@code deleted} is empty. */
    LiveFile with(@Nullable DeletionVectorDescriptor newVector, RoaringBitmap newDeleted) {
        return new LiveFile(path, partition, size, modified, stats, newVector, newDeleted, version);
    }

    /** As in the log: relative to the table, encoded as in a URI. */
    public String path() {
        return path;
    }

    /** The value of the column that the table is partitioned by, as in the log; null when there is none. */
    public @Nullable String partition(String column) {
        return partition.get(column);
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /** Version of the commit that added the file; -1 when it is not known. */
    public long version() {
        return version;
    }

    /** Rows in the file, those that are deleted too; empty when the log does not say. */
    public Optional<Long> rows() {
        var count = stats().path("numRecords");
        return count.isIntegralNumber() ? Optional.of(count.asLong()) : Optional.empty();
    }

    /** Whether a column can have the value in this file, by its minimum and maximum; true when the log does not say. */
    public boolean mayHave(String column, long value) {
        var min = stats().path("minValues").path(column);
        var max = stats().path("maxValues").path(column);
        return (!min.isIntegralNumber() || min.asLong() <= value) && (!max.isIntegralNumber() || max.asLong() >= value);
    }

    @Nullable
    DeletionVectorDescriptor vector() {
        return vector;
    }

    /** Positions of the rows that are deleted. Must not be changed. */
    RoaringBitmap deleted() {
        return deleted;
    }

    /** Share of the rows that are deleted; 0 when the log does not say how many there are. */
    double deletedShare() {
        return rows().filter(count -> count > 0)
                .map(count -> deleted.getLongCardinality() / (double) count)
                .orElse(0.0);
    }

    private JsonNode stats() {
        var known = parsed;
        if (known == null) {
            try {
                known = stats == null ? JSON.createObjectNode() : JSON.readTree(stats);
            } catch (JsonProcessingException e) {
                known = JSON.createObjectNode();
            }
            parsed = known;
        }
        return known;
    }

    /** The {@code add} action of the file. */
    Row addRow(boolean dataChange) {
        var schema = AddFile.FULL_SCHEMA;
        var values = new HashMap<Integer, Object>();
        values.put(schema.indexOf("path"), path);
        values.put(schema.indexOf("partitionValues"), VectorUtils.stringStringMapValue(partition));
        values.put(schema.indexOf("size"), size);
        values.put(schema.indexOf("modificationTime"), modified);
        values.put(schema.indexOf("dataChange"), dataChange);
        if (vector != null) {
            values.put(schema.indexOf("deletionVector"), vector.toRow());
        }
        if (stats != null) {
            values.put(schema.indexOf("stats"), vector == null ? stats : withWideBounds());
        }
        return new GenericRow(schema, values);
    }

    /** The {@code remove} action of the file, with the time that its tombstone counts from. */
    Row removeRow(boolean dataChange, long now) {
        return new AddFile(addRow(dataChange)).toRemoveFileRow(dataChange, Optional.of(now));
    }

    /** With deleted rows, minimum and maximum are bounds and no longer values of the table. */
    private String withWideBounds() {
        return stats() instanceof ObjectNode node
                ? node.deepCopy().put("tightBounds", false).toString()
                : requireNonNull(stats, "a file without statistics has no bounds");
    }
}
