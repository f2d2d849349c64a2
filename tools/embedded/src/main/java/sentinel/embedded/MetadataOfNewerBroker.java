package sentinel.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.utils.ByteUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the metadata log of a 4.3 broker readable for this one, which is 4.2: earlier releases of Sentinel embedded 4.3.1,
 * whose coordinator can leave a transaction open for ever (KAFKA-20734), and a directory keeps its messages.
 *
 * <p>Of all record types that a broker keeps, 4.3 changed two, and only by an optional tagged field (KIP-482) that a
 * reader of the version before skips: the registration of a broker and its change. So their version number goes back by
 * one, and the level of {@code metadata.version} to that of 4.2. Lengths stay; each batch gets its new checksum. A file
 * is replaced as a whole, so a process that is killed here leaves the old file or the new one, and both can be done
 * again.
 */
final class MetadataOfNewerBroker {

    private static final Logger log = LoggerFactory.getLogger(MetadataOfNewerBroker.class);

    /** {@code 4.2-IV1}. */
    private static final short LEVEL = 29;

    private static final int REGISTER_BROKER = 0;
    private static final int REGISTER_BROKER_VERSION = 3;
    private static final int FEATURE_LEVEL = 12;
    private static final int BROKER_REGISTRATION_CHANGE = 17;
    private static final int BROKER_REGISTRATION_CHANGE_VERSION = 2;

    /** Where a batch of magic 2 has its checksum, and where the bytes under it begin (KIP-98). */
    private static final int CHECKSUM_AT = 17;

    private static final int CHECKED_FROM = 21;

    private MetadataOfNewerBroker() {}

    /** Rewrites what needs it; nothing in a directory that is empty or was made by this version. */
    static void makeReadable(Path directory) throws IOException {
        for (var file : files(directory)) {
            var copy = file.resolveSibling(file.getFileName() + ".rewritten.tmp");
            try {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                int changed = rewrite(copy);
                if (changed > 0) {
                    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    log.info("metadata_rewritten file={} records={}", file, changed);
                }
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory.resolve("meta.properties"))) {
            return List.of();
        }
        try (var found =
                Files.find(directory, 2, (path, attributes) -> attributes.isRegularFile() && isMetadata(path))) {
            return found.toList();
        }
    }

    /** Segments and snapshots of the metadata log, and the records that a format leaves for the first start. */
    private static boolean isMetadata(Path file) {
        var name = file.getFileName().toString();
        var parent = file.getParent();
        boolean inLog = parent != null && parent.endsWith("__cluster_metadata-0");
        return name.equals("bootstrap.checkpoint")
                || (inLog && (name.endsWith(".log") || name.endsWith(".checkpoint")));
    }

    /** Returns how many records are other than before. What is no whole batch at the end stays: the broker cuts it off. */
    private static int rewrite(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
            int changed = 0;
            int at = 0;
            for (var batch : MemoryRecords.readableRecords(bytes).batches()) {
                int here = batch.isControlBatch() ? 0 : rewrite(batch);
                if (here > 0) {
                    bytes.putInt(at + CHECKSUM_AT, checksum(bytes, at + CHECKED_FROM, at + batch.sizeInBytes()));
                }
                changed += here;
                at += batch.sizeInBytes();
            }
            bytes.force();
            return changed;
        }
    }

    private static int rewrite(MutableRecordBatch batch) {
        int changed = 0;
        for (var record : batch) {
            changed += rewrite(record.value()) ? 1 : 0; // a view of the file's bytes: the log is not compressed
        }
        return changed;
    }

    /** A record's value: the frame's version, the record's type and version, each one byte here, then its fields. */
    private static boolean rewrite(ByteBuffer value) {
        ByteUtils.readUnsignedVarint(value);
        int type = ByteUtils.readUnsignedVarint(value);
        int versionAt = value.position();
        int version = ByteUtils.readUnsignedVarint(value);
        return switch (type) {
            case REGISTER_BROKER -> lower(value, versionAt, version, REGISTER_BROKER_VERSION);
            case BROKER_REGISTRATION_CHANGE -> lower(value, versionAt, version, BROKER_REGISTRATION_CHANGE_VERSION);
            case FEATURE_LEVEL -> lowerLevel(value);
            default -> false;
        };
    }

    private static boolean lower(ByteBuffer value, int versionAt, int version, int wanted) {
        if (version <= wanted) {
            return false;
        }
        value.put(versionAt, (byte) wanted);
        return true;
    }

    private static boolean lowerLevel(ByteBuffer value) {
        var name = new byte[ByteUtils.readUnsignedVarint(value) - 1];
        value.get(name);
        boolean isMetadataVersion = new String(name, StandardCharsets.UTF_8).equals("metadata.version");
        if (!isMetadataVersion || value.getShort(value.position()) <= LEVEL) {
            return false;
        }
        value.putShort(value.position(), LEVEL);
        return true;
    }

    private static int checksum(ByteBuffer bytes, int from, int to) {
        var checksum = new CRC32C();
        checksum.update(bytes.duplicate().limit(to).position(from));
        return (int) checksum.getValue();
    }
}
