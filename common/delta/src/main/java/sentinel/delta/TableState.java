package sentinel.delta;

import java.time.Instant;

/**
 * The size of a table's newest version, and how far back the table can be read.
 *
 * @param version newest version
 * @param committedAt when that version was committed, by the clock of the table's storage
 * @param files data files of that version
 * @param bytes of those files
 * @param oldestVersion the oldest version that can be read: of older ones the log or data files may be deleted
 * @param oldestCommittedAt when that version was committed
 */
public record TableState(
        long version, Instant committedAt, int files, long bytes, long oldestVersion, Instant oldestCommittedAt) {

    /** Rejects versions that contradict each other. */
    public TableState {
        if (oldestVersion < 0 || oldestVersion > version) {
            throw new IllegalArgumentException("not a range of versions: " + oldestVersion + " to " + version);
        }
    }
}
