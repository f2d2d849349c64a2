package sentinel.service.command;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;

/**
 * What runs on a data directory, in a file there: the launcher writes it, other commands find the launcher by it.
 *
 * @param pid of the launcher
 * @param processStarted when that process began, which tells it from a later one with its number; null when unknown
 * @param port of the API
 * @param kafka bootstrap servers
 * @param topicPrefix of the topics there
 */
public record RunningSentinel(long pid, @Nullable Instant processStarted, int port, String kafka, String topicPrefix) {

    private static final String FILE = "running.json";

    /** This process. */
    public static RunningSentinel here(int port, String kafka, String topicPrefix) {
        var process = ProcessHandle.current();
        return new RunningSentinel(process.pid(), startOf(process), port, kafka, topicPrefix);
    }

    /** What runs on a directory, by its own word; it may have been killed since. */
    public static Optional<RunningSentinel> on(Path directory) {
        try {
            return Optional.of(Json.decode(Files.readAllBytes(directory.resolve(FILE)), RunningSentinel.class));
        } catch (IOException | UndecodableException e) {
            return Optional.empty();
        }
    }

    /** Writes the file. */
    public void announce(Path directory) throws IOException {
        Files.write(directory.resolve(FILE), Json.encode(this));
    }

    /** Deletes the file, if it is there. */
    public static void withdraw(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** Whether the process still runs. */
    @JsonIgnore
    public boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(process -> processStarted == null || processStarted.equals(startOf(process)))
                .isPresent();
    }

    private static @Nullable Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(null);
    }
}
