package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * All rows of a GDELT file are announced; its reader continues after this file. Key: address of the list that names
 * the file. Topic: {@link sentinel.contract.topic.Topics#cursors}.
 *
 * @param slot the file's label, 14 digits of UTC
 * @param md5 of the file, in hex
 */
public record SlotRead(int schemaVersion, String slot, String md5, Instant readAt) {

    public static final int SCHEMA_VERSION = 1;

    public SlotRead {
        NewerSchemaException.refuse(SlotRead.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(slot, "slot");
        requireNonNull(md5, "md5");
        requireNonNull(readAt, "read at");
    }
}
