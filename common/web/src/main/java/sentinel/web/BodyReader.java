package sentinel.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decompresses a body with limits while it streams. A server can fill the memory neither with the bytes it
 * sends nor with the bytes they decompress to. {@code Content-Encoding} is verified: uncompressed text is accepted as
 * it is, whatever the header says.
 */
public final class BodyReader {

    /** The codings that this class supports ({@code Accept-Encoding}). */
    public static final String ACCEPTED = "gzip, deflate, br";

    private static final int MAX_LAYERS = 3;
    private static final int CHUNK = 16 * 1024;
    private static final int PEEK = 32;
    /** No ratio is enforced below this size: harmless pages of one repeated word exist. */
    private static final long RATIO_FREE_BYTES = 1024 * 1024;

    private final long maxWireBytes;
    private final long maxBytes;
    private final int maxRatio;

    /**
     * @param maxWireBytes limit of bytes as sent
     * @param maxBytes limit of decompressed bytes
     * @param maxRatio limit of decompressed to sent bytes, enforced above one mebibyte of output
     */
    public BodyReader(long maxWireBytes, long maxBytes, int maxRatio) {
        this.maxWireBytes = maxWireBytes;
        this.maxBytes = maxBytes;
        this.maxRatio = maxRatio;
    }

    /** The body exceeds a limit. */
    public static final class OversizeException extends IOException {
        private static final long serialVersionUID = 1L;

        OversizeException(String message) {
            super(message);
        }
    }

