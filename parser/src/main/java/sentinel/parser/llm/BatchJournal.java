package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;

/**
 * What was meant, created and collected, as lines of JSON in a file that is only appended to. A line is on the disk when its method
 * returns. A last line without an end was never reported as written, and is cut off. One process at a time has the file.
 */
final class BatchJournal implements AutoCloseable {

    private enum Step {
        INTENT,
        SUBMITTED,
        COLLECTED,
        ABANDONED
    }

    private record Line(Step step, String key, @Nullable String id, @Nullable BatchIntent intent) {}

    /**
     * A batch that was not abandoned.
     *
     * @param id of the provider; null when nobody knows whether the batch was created
     */
    record Entry(BatchIntent intent, @Nullable String id, boolean collected) {}

    private final Path path;
    private final FileChannel file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private BatchJournal(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @throws IllegalStateException another process has it, or it is no journal
     * @throws UncheckedIOException the file cannot be read or written
     */
    static BatchJournal open(Path path) {
        try {
            var directory = requireNonNull(path.toAbsolutePath().getParent(), "a file has a directory");
            Files.createDirectories(directory);
            var file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(path, file);
                sync(directory);
                var journal = new BatchJournal(path, file);
                journal.read();
                return journal;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the journal of batches " + path, e);
        }
    }

    private static void lock(Path path, FileChannel file) throws IOException {
        boolean locked;
        try {
            locked = file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            throw new IllegalStateException("another process reads batches with the journal " + path);
        }
    }

    /** Makes the file's name durable. */
    private static void sync(Path directory) throws IOException {
        try (var opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private void read() throws IOException {
        var bytes = Files.readAllBytes(path);
        int end = 0;
        int number = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                number++;
                try {
                    apply(Json.decode(Arrays.copyOfRange(bytes, end, i), Line.class));
                } catch (UndecodableException | IllegalArgumentException e) {
                    throw new IllegalStateException(
                            "line " + number + " of " + path + " is no line of a journal of batches: " + e.getMessage(),
                            e);
                }
                end = i + 1;
            }
        }
        file.truncate(end);
        file.position(end);
    }

    /** All that were not abandoned, in the order in which they were meant. */
    List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    void intend(BatchIntent intent) {
        append(new Line(Step.INTENT, intent.key(), null, intent));
    }

    void submitted(String key, String id) {
        append(new Line(Step.SUBMITTED, key, id, null));
    }

    void collected(String key) {
        append(new Line(Step.COLLECTED, key, null, null));
    }

    /** The batch was not created, or the provider refused it as a whole. */
    void abandoned(String key) {
        append(new Line(Step.ABANDONED, key, null, null));
    }

    private void append(Line line) {
        try {
            var json = Json.encode(line);
            var bytes = ByteBuffer.allocate(json.length + 1)
                    .put(json)
                    .put((byte) '\n')
                    .flip();
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal of batches " + path, e);
        }
        apply(line);
    }

    private void apply(Line line) {
        if (line.step() == Step.INTENT && line.intent() != null) {
            entries.put(line.key(), new Entry(line.intent(), null, false));
            return;
        }
        var entry = entries.get(line.key());
        if (entry == null) {
            throw new IllegalArgumentException("no batch " + line.key());
        }
        switch (line.step()) {
            case INTENT -> throw new IllegalArgumentException("an intent without a batch");
            case SUBMITTED -> entries.put(line.key(), new Entry(entry.intent(), line.id(), false));
            case COLLECTED -> entries.put(line.key(), new Entry(entry.intent(), entry.id(), true));
            case ABANDONED -> entries.remove(line.key());
        }
    }

    /** The lock ends with the file. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal of batches " + path, e);
        }
    }
}
