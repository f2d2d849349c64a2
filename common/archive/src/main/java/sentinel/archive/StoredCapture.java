package sentinel.archive;

import java.io.IOException;
import java.time.Instant;

/** A fetch as read from the archive. */
public final class StoredCapture {

    private final ArchiveReader archive;
    private final String url;
    private final HttpHead head;
    private final byte[] body;
    private final Instant fetchedAt;
    private final String ref;
    private final CaptureNote note;

    StoredCapture(
            ArchiveReader archive,
            String url,
            HttpHead head,
            byte[] body,
            Instant fetchedAt,
            String ref,
            CaptureNote note) {
        this.archive = archive;
        this.url = url;
        this.head = head;
        this.body = body;
        this.fetchedAt = fetchedAt;
        this.ref = ref;
        this.note = note;
    }

    /** Where the redirects ended. */
    public String url() {
        return url;
    }

    public HttpHead head() {
        return head;
    }

    public Instant fetchedAt() {
        return fetchedAt;
    }

    public CaptureNote note() {
        return note;
    }

    /** Where its bytes are: an {@link ArchiveRef}, of an earlier fetch when they were the same. */
    public String ref() {
        return ref;
    }

    /**
     * The page's bytes.
     *
     * @throws IOException they are of an earlier fetch, and its file is gone or cannot be read
     */
    public byte[] body() throws IOException {
        return body != null ? body : archive.body(ref);
    }
}
