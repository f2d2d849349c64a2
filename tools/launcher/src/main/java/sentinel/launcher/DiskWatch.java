package sentinel.launcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the disk of the data directory has room to go on: a broker that cannot write ends its whole process, so work is
 * halted before. It goes on when there is some more room than the least, so that it does not halt and begin in turns.
 */
final class DiskWatch {

    /** How many bytes are free. */
    @FunctionalInterface
    interface Free {
        long bytes() throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(DiskWatch.class);
    private static final long MEGABYTE = 1024 * 1024;
    private static final long ROOM_TO_GO_ON = 64 * MEGABYTE;

    private final Path directory;
    private final Free free;
    private final long least;
    private @Nullable String problem; // null: work is not halted

    /** @param least bytes that are to be free */
    DiskWatch(Path directory, Free free, long least) {
        this.directory = requireNonNull(directory, "directory");
        this.free = requireNonNull(free, "free");
        this.least = least;
    }

    static DiskWatch of(Path directory, int leastMegabytes) {
        return new DiskWatch(
                directory, () -> Files.getFileStore(directory).getUsableSpace(), leastMegabytes * MEGABYTE);
    }

    /** Refuses a start that would fail half-way: Kafka and Redis need a little room to start at all. */
    void requireRoomToStart() {
        if (look() < least / 8) {
            throw new UserError("the disk of " + directory + " is full: " + look() / MEGABYTE
                    + " MB are free; make room for " + least / MEGABYTE + " MB");
        }
    }

    /** Why work is halted, by what the disk says now; empty when it is not. */
    synchronized Optional<String> problem() {
        long now = look();
        boolean halted = problem != null;
        if (now < least || (halted && now < least + ROOM_TO_GO_ON)) {
            problem = "the disk of " + directory + " is nearly full: " + now / MEGABYTE
                    + " MB are free, work continues with " + (least + ROOM_TO_GO_ON) / MEGABYTE + " MB";
            if (!halted) {
                log.error("disk_nearly_full directory={} free_mb={} action=halt", directory, now / MEGABYTE);
            }
        } else {
            problem = null;
            if (halted) {
                log.info("disk_has_room directory={} free_mb={} action=resume", directory, now / MEGABYTE);
            }
        }
        return Optional.ofNullable(problem);
    }

    /** A disk that cannot be asked counts as one with room: those who write to it say what is wrong. */
    private long look() {
        try {
            return free.bytes();
        } catch (IOException e) {
            log.debug("disk_not_asked directory={}", directory, e);
            return Long.MAX_VALUE;
        }
    }
}
