package sentinel.producers.web;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * HTTP GET with bounds on everything: time, redirects, and bytes after decompression. Hosts are the operator's choice, so
 * private addresses are fine here.
 */
public final class Web implements AutoCloseable {

    private static final int REDIRECTS = 5;
    private static final Set<Integer> REDIRECT_CODES = Set.of(301, 302, 303, 307, 308);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long READ_AT_ONCE = 64 * 1024;
    private static final int PARTIAL = 206;
    private static final int NOT_MODIFIED = 304;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final OkHttpClient client;
    private final String userAgent;
    private final Clock clock;

    /** @param timeout for one request with its redirects apart, body included */
    public Web(String userAgent, Duration timeout, Clock clock) {
        this.userAgent = userAgent;
        this.clock = clock;
        client = new OkHttpClient.Builder()
                .followRedirects(false)
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
    }

    @FunctionalInterface
    private interface Reading {
        Reply read(HttpUrl url, Response response) throws IOException;
    }

    private Reply follow(URI address, Map<String, String> headers, Reading reading) {
        var url = HttpUrl.get(address);
        if (url == null) {
            return failed(0, "no http(s) address: " + address);
        }
        try {
            for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
                var request = new Request.Builder()
                        .url(url)
                        .headers(Headers.of(headers))
                        .header("User-Agent", userAgent)
                        .build();
                try (var response = client.newCall(request).execute()) {
                    if (!REDIRECT_CODES.contains(response.code())) {
                        return reading.read(url, response);
                    }
                    var next = response.header("Location") == null ? null : url.resolve(response.header("Location"));
                    if (next == null) {
                        return failed(response.code(), "redirect to nowhere");
                    }
                    url = next;
                }
            }
            return failed(0, "more than " + REDIRECTS + " redirects");
        } catch (IOException e) {
            return failed(0, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private Reply whole(HttpUrl url, Response response, int maxBytes) throws IOException {
        if (response.code() == NOT_MODIFIED) {
            return new Reply.NotModified(response.headers(), retryAfter(response));
        }
        if (!response.isSuccessful()) {
            return new Reply.Failed(response.code(), "status " + response.code(), retryAfter(response));
        }
        var source = response.body().source();
        var body = new Buffer();
        while (body.size() <= maxBytes && source.read(body, READ_AT_ONCE) >= 0) {
            // until the end or too much
        }
        if (body.size() > maxBytes) {
            return failed(response.code(), "longer than " + maxBytes + " bytes");
        }
        return page(url, response, body.readByteArray());
    }

    private Reply tail(HttpUrl url, Response response, int lastBytes, long maxBytes) throws IOException {
        if (!response.isSuccessful()) {
            return new Reply.Failed(response.code(), "status " + response.code(), retryAfter(response));
        }
        BufferedSource source = response.body().source();
        var body = new Buffer();
        long total = 0;
        for (long n; (n = source.read(body, READ_AT_ONCE)) >= 0; ) {
            total += n;
            if (total > maxBytes) {
                return failed(response.code(), "longer than " + maxBytes + " bytes");
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

    private static Reply.Failed failed(int status, String reason) {
        return new Reply.Failed(status, reason, Optional.empty());
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    private Optional<Duration> retryAfter(Response response) {
        String value = response.header("Retry-After");
        if (value == null) {
            return Optional.empty();
        }
        if (value.strip().matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
        }
        return Optional.ofNullable(response.headers().getInstant("Retry-After"))
                .map(until -> Duration.between(clock.instant(), until))
                .filter(wait -> !wait.isNegative());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
