package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file that is written to, and the next one when it is large or old enough. For one thread. */
final class RollingFile {

    private static final int MOST_NAMES_TRIED = 1_000;

    private final ArchiveStore store;
    private final String instance;
    private final long maxBytes;
    private final Duration maxAge;
    private final Clock clock;

    private @Nullable Open open; // null: none is open
    private long written;
    private long promised;

    private record Open(ArchiveName name, ArchiveStore.Output out) {}

    /**
     * @param maxBytes a file that has as many gets no more
     * @param maxAge nor one that was begun so long ago
     */
    RollingFile(ArchiveStore store, String instance, long maxBytes, Duration maxAge, Clock clock) {
        this.store = requireNonNull(store, "store");
        this.instance = requireNonNull(instance, "instance");
        this.maxBytes = maxBytes;
        this.maxAge = requireNonNull(maxAge, "max age");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Appends groups of members and makes them durable together.
     *
     * @return where the first member of each group is, or would be
     * @throws IOException none of them can be relied on; {@link #abandon} must follow
     */
    List<ArchiveRef> append(List<List<byte[]>> groups) throws IOException {
        if (open != null && (written >= maxBytes || isOld(open))) {
            close();
        }
        var file = open == null ? begin() : open;
        var refs = new ArrayList<ArchiveRef>(groups.size());
        for (var members : groups) {
            refs.add(new ArchiveRef(file.name(), written, members.isEmpty() ? 0 : members.get(0).length));
            for (var member : members) {
                write(file, member);
            }
        }
        if (store.durableOnlyWhenClosed()) {
            close();
        } else {
            file.out().sync();
            promised = written;
        }
        return refs;
    }

    private boolean isOld(Open file) {
        return !clock.instant().isBefore(file.name().startedAt().plus(maxAge));
    }

    /** Always a new file: what another process left, cut off or not, stays as it is. */
    private Open begin() throws IOException {
        written = 0;
        promised = 0;
        var file = create();
        open = file; // first, so that it is abandoned when the next line fails
        write(file, WarcRecords.warcinfo(file.name()));
        return file;
    }

    private Open create() throws IOException {
        var startedAt = clock.instant();
        for (int i = 0; ; i++) {
            var name = ArchiveName.of(instance, startedAt.plusMillis(i));
            try {
                return new Open(name, store.create(name));
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_NAMES_TRIED) {
                    throw e;
                }
            }
        }
    }

    private void write(Open file, byte[] member) throws IOException {
        file.out().write(member);
        written += member.length;
    }

    /** Leaves a file that could not be written. */
    void abandon() {
        if (open != null) {
            open.out().abandon(promised);
            open = null;
        }
    }

    void close() throws IOException {
        if (open != null) {
            open.out().close();
            open = null;
        }
    }
}
