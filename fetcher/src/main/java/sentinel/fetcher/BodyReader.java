package sentinel.fetcher;

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

/**
 * Reads and decompresses a body with caps while it streams: a server can neither fill the memory with what it sends nor
 * with what that swells to. Claims are checked: bytes that are not what {@code Content-Encoding} says are taken as they are.
 */
final class BodyReader {

    /** What a client that reads by this class accepts ({@code Accept-Encoding}). */
    static final String ACCEPTED = "gzip, deflate, br";

    private static final int MAX_LAYERS = 3;
    private static final int CHUNK = 16 * 1024;
    /** Bodies below this may swell as they like: honest pages of one repeated word exist. */
    private static final long RATIO_FREE_BYTES = 1024 * 1024;

    private final long maxWireBytes;
    private final long maxBytes;
    private final int maxRatio;

    /**
     * @param maxWireBytes as sent
     * @param maxBytes decompressed
     * @param maxRatio decompressed to sent, once more than a mebibyte came out
     */
    BodyReader(long maxWireBytes, long maxBytes, int maxRatio) {
        this.maxWireBytes = maxWireBytes;
        this.maxBytes = maxBytes;
        this.maxRatio = maxRatio;
    }

    /** The body is larger than we take. */
    static final class OversizeException extends IOException {
        private static final long serialVersionUID = 1L;

        OversizeException(String message) {
            super(message);
        }
    }

    /** {@code Content-Encoding} names a coding that we did not ask for. */
    static final class UnknownCodingException extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownCodingException(String message) {
            super(message);
        }
    }

    /**
     * The whole body, decompressed.
     *
     * @param contentEncoding the header's value, or null
     * @throws OversizeException a cap was met
     * @throws IOException the body is cut off or damaged
     */
    byte[] read(InputStream wire, String contentEncoding) throws IOException {
        var counted = new CountedStream(wire, maxWireBytes);
        InputStream decoded = counted;
        for (var coding : innermostLast(contentEncoding)) {
            decoded = decode(decoded, coding);
        }
        var out = new ByteArrayOutputStream(64 * 1024);
        byte[] chunk = new byte[CHUNK];
        try {
            for (int n = decoded.read(chunk); n >= 0; n = decoded.read(chunk)) {
                if (out.size() + (long) n > maxBytes) {
                    throw new OversizeException("more than " + maxBytes + " bytes");
                }
                out.write(chunk, 0, n);
                if (out.size() > RATIO_FREE_BYTES && out.size() / Math.max(1, counted.count) > maxRatio) {
                    throw new OversizeException("swells to more than " + maxRatio + " times what was sent");
                }
            }
        } catch (IllegalStateException e) { // how the Brotli decoder reports damage in places
            throw new IOException("damaged body", e);
        }
        return out.toByteArray();
    }

    /** The first bytes of a body, for a cap that cuts instead of failing (robots.txt, RFC 9309, 2.5). */
    byte[] readStart(InputStream wire, String contentEncoding) throws IOException {
        InputStream decoded = wire;
        for (var coding : innermostLast(contentEncoding)) {
            decoded = decode(decoded, coding);
        }
        return decoded.readNBytes((int) Math.min(maxBytes, Integer.MAX_VALUE - 8));
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
        switch (coding) {
            case "gzip", "x-gzip" -> {
                var start = new BufferedInputStream(in, CHUNK);
                int magic = peek(start);
                return magic == 0x1f8b ? new GZIPInputStream(start, CHUNK) : start;
            }
            case "deflate" -> {
                var start = new BufferedInputStream(in, CHUNK);
                int header = peek(start);
                boolean zlib = header >= 0 && (header >> 8 & 0x0f) == 8 && header % 31 == 0;
                // RFC 9110 says zlib; some servers send the bare deflate stream
                return zlib
                        ? new InflaterInputStream(start)
                        : new InflaterInputStream(start, new Inflater(true), CHUNK);
            }
            case "br" -> {
                var start = new BufferedInputStream(in, CHUNK);
                return peek(start) < 0 ? start : new BrotliInputStream(start, CHUNK);
            }
            default -> throw new UnknownCodingException("content-encoding " + coding);
        }
    }

    /** The first two bytes as one number, or -1 when there are not so many; the stream stays where it was. */
    private static int peek(BufferedInputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = first < 0 ? -1 : in.read();
        in.reset();
        return second < 0 ? -1 : first << 8 | second;
    }

    private static final class CountedStream extends FilterInputStream {
        private final long max;
        private long count;

        private CountedStream(InputStream in, long max) {
            super(in);
            this.max = max;
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
            if (count > max) {
                throw new OversizeException("more than " + max + " bytes sent");
            }
            return n;
        }
    }
}