    /** {@code Content-Encoding} names a coding that the request did not accept. */
    public static final class UnknownCodingException extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownCodingException(String message) {
            super(message);
        }
    }

    /** The body was received completely, but does not match {@code Content-Encoding} or is cut off inside. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(Exception cause) {
            super("damaged body", cause);
        }
    }

    /**
     * The whole body, decompressed.
     *
     * @param contentEncoding the header's value, or null
     * @throws OversizeException a limit was exceeded
     * @throws DamagedException it cannot be decompressed
     * @throws IOException the connection failed
     */
    public byte[] read(InputStream wire, String contentEncoding) throws IOException {
        var counted = new Wire(wire, maxWireBytes);
        var out = new ByteArrayOutputStream(64 * 1024);
        unpack(counted, contentEncoding, Integer.MAX_VALUE, out);
        return out.toByteArray();
    }

    /** The first bytes of a body, for a limit that cuts instead of failing (robots.txt, RFC 9309, 2.5). */
    public byte[] readStart(InputStream wire, String contentEncoding) throws IOException {
        var out = new ByteArrayOutputStream(16 * 1024);
        unpack(new Wire(wire, Long.MAX_VALUE), contentEncoding, maxBytes, out);
        return out.toByteArray();
    }

    private void unpack(Wire wire, String contentEncoding, long enough, ByteArrayOutputStream out) throws IOException {
        var codings = innermostLast(contentEncoding);
        try (var decoded = decoded(wire, codings)) {
            byte[] chunk = new byte[CHUNK];
            int n = 0;
            while (n >= 0 && out.size() < enough) {
                n = decoded.read(chunk, 0, (int) Math.min(CHUNK, enough - out.size()));
                out.write(chunk, 0, Math.max(0, n));
            }
        } catch (UnknownCodingException e) {
            throw e;
        } catch (IOException
                | RuntimeException e) { // the Brotli decoder reports damage by any, and wraps what is not its own
            if (wire.ended != null) {
                throw wire.ended;
            }
            throw new DamagedException(e);
        }
    }

    /** Each layer is bounded, not only the last: what swells in between takes time. */
    private InputStream decoded(Wire wire, List<String> codings) throws IOException {
        InputStream decoded = codings.isEmpty() ? new Bounded(wire, wire) : wire;
        for (var coding : codings) {
            decoded = new Bounded(decode(decoded, coding), wire);
        }
        return decoded;
    }

    private static List<String> innermostLast(String header) throws IOException {
        var codings = new ArrayList<String>();
        if (header != null) {
            for (var part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String coding = part.strip();
                if (!coding.isEmpty() && !coding.equals("identity") && !coding.equals("none")) {
                    codings.add(coding);
                }
            }
        }
        if (codings.size() > MAX_LAYERS) {
            throw new UnknownCodingException(codings.size() + " layers of compression");
        }
        Collections.reverse(codings);
        return codings;
    }

    private static InputStream decode(InputStream in, String coding) throws IOException {
        var buffered = new BufferedInputStream(in, CHUNK);
        byte[] start = peek(buffered);
        if (isPlainText(start)) {
            return buffered; // a false claim
        }
        int header = start.length < 2 ? -1 : ((start[0] & 0xff) << 8) | (start[1] & 0xff);
        switch (coding) {
            case "gzip", "x-gzip" -> {
                return header == 0x1f8b ? new GZIPInputStream(buffered, CHUNK) : buffered;
            }
            case "deflate" -> {
                boolean zlib = header >= 0 && (header >> 8 & 0x0f) == 8 && header % 31 == 0;
                // RFC 9110 says zlib; some servers send the bare deflate stream
                return zlib ? new InflaterInputStream(buffered) : new BareInflater(buffered);
            }
            case "br" -> {
                return start.length == 0 ? buffered : new BrotliInputStream(buffered, CHUNK);
            }
            default -> throw new UnknownCodingException("content-encoding " + coding);
        }
    }

    /** The first bytes; the stream stays where it was. */
    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(PEEK);
        byte[] start = in.readNBytes(PEEK);
        in.reset();
        return start;
    }

    /** Nothing compressed begins with that many printable characters. */
    private static boolean isPlainText(byte[] start) {
        boolean mark =
                start.length > 2 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb && start[2] == (byte) 0xbf;
        for (int i = mark ? 3 : 0; i < start.length; i++) {
            byte b = start[i];
            if (b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return start.length >= PEEK / 2;
    }

    /** Deflate without the zlib header; frees what it holds outside the heap. */
    private static final class BareInflater extends InflaterInputStream {
        private BareInflater(InputStream in) {
            super(in, new Inflater(true), CHUNK);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    /** Counts what it gives, and says of each piece whether it may. */
    private abstract static class Counted extends FilterInputStream {
        private long count;

        private Counted(InputStream in) {
            super(in);
        }

        /** @throws IOException what was given so far is too much */
        abstract void check(long count) throws IOException;

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = super.read(buffer, from, length);
            count += Math.max(0, n);
            check(count);
            return n;
        }
    }

    /** What comes off the wire. */
    private static final class Wire extends Counted {
        private final long max;
        /** Why reading ended: the connection failed, or a cap was met; null when neither. */
        private @Nullable IOException ended;

        private Wire(InputStream in, long max) {
            super(in);
            this.max = max;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                return super.read(buffer, from, length);
            } catch (IOException e) {
                throw ended(e);
            }
        }

        @Override
        void check(long count) throws OversizeException {
            if (count > max) {
                throw new OversizeException("more than " + max + " bytes sent");
            }
        }

        private IOException ended(IOException cause) {
            var first = ended == null ? cause : ended;
            ended = first;
            return first;
        }
    }

    /** One layer's output, stopped when it is too much. */
    private final class Bounded extends Counted {
        private final Wire wire;

        private Bounded(InputStream in, Wire wire) {
            super(in);
            this.wire = wire;
        }

        @Override
        void check(long count) throws IOException {
            if (count > maxBytes) {
                throw wire.ended(new OversizeException("more than " + maxBytes + " bytes"));
            }
            if (count > RATIO_FREE_BYTES && count / Math.max(1, wire.count()) > maxRatio) {
                throw wire.ended(new OversizeException("swells to more than " + maxRatio + " times what was sent"));
            }
        }
    }
}
