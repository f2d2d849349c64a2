package sentinel.archive;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fetch that was read from the archive. */
public final class StoredCapture {

    private final ArchiveReader archive;
    private final String url;
    private final HttpHead head;
    private final byte @Nullable [] body; // null: an earlier fetch had the same
    private final Instant fetchedAt;
    private final String ref;
    private final CaptureNote note;

    StoredCapture(
            ArchiveReader archive,
            String url,
            HttpHead head,
            byte @Nullable [] body,
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

    /** Location of its bytes: an {@link ArchiveRef}, of an earlier fetch if they were the same. */
    public String ref() {
        return ref;
    }

    /**
     * The page's bytes.
     *
     * @throws IOException they belong to an earlier fetch whose file is missing or cannot be read
     */
    public byte[] body() throws IOException {
        return body != null ? body : archive.body(ref);
    }
}
