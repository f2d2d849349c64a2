package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** One fetch: the response, its URL and time, and the announcement that led to it. */
public final class Capture {

    private final String url;
    private final HttpHead head;
    private final byte[] body;
    private final Instant fetchedAt;
    private final CaptureNote note;

    /**
     * @param url where the redirects ended
     * @param body with all codings ({@code Content-Encoding}, {@code Transfer-Encoding}) undone; must not be changed
     * @param fetchedAt to the millisecond
     */
    public Capture(String url, HttpHead head, byte[] body, Instant fetchedAt, CaptureNote note) {
        this.url = requireNonNull(url, "url");
        this.head = requireNonNull(head, "head");
        this.body = requireNonNull(body, "body");
        this.fetchedAt = requireNonNull(fetchedAt, "fetched at");
        this.note = requireNonNull(note, "note");
    }

    public String url() {
        return url;
    }

    public HttpHead head() {
        return head;
    }

    public byte[] body() {
        return body;
    }

    public Instant fetchedAt() {
        return fetchedAt;
    }

    public CaptureNote note() {
        return note;
    }
}
