package sentinel.silver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One batch at a time, however many jobs run over the same Silver: a batch looks at Silver, thinks, and merges, and none
 * may change it in between. The lock is a file beside a table in the local file system, held by the operating system
 * for as long as the process lives; a table elsewhere has none, and must have one job.
 */
final class SilverLock {

    private static final long POLL_MILLIS = 100;

    private SilverLock() {}

    /** Waits for its turn, then acts. */
    static <T> T holding(String table, Supplier<T> action) throws InterruptedException {
        var local = local(table);
        if (local.isEmpty()) {
            return action.get();
        }
        var directory = local.get();
        var file = directory.resolveSibling("." + directory.getFileName() + ".lock");
        try (var channel = open(file)) {
            while (!isLocked(channel)) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            return action.get(); // closing the channel gives the lock back
        } catch (IOException e) {
            throw new UncheckedIOException("lock " + file + ", or what was done under it, failed", e);
        }
    }

    /** Where a path is in the local file system; empty when it is elsewhere. */
    static Optional<Path> local(String path) {
        var uri = new org.apache.hadoop.fs.Path(path).toUri();
        return uri.getScheme() == null || uri.getScheme().equals("file")
                ? Optional.of(Path.of(uri.getPath()).toAbsolutePath().normalize())
                : Optional.empty();
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another run in this very process
        }
    }
}
