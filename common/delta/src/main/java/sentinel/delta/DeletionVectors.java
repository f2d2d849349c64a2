package sentinel.delta;

import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.deletionvectors.Base85Codec;
import io.delta.kernel.internal.deletionvectors.DeletionVectorUtils;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.roaringbitmap.RoaringBitmap;

/**
 * Reads and writes deletion vectors: the positions of a data file's rows that are no longer in the table. The format is that of
 * the Delta protocol ("Deletion Vectors", "Deletion Vector File Storage Format"). Kernel 4.4 reads vectors and writes none.
 */
final class DeletionVectors {

    private static final byte FILE_VERSION = 1;
    private static final int PORTABLE = 1681511377;

    private DeletionVectors() {}

    /**
     * The positions in a vector.
     *
     * @throws java.io.FileNotFoundException its file does not exist
     */
    static RoaringBitmap read(Engine engine, Path table, DeletionVectorDescriptor vector) throws IOException {
        try {
            var positions = new RoaringBitmap();
            for (long position : DeletionVectorUtils.loadNewDvAndBitmap(engine, table.toString(), vector)
                    ._2
                    .toArray()) {
                positions.add(Math.toIntExact(position));
            }
            return positions;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The file that a vector is in; empty when the log holds it. */
    static Optional<Path> location(Path table, DeletionVectorDescriptor vector) {
        return vector.isOnDisk() ? Optional.of(new Path(vector.getAbsolutePath(table.toString()))) : Optional.empty();
    }

    /** Writes the vectors of one commit into one new file of the table. */
    static <T> Map<T, DeletionVectorDescriptor> write(Configuration hadoop, Path table, Map<T, RoaringBitmap> vectors)
            throws IOException {
        if (vectors.isEmpty()) {
            return Map.of();
        }
        var id = UUID.randomUUID();
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(FILE_VERSION);
        var written = new LinkedHashMap<T, DeletionVectorDescriptor>();
        for (var vector : vectors.entrySet()) {
            int offset = out.size();
            var data = encoded(vector.getValue());
            var checksum = new CRC32();
            checksum.update(data);
            out.writeInt(data.length);
            out.write(data);
            out.writeInt((int) checksum.getValue());
            written.put(
                    vector.getKey(),
                    new DeletionVectorDescriptor(
                            DeletionVectorDescriptor.UUID_DV_MARKER,
                            Base85Codec.encodeUUID(id),
                            Optional.of(offset),
                            data.length,
                            vector.getValue().getLongCardinality()));
        }
        var file = new Path(table, "deletion_vector_" + id + ".bin");
        try (var target = file.getFileSystem(hadoop).create(file, false)) {
            bytes.writeTo(target);
        }
        LocalFiles.force(List.of(file.getFileSystem(hadoop).makeQualified(file).toString()));
        return written;
    }

    /** An array of one 32-bit bitmap: a data file has fewer than 2^31 rows. */
    private static byte[] encoded(RoaringBitmap positions) throws IOException {
        positions.runOptimize();
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(PORTABLE)
                .putLong(1)
                .putInt(0)
                .array());
        positions.serialize(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
