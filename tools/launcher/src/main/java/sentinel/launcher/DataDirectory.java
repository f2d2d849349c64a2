package sentinel.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.config.Unreadable;
import sentinel.embedded.RedisPort;
import sentinel.service.command.RunningSentinel;

/** The directory that holds everything, used by one launcher at a time. */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String DEMO = "demo";
    private static final String LIST = "target/running";

    private final Path path;
    private final FileChannel lockFile;
    private final String said;
    private @Nullable Path listed; // null before list()

    private DataDirectory(Path path, FileChannel lockFile, String said) {
        this.said = said;
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if need be and takes it; from here on, logs go below it.
     *
     * @param flags what messages call some variables, by variable
     * @throws UserError it cannot be made or written, or another launcher uses it
     */
    static DataDirectory open(Path directory, Map<String, String> flags) {
        return take(directory, flags).withLogs();
    }

    /**
     * The same for a demo: what an earlier demo left there is deleted.
     *
     * @throws UserError as {@link #open}, or it holds something that no demo made
     */
    static DataDirectory openForDemo(Path directory, Map<String, String> flags) {
        var taken = take(directory, flags);
        taken.requireDemo();
        taken.endLeftOvers();
        taken.empty();
        return taken.withLogs();
    }

    private static DataDirectory take(Path directory, Map<String, String> flags) {
        String said = flags.getOrDefault("SENTINEL_DATA", "SENTINEL_DATA");
        try {
            Files.createDirectories(directory);
            var path = directory.toRealPath();
            var channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                String who = RunningSentinel.on(path)
                        .map(r -> " (process " + r.pid() + ", port " + r.port() + ")")
                        .orElse("");
                throw new UserError("another Sentinel uses " + path + who + "; stop it or choose another " + said);
            }
            return new DataDirectory(path, channel, said);
        } catch (IOException e) {
            throw unusable(directory, said, e);
        }
    }

    private static UserError unusable(Path directory, String said, IOException e) {
        var culprit = e instanceof FileSystemException file && file.getFile() != null ? file.getFile() : directory;
        return new UserError("the data directory " + directory + " cannot be used: " + culprit + " "
                + Unreadable.reason(e) + "; choose another " + said);
    }

    /** Loggers are made when their classes load: the directory is opened before any of ours is. */
    private DataDirectory withLogs() {
        try {
            var logs = Files.createDirectories(path.resolve("logs"));
            System.setProperty("sentinel.log", logs.resolve("sentinel.log").toString());
            System.setProperty("silver.log", logs.resolve("silver.log").toString());
            System.setProperty("logback.configurationFile", "launcher-logback.xml");
            return this;
        } catch (IOException e) {
            throw unusable(path, said, e);
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
                    throw new UserError(path
                            + " is not a demo's data directory, and a demo would empty it; choose another " + said);
                }
                Files.createFile(mark);
            }
        } catch (IOException e) {
            throw unusable(path, said, e);
        }
    }

    /** What would go on writing to files that are deleted, and be found by nobody. */
    private void endLeftOvers() {
        try {
            RedisPort.endLeftOver(path.resolve("redis"));
        } catch (IOException e) {
            throw unusable(path, said, e);
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
            throw unusable(path, said, e);
        }
    }

    /** Whether a file is one of those by which directories are taken and told apart. */
    private static boolean isMark(Path file) {
        var name = file.getFileName().toString();
        return name.equals(LOCK) || name.equals(DEMO);
    }

    void announce(RunningSentinel running) throws IOException {
        running.announce(path);
    }

    /** Notes in the checkout that this directory is in use, so that {@code status} finds it wherever it is. */
    void list(Path home) throws IOException {
        var list = Files.createDirectories(home.resolve(LIST));
        listed = Files.writeString(
                list.resolve(Long.toString(ProcessHandle.current().pid())), path.toString());
    }

    /** The directories that Sentinels of this checkout use at the moment. Forgets those of processes that were killed. */
    static List<Path> inUse(Path home) throws IOException {
        var list = home.resolve(LIST);
        if (!Files.isDirectory(list)) {
            return List.of();
        }
        var found = new ArrayList<Path>();
        try (var entries = Files.list(list)) {
            for (var entry : entries.sorted().toList()) {
                var directory = Path.of(Files.readString(entry));
                if (RunningSentinel.on(directory)
                        .filter(RunningSentinel::isAlive)
                        .isPresent()) {
                    found.add(directory);
                } else {
                    Files.deleteIfExists(entry);
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public void close() throws IOException {
        if (listed != null) {
            Files.deleteIfExists(listed);
        }
        RunningSentinel.withdraw(path);
        lockFile.close(); // and with it the lock
    }

    /** Null when another has it. */
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
