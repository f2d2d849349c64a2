package sentinel.archive;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;

/**
 * Iterates over the fetches of one file in the order they were written. A file that is cut off (by a crash, or because
 * it is being written), damaged, or written by a newer release is read up to that point.
 */
public final class CaptureCursor implements Closeable {

    /** How a file ended. */
    public enum End {
        /** With its last record. */
        WHOLE,
        /** In the middle of a record. */
        CUT_OFF,
        /** With bytes that are not a record of ours. */
        DAMAGED,
        /** With a fetch that a newer release noted. */
        NEWER
    }

    private static final Logger log = LoggerFactory.getLogger(CaptureCursor.class);
    private static final int MAX_NOTE_BYTES = 16 << 20;

    private final ArchiveReader archive;
    private final ArchiveName file;
    private final Source source;
    private @Nullable WarcReader records; // null before the first record
    private @Nullable End end;

    /** A response or revisit that its metadata must follow; null when there is none. */
    private @Nullable Pending pending;

    CaptureCursor(ArchiveReader archive, ArchiveName file, InputStream in) {
        this.archive = archive;
        this.file = file;
        this.source = new Source(in);
    }

    private static final class Pending {
        private final URI id;
        private final String url;
        private final HttpHead head;
        private final byte @Nullable [] body; // null: an earlier fetch had the same
        private final long offset;

        private Pending(URI id, String url, HttpHead head, byte @Nullable [] body, long offset) {
            this.id = id;
            this.url = url;
            this.head = head;
            this.body = body;
            this.offset = offset;
        }
    }

    /**
     * The next fetch; empty when there is none.
     *
     * @throws IOException the store fails; damage in the file is not a failure but an {@link #end}
     */
    public Optional<StoredCapture> next() throws IOException {
        if (end != null) {
            return Optional.empty();
        }
        try {
            var reader = records == null ? new WarcReader(source) : records;
            records = reader;
            for (var record = reader.next(); record.isPresent(); record = reader.next()) {
                var capture = take(record.get(), reader);
                if (capture.isPresent()) {
                    return capture;
                }
            }
            end = End.WHOLE;
        } catch (EOFException e) {
            end = End.CUT_OFF;
        } catch (UndecodableException e) {
            end = e.isNewerSchema() ? End.NEWER : End.DAMAGED;
            log.warn("archive_unreadable file={} end={} reason=\"{}\"", file, end, e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            end = End.DAMAGED;
        }
        source.throwFailure();
        return Optional.empty();
    }

    private Optional<StoredCapture> take(WarcRecord record, WarcReader reader)
            throws IOException, UndecodableException {
        if (record instanceof WarcResponse response) {
            var http = response.http();
            byte[] body = ArchiveReader.body(http);
            ArchiveReader.verify(response, body);
            pending = new Pending(
                    response.id(), response.target(), ArchiveReader.head(response, http), body, reader.position());
        } else if (record instanceof WarcRevisit revisit) {
            pending = new Pending(
                    revisit.id(),
                    revisit.target(),
                    ArchiveReader.head(revisit, revisit.http()),
                    null,
                    reader.position());
        } else if (record instanceof WarcMetadata metadata && pending != null) {
            var of = pending;
            pending = null;
            if (metadata.concurrentTo().contains(of.id)) {
                return Optional.of(capture(of, metadata, reader.position()));
            }
        }
        return Optional.empty();
    }

    /** @param end of its record, where its metadata begins */
    private StoredCapture capture(Pending of, WarcMetadata metadata, long end)
            throws IOException, UndecodableException {
        byte[] json = metadata.body().stream().readNBytes(MAX_NOTE_BYTES);
        var note = Json.decode(json, CaptureNote.class);
        int length = (int) (end - of.offset);
        String elsewhere = note.payloadRef();
        String ref = elsewhere != null ? elsewhere : new ArchiveRef(file, of.offset, length).toString();
        return new StoredCapture(archive, of.url, of.head, of.body, metadata.date(), ref, note);
    }

    /** How the file ended; null before {@link #next} was empty. */
    public @Nullable End end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Remembers a failure of the store, which is not one of the bytes. */
    private static final class Source extends FilterInputStream {
        private @Nullable IOException failure;

        private Source(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                return super.read(buffer, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        private void throwFailure() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
