package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The file that is written to, and the next one when it is large or old enough. For one thread. */
final class RollingFile {

    private static final int MOST_NAMES_TRIED = 1_000;

    private final ArchiveStore store;
    private final String instance;
    private final long maxBytes;
    private final Duration maxAge;
    private final Clock clock;

    private ArchiveName name;
    private ArchiveStore.Output out; // null: none is open
    private long written;
    private long promised;

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
        if (out != null && (written >= maxBytes || isOld())) {
            close();
        }
        if (out == null) {
            begin();
        }
        var refs = new ArrayList<ArchiveRef>(groups.size());
        for (var members : groups) {
            refs.add(new ArchiveRef(name, written, members.isEmpty() ? 0 : members.get(0).length));
            for (var member : members) {
                write(member);
            }
        }
        if (store.durableOnlyWhenClosed()) {
            close();
        } else {
            out.sync();
            promised = written;
        }
        return refs;
    }

    private boolean isOld() {
        return !clock.instant().isBefore(name.startedAt().plus(maxAge));
    }

    /** Always a new file: what another process left, cut off or not, stays as it is. */
    private void begin() throws IOException {
        written = 0;
        promised = 0;
        var startedAt = clock.instant();
        for (int i = 0; out == null; i++) {
            name = ArchiveName.of(instance, startedAt.plusMillis(i));
            try {
                out = store.create(name);
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_NAMES_TRIED) {
                    throw e;
                }
            }
        }
        write(WarcRecords.warcinfo(name));
    }

    private void write(byte[] member) throws IOException {
        out.write(member);
        written += member.length;
    }

    /** Leaves a file that could not be written. */
    void abandon() {
        if (out != null) {
            out.abandon(promised);
            out = null;
        }
    }

    void close() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
