package sentinel.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import sentinel.common.message.Json;
import sentinel.common.message.Json.UndecodableException;

/** The directory that holds everything, used by one launcher at a time. */
final class DataDirectory implements AutoCloseable {

    private static final String RUNNING = "running.json";
    private static final String LOCK = "lock";
    private static final String DEMO = "demo";

    /**
     * What runs on a data directory; other commands find it by this.
     *
     * @param pid of the launcher
     * @param port of the API
     */
    record Running(long pid, int port, String kafka, String topicPrefix) {}

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if need be and takes it; from here on, logs go below it.
     *
     * @throws UserError it cannot be made or written, or another launcher uses it
     */
    static DataDirectory open(Path directory) {
        return take(directory).withLogs();
    }

    /**
     * The same for a demo: what an earlier demo left there is deleted.
     *
     * @throws UserError as {@link #open}, or it holds something that no demo made
     */
    static DataDirectory openForDemo(Path directory) {
        var taken = take(directory);
        taken.requireDemo();
        taken.empty();
        return taken.withLogs();
    }

    private static DataDirectory take(Path directory) {
        try {
            Files.createDirectories(directory);
            var path = directory.toRealPath();
            var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                String who = running(path)
                        .map(r -> " (process " + r.pid() + ", port " + r.port() + ")")
                        .orElse("");
                throw new UserError("another Sentinel uses " + path + who + "; stop it or choose another --data");
            }
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new UserError("cannot use the data directory " + directory + ": " + e);
        }
    }

    /** Loggers are made when their classes load: the directory is opened before any of ours is. */
    private DataDirectory withLogs() {
        try {
            var logs = Files.createDirectories(path.resolve("logs"));
            System.setProperty("sentinel.log", logs.resolve("sentinel.log").toString());
            System.setProperty("logback.configurationFile", "launcher-logback.xml");
            return this;
        } catch (IOException e) {
            throw new UserError("cannot use the data directory " + path + ": " + e);
        }
    }

    /** What runs on a directory, by its own word; it may have been killed since. */
    static Optional<Running> running(Path directory) {
        try {
            return Optional.of(Json.decode(Files.readAllBytes(directory.resolve(RUNNING)), Running.class));
        } catch (IOException | UndecodableException e) {
            return Optional.empty();
        }
    }

    Path path() {
        return path;
    }

    /** Marks an empty directory as a demo's, which may be emptied again; refuses one that holds anything else. */
    private void requireDemo() {
        try (var files = Files.list(path)) {
            var mark = path.resolve(DEMO);
            if (!Files.exists(mark)) {
                if (files.anyMatch(file -> !isMark(file))) {
                    throw new UserError(
                            path + " is not a demo's data directory, and a demo would empty it; choose another --data");
                }
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw new UserError("cannot use the data directory " + path + ": " + e);
        }
    }

    private void empty() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(path) && !isMark(file)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UserError("cannot empty the data directory " + path + ": " + e);
        }
    }

    /** Whether a file is one of those by which directories are taken and told apart. */
    private static boolean isMark(Path file) {
        var name = file.getFileName().toString();
        return name.equals(LOCK) || name.equals(DEMO);
    }

    void announce(Running running) throws IOException {
        Files.write(path.resolve(RUNNING), Json.encode(running));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path.resolve(RUNNING));
        lockFile.close(); // and with it the lock
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
