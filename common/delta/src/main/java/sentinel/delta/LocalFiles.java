package sentinel.delta;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;

/**
 * Syncs files before a commit names them. Otherwise the log could name empty or missing files after a power cut.
 * Object stores answer only when a file is durable, and need no sync.
 */
final class LocalFiles {

    private LocalFiles() {}

    /**
     * Waits until files and their names are on the disk.
     *
     * @param files paths as Hadoop writes them, with a scheme or without; those of other file systems are left alone
     */
    static void force(List<String> files) throws IOException {
        var directories = new TreeSet<Path>();
        for (var file : files) {
            if (file.startsWith("/") || file.startsWith("file:")) {
                var path = Path.of(new org.apache.hadoop.fs.Path(file).toUri().getPath());
                try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                var day = requireNonNull(path.getParent(), "a data file lies in the directory of its day");
                directories.add(day);
                // a day's first file brings its directory
                directories.add(
                        requireNonNull(day.getParent(), "a day's directory lies in the directory of the table"));
            }
        }
        for (var directory : directories) {
            forceNames(directory);
        }
    }

    /** Waits until the names in a directory are on the disk. */
    static void forceNames(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
