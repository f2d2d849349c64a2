package sentinel.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTargetRecord;
import sentinel.archive.HttpHead.Field;

/** Reads an archive, also while it is being written. */
public final class ArchiveReader implements AutoCloseable {

    /** No page is larger; a record that claims to be is damaged. */
    static final int MAX_BODY_BYTES = 512 << 20;

    private final ArchiveStore store;

    ArchiveReader(ArchiveStore store) {
        this.store = store;
    }

    /**
     * Opens the archive at a directory or URI.
     *
     * @throws IOException it cannot be reached
     */
    public static ArchiveReader open(URI root) throws IOException {
        return new ArchiveReader(ArchiveStore.at(root));
    }

    /** All archive files, oldest first. Other files are left out. */
    public List<ArchiveName> files() throws IOException {
        return store.list();
    }

    /** The fetches of a file. */
    public CaptureCursor read(ArchiveName file) throws IOException {
        return new CaptureCursor(this, file, store.open(file, 0));
    }

    /**
     * The bytes that a reference points to, by one ranged read.
     *
     * @throws IOException it is not a reference, its file is missing, or the bytes there are not those that were written
     */
    public byte[] body(String reference) throws IOException {
        var ref = ArchiveRef.parse(reference).orElseThrow(() -> new IOException("no reference: " + reference));
        byte[] member;
        try (var in = store.open(ref.file(), ref.offset())) {
            member = in.readNBytes(ref.length());
        }
        try (var reader = new WarcReader(new ByteArrayInputStream(member))) {
            var record = reader.next().orElseThrow(() -> new IOException("nothing at " + reference));
            if (record instanceof WarcResponse response) {
                byte[] body = body(response.http());
                verify(response, body);
                return body;
            }
            throw new IOException("a " + record.type() + " at " + reference);
        } catch (IllegalArgumentException e) { // how the library takes headers that make no sense
            throw new IOException("damaged record at " + reference, e);
        }
    }

    static byte[] body(HttpResponse http) throws IOException {
        try (InputStream in = http.body().stream()) {
            byte[] body = in.readNBytes(MAX_BODY_BYTES);
            if (in.read() >= 0) {
                throw new IOException("more than " + MAX_BODY_BYTES + " bytes");
            }
            return body;
        }
    }

    /** @throws IOException the payload is not the one whose digest was written */
    static void verify(WarcTargetRecord record, byte[] body) throws IOException {
        var expected = record.payloadDigest().map(WarcDigest::raw).orElse("");
        if (!expected.equals(WarcRecords.digest(body))) {
            throw new IOException("payload of " + record.id() + " does not match its digest");
        }
    }

    /** The status line and headers, under the names they were received with. */
    static HttpHead head(WarcTargetRecord record, HttpResponse http) {
        var fields = new ArrayList<Field>();
        http.headers().map().forEach((name, values) -> {
            boolean ours = name.equalsIgnoreCase("Content-Length"); // of the body with its codings undone
            if (!ours) {
                String received = name.startsWith(WarcRecords.CODING_PREFIX)
                        ? name.substring(WarcRecords.CODING_PREFIX.length())
                        : name;
                values.forEach(value -> fields.add(new Field(received, utf8(value))));
            }
        });
        return new HttpHead(
                record.headers().first("WARC-Protocol").orElse("http/1.1"), http.status(), utf8(http.reason()), fields);
    }

    /** Heads are written in UTF-8; the library reads them as RFC 9110 has it, in Latin 1. */
    private static String utf8(String latin1) {
        return new String(latin1.getBytes(ISO_8859_1), UTF_8);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
