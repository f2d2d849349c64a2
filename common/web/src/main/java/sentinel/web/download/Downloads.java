package sentinel.web.download;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import sentinel.web.AllowedHosts;
import sentinel.web.BodyReader;
import sentinel.web.Bytes;
import sentinel.web.Redirect;
import sentinel.web.RetryAfter;
import sentinel.web.WebClient;
import sentinel.web.WebClient.Limits;
import sentinel.web.WebClient.Reading;
import sentinel.web.WebRequest;
import sentinel.web.WebResult;
import sentinel.web.WebResult.Answered;
import sentinel.web.WebResult.NoAnswer;
import sentinel.web.download.Reply.Kind;

/**
 * Downloads files of sources that the operator chose, such as feeds and GDELT's lists, with limits for time, redirects
 * and bytes after decompression. The host that is requested first may be a private one; where its redirects lead is
 * guarded. Each call waits for its reply.
 */
public final class Downloads implements AutoCloseable {

    private static final int REDIRECTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** More than there are callers: those have limits of their own. */
    private static final int CALLS = 256;

    private static final long READ_AT_ONCE = 64 * 1024;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int MOST_LAYERS = 2;

    private final WebClient client;
    private final Duration deadline;
    private final Clock clock;

    /**
     * Opens no connection yet.
     *
     * @param timeout for each request, its body included; redirects are requests of their own
     * @param allowed private hosts that redirects may lead to
     */
    public Downloads(String userAgent, Duration timeout, AllowedHosts allowed, Clock clock) {
        this(userAgent, timeout, allowed, Dns.SYSTEM, clock);
    }

    Downloads(String userAgent, Duration timeout, AllowedHosts allowed, Dns dns, Clock clock) {
        this.clock = clock;
        deadline = timeout.multipliedBy(REDIRECTS + 1);
        var connect = CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout;
        var limits = new Limits(connect, timeout, timeout, CALLS);
        client = new WebClient(userAgent, allowed, WebClient.USUAL_PORTS, limits, dns, clock);
    }

    /** Gets a whole file of at most {@code maxBytes} after decompression. */
    public Reply get(URI address, Map<String, String> headers, int maxBytes) {
        return reply(address, headers, (url, response) -> whole(url, response, maxBytes));
    }

    /**
     * Gets the last bytes of a file that may be much longer, by a range request. If the server does not support ranges,
     * the whole file is read and no more than requested is kept.
     */
    public Reply getTail(URI address, int lastBytes, long maxBytes) {
        var headers = Map.of("Range", "bytes=-" + lastBytes, "Accept-Encoding", "identity");
        return reply(address, headers, (url, response) -> tail(url, response, lastBytes, maxBytes));
    }

    /** Ends the requests that are under way; their callers get {@link Reply.Failed}. */
    public void cancelAll() {
        client.cancelAll();
    }

    @Override
    public void close() {
        client.close();
    }

    private Reply reply(URI address, Map<String, String> headers, Reading<Reply> reading) {
        var first = HttpUrl.get(address);
        if (first == null) {
            return failed(0, Kind.STATUS, "no http(s) address: " + address);
        }
        var url = first.newBuilder().username("").password("").build();
        var request = new WebRequest(url, headers, null, true);
        try {
            WebResult<Reply> result =
                    client.follow(request, REDIRECTS, deadline, reading).get();
            return result instanceof Answered<Reply> answered ? answered.value() : failed((NoAnswer<Reply>) result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(0, Kind.NO_ANSWER, "interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply cannot be read: " + address, e.getCause());
        }
    }

    private static Reply failed(NoAnswer<Reply> none) {
        var e = none.cause();
        return switch (none.trouble()) {
            case FORBIDDEN ->
                failed(0, Kind.REDIRECT, "it leads to " + none.url().host() + ", which is refused: " + e.getMessage());
            case OVERSIZE -> failed(0, Kind.TOO_LARGE, String.valueOf(e.getMessage()));
            case DAMAGED, UNKNOWN_CODING ->
                failed(0, Kind.DAMAGED, e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
            case DNS, TIMEOUT, TLS, CONNECTION ->
                failed(0, Kind.NO_ANSWER, e.getClass().getSimpleName() + ": " + e.getMessage());
        };
    }

    private Reply whole(HttpUrl url, Response response, int maxBytes) throws IOException {
        if (response.code() == NOT_MODIFIED) {
            return new Reply.NotModified(response.headers(), retryAfter(response));
        }
        if (!response.isSuccessful()) {
            return refused(url, response);
        }
        var reader = new BodyReader(maxBytes, maxBytes, Integer.MAX_VALUE);
        byte[] body = reader.read(response.body().byteStream(), response.header("Content-Encoding"));
        String packing = packing(body);
        for (int layer = 0; layer < MOST_LAYERS && packing != null; layer++) {
            body = reader.read(new ByteArrayInputStream(body), packing);
            packing = packing(body);
        }
        return page(url, response, body);
    }

    /** How a body is compressed although no header says so: a compressed file, or compressed twice. Null when it is not. */
    private static @Nullable String packing(byte[] body) {
        if (body.length < 18) {
            return null;
        }
        if (body[0] == 0x1f && body[1] == (byte) 0x8b) {
            return "gzip";
        }
        boolean zlib = body[0] == 0x78 && (body[1] == 0x01 || body[1] == (byte) 0x9c || body[1] == (byte) 0xda);
        return zlib ? "deflate" : null;
    }

    private Reply tail(HttpUrl url, Response response, int lastBytes, long maxBytes) throws IOException {
        if (response.code() == RANGE_NOT_SATISFIABLE) { // the file is empty
            return page(url, response, new byte[0]);
        }
        if (!response.isSuccessful()) {
            return refused(url, response);
        }
        BufferedSource source = response.body().source();
        var body = new Buffer();
        long total = 0;
        for (long n; (n = source.read(body, READ_AT_ONCE)) >= 0; ) {
            total += n;
            if (total > maxBytes) {
                return failed(response.code(), Kind.TOO_LARGE, "longer than " + maxBytes + " bytes");
            }
            if (body.size() > 2L * lastBytes) {
                body.skip(body.size() - lastBytes);
            }
        }
        if (response.code() != PARTIAL && body.size() > lastBytes) {
            body.skip(body.size() - lastBytes);
        }
        return page(url, response, body.readByteArray());
    }

    private Reply.Failed refused(HttpUrl url, Response response) {
        var redirect = Redirect.of(url, response);
        if (redirect instanceof Redirect.To) {
            return failed(0, Kind.REDIRECT, "more than " + REDIRECTS + " redirects");
        }
        if (redirect instanceof Redirect.Nowhere) {
            return failed(response.code(), Kind.REDIRECT, "redirect to nowhere");
        }
        return new Reply.Failed(response.code(), Kind.STATUS, "status " + response.code(), retryAfter(response));
    }

    private Reply.Page page(HttpUrl url, Response response, byte[] body) {
        return new Reply.Page(url.uri(), response.code(), response.headers(), Bytes.of(body), retryAfter(response));
    }

    private static Reply.Failed failed(int status, Kind kind, String reason) {
        return new Reply.Failed(status, kind, reason, Optional.empty());
    }

    private Optional<Duration> retryAfter(Response response) {
        return RetryAfter.parse(response.header("Retry-After"), clock);
    }
}
