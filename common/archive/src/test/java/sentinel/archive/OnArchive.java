package sentinel.archive;

import static sentinel.archive.Captures.NOON;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import sentinel.archive.WarcArchive.Limits;
import sentinel.fixture.SetClock;

/** A test with archives in a directory of its own; they are closed after it. */
abstract class OnArchive {

    static final Limits LIMITS = new Limits(
            1 << 20,
            Duration.ofHours(1),
            1 << 20,
            Duration.ofMillis(200),
            4 << 20,
            Duration.ofSeconds(5),
            100,
            Duration.ofDays(1));

    @TempDir
    Path root;

    final SetClock clock = new SetClock(NOON);
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    WarcArchive archive(ArchiveStore store) {
        var archive = new WarcArchive(store, "0", LIMITS, clock, metrics);
        open.add(archive);
        return archive;
    }

    WarcArchive archive() {
        return archive(new LocalStore(root));
    }

    ArchiveReader reader() {
        return new ArchiveReader(new LocalStore(root));
    }

    List<Path> files() throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
