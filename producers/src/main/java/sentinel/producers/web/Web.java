package sentinel.producers.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.Dns;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import sentinel.producers.web.Reply.Kind;
import sentinel.web.AllowedHosts;
import sentinel.web.BodyReader;
import sentinel.web.BodyReader.DamagedException;
import sentinel.web.BodyReader.OversizeException;
import sentinel.web.BodyReader.UnknownCodingException;
import sentinel.web.CachedDns;
import sentinel.web.ForbiddenTargetException;
import sentinel.web.RetryAfter;
import sentinel.web.TargetGuard;

/**
 * HTTP GET with bounds on everything: time, redirects, and bytes after decompression. The host that is asked first is the
 * operator's choice, so it may be a private one; where its redirects lead is not.
 */
public final class Web implements AutoCloseable {

    private static final int REDIRECTS = 5;
    private static final Set<Integer> REDIRECT_CODES = Set.of(301, 302, 303, 307, 308);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long READ_AT_ONCE = 64 * 1024;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    /** That a redirect may name. */
    private static final Set<Integer> PORTS = Set.of(80, 443, 8000, 8080, 8443, 8888);

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private static final int MOST_LAYERS = 2;

    private final OkHttpClient client;
    private final AllowedHosts allowed;
    private final CachedDns names;
    private final String userAgent;
    private final Clock clock;

    /**
     * @param timeout for one request with its redirects apart, body included
     * @param allowed private hosts that redirects may lead to
     */
    public Web(String userAgent, Duration timeout, AllowedHosts allowed, Clock clock) {
        this(userAgent, timeout, allowed, Dns.SYSTEM, clock);
    }

    Web(String userAgent, Duration timeout, AllowedHosts allowed, Dns dns, Clock clock) {
        this.userAgent = userAgent;
        this.allowed = allowed;
        this.clock = clock;
        names = new CachedDns(dns, shorter(CONNECT, timeout), clock);
        client = new OkHttpClient.Builder()
                .followRedirects(false)
                .proxy(Proxy.NO_PROXY) // a proxy would look names up by itself, past the guard
                .connectTimeout(shorter(CONNECT, timeout))
                .readTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }

    /** Gets a whole page of at most {@code maxBytes} after decompression. */
    public Reply get(URI address, Map<String, String> headers, int maxBytes) {
        return follow(address, headers, (url, response) -> whole(url, response, maxBytes));
    }

    /**
     * Gets the last bytes of what may be much longer: by a range request, or where the server knows no ranges by reading on
     * to the end and keeping no more than asked for.
     */
    public Reply getTail(URI address, int lastBytes, long maxBytes) {
        return follow(
                address, Map.of("Range", "bytes=-" + lastBytes, "Accept-Encoding", "identity"), (url, response) -> {
                    if (response.code() == RANGE_NOT_SATISFIABLE) { // the file is empty
                        return page(url, response, new byte[0]);
                    }
                    return tail(url, response, lastBytes, maxBytes);
                });
    }

    /** Ends the requests that are under way; their callers get {@link Reply.Failed}. */
    public void cancelAll() {
        client.dispatcher().cancelAll();
    }

    @Override
    public void close() {
        cancelAll();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
        names.close();
    }

    @FunctionalInterface
    private interface Reading {
        Reply read(HttpUrl url, Response response) throws IOException;
    }

    private Reply follow(URI address, Map<String, String> headers, Reading reading) {
        var first = HttpUrl.get(address);
        if (first == null) {
            return failed(0, Kind.STATUS, "no http(s) address: " + address);
        }
        var url = first.newBuilder().username("").password("").build();
        var guarded = guardedFor(url);
        try {
            for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
                var request = new Request.Builder()
                        .url(url)
                        .headers(Headers.of(accepting(headers)))
                        .header("User-Agent", userAgent)
                        .build();
                try (var response = guarded.newCall(request).execute()) {
                    if (!REDIRECT_CODES.contains(response.code())) {
                        return reading.read(url, response);
                    }
                    var next = response.header("Location") == null ? null : url.resolve(response.header("Location"));
                    if (next == null) {
                        return failed(response.code(), Kind.REDIRECT, "redirect to nowhere");
                    }
                    url = next;
                }
            }
            return failed(0, Kind.REDIRECT, "more than " + REDIRECTS + " redirects");
        } catch (ForbiddenTargetException e) {
            return failed(0, Kind.REDIRECT, "it leads to " + url.host() + ", which is refused: " + e.getMessage());
        } catch (OversizeException e) {
            return failed(0, Kind.TOO_LARGE, e.getMessage());
        } catch (DamagedException | UnknownCodingException e) {
            return failed(
                    0, Kind.DAMAGED, e.getCause() == null ? e.getMessage() : e.getMessage() + ": " + e.getCause());
        } catch (IOException e) {
            return failed(0, Kind.NO_ANSWER, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** What we can unpack, unless the caller wants it in another way. */
    private static Map<String, String> accepting(Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("Accept-Encoding", BodyReader.ACCEPTED);
        return all;
    }

    /** A client that may reach this very host and port, whatever its addresses, and else public ones only. */
    private OkHttpClient guardedFor(HttpUrl own) {
        var hosts = allowed.and(own.host(), own.port());
        if (own.port() == HTTP) {
            hosts = hosts.and(own.host(), HTTPS);
        }
        var guard = new TargetGuard(hosts, PORTS, names);
        return client.newBuilder().dns(guard).addInterceptor(guard).build();
    }

    private Reply whole(HttpUrl url, Response response, int maxBytes) throws IOException {
        if (response.code() == NOT_MODIFIED) {
            return new Reply.NotModified(response.headers(), retryAfter(response));
        }
        if (!response.isSuccessful()) {
            return new Reply.Failed(response.code(), Kind.STATUS, "status " + response.code(), retryAfter(response));
        }
        var reader = new BodyReader(maxBytes, maxBytes, Integer.MAX_VALUE);
        byte[] body = reader.read(response.body().byteStream(), response.header("Content-Encoding"));
        for (int layer = 0; layer < MOST_LAYERS && packing(body) != null; layer++) {
            body = reader.read(new ByteArrayInputStream(body), packing(body));
        }
        return page(url, response, body);
    }

    /** How a body is packed that no header says it of: as a file that was compressed, or twice. Null when it is not. */
    private static String packing(byte[] body) {
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
        if (!response.isSuccessful()) {
            return new Reply.Failed(response.code(), Kind.STATUS, "status " + response.code(), retryAfter(response));
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

    private Reply.Page page(HttpUrl url, Response response, byte[] body) {
        return new Reply.Page(url.uri(), response.code(), response.headers(), Bytes.owned(body), retryAfter(response));
    }

    private static Reply.Failed failed(int status, Kind kind, String reason) {
        return new Reply.Failed(status, kind, reason, Optional.empty());
    }

    private Optional<Duration> retryAfter(Response response) {
        return RetryAfter.parse(response.header("Retry-After"), clock);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
