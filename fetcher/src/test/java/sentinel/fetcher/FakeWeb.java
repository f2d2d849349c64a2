package sentinel.fetcher;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A web server by script: pages that are good, moved, slow, cut off, huge or lying. */
final class FakeWeb implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final Map<String, MockResponse> routes = new ConcurrentHashMap<>();
    private final Map<String, Integer> hits = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> requestsByConnection = new ConcurrentHashMap<>();
    private final Map<String, RecordedRequest> last = new ConcurrentHashMap<>();
    private final String scheme;
    private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger conditional = new AtomicInteger();
    private final AtomicInteger notModified = new AtomicInteger();
    private volatile boolean lying;
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile Duration delay = Duration.ZERO;
    private volatile String heldBack;

    FakeWeb() throws IOException {
        this(null);
    }

    /** @param secure its certificates, for https and HTTP/2; null for plain http */
    FakeWeb(SSLSocketFactory secure) throws IOException {
        scheme = secure == null ? "http" : "https";
        if (secure != null) {
            server.useHttps(secure);
        }
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                String target = request.getTarget();
                hits.merge(target, 1, Integer::sum);
                requestsByConnection.merge(request.getConnectionIndex(), 1, Integer::sum);
                last.put(target, request);
                arrivals.add(System.nanoTime());
                if (heldBack != null && target.startsWith(heldBack)) {
                    gate.await();
                }
                var response = routes.getOrDefault(
                        target, new MockResponse.Builder().code(404).build());
                if (isKnown(request, response)) {
                    notModified.incrementAndGet();
                    response = new MockResponse.Builder().code(304).build();
                }
                return target.equals("/robots.txt") || delay.isZero()
                        ? response
                        : response.newBuilder()
                                .headersDelay(delay.toMillis(), TimeUnit.MILLISECONDS)
                                .build();
            }
        });
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    private boolean isKnown(RecordedRequest request, MockResponse response) {
        String etag = request.getHeaders().get("If-None-Match");
        String since = request.getHeaders().get("If-Modified-Since");
        if (etag != null || since != null) {
            conditional.incrementAndGet();
        }
        return etag != null
                ? lying || etag.equals(response.getHeaders().get("ETag"))
                : since != null && since.equals(response.getHeaders().get("Last-Modified"));
    }

    /** Answers "not modified" to whoever names an entity tag, from now on. */
    void lie() {
        lying = true;
    }

    /** Requests for a page if it changed, so far. */
    int conditional() {
        return conditional.get();
    }

    /** Answers that it did not, so far. */
    int notModified() {
        return notModified.get();
    }

    String url(String path) {
        return scheme + "://127.0.0.1:" + server.getPort() + path;
    }

    /** Connections that carried a request. */
    int connections() {
        return requestsByConnection.size();
    }

    RecordedRequest last(String path) {
        return last.get(path);
    }

    int port() {
        return server.getPort();
    }

    int hits(String path) {
        return hits.getOrDefault(path, 0);
    }

    int hitsBelow(String prefix) {
        return hits.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** When each request came, in order: {@code nanoTime}. */
    List<Long> arrivals() {
        return arrivals.stream().sorted().toList();
    }

    /** Every answer but robots.txt takes so long from now on. */
    void delay(Duration each) {
        delay = each;
    }

    void page(String path, String html) {
        bytes(path, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(String path, String contentType, byte[] body, String... headers) {
        var response = new MockResponse.Builder().code(200).body(new Buffer().write(body));
        if (contentType != null) {
            response.setHeader("Content-Type", contentType);
        }
        for (int i = 0; i < headers.length; i += 2) {
            response.setHeader(headers[i], headers[i + 1]);
        }
        routes.put(path, response.build());
    }

    /** A page that its server knows by an entity tag. */
    void page(String path, String html, String etag) {
        bytes(path, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), "ETag", etag);
    }

    /** Nothing below this is answered until {@link #letGo}. */
    void holdBack(String prefix) {
        heldBack = prefix;
    }

    void letGo() {
        gate.countDown();
    }

    void robots(String text) {
        bytes("/robots.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    void status(String path, int code, String... headers) {
        var response = new MockResponse.Builder().code(code).body("<p>status " + code);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeaderLenient(headers[i], headers[i + 1]); // also what no honest server sends
        }
        routes.put(path, response.build());
    }

    void redirect(String path, int code, String target) {
        status(path, code, "Location", target);
    }

    /** Takes the request and never answers. */
    void stall(String path) {
        routes.put(
                path,
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());
    }

    /** Sends a page a few bytes at a time. */
    void drip(String path) {
        routes.put(
                path,
                new MockResponse.Builder()
                        .setHeader("Content-Type", "text/html")
                        .body("<p>" + "word ".repeat(2_000))
                        .throttleBody(10, 100, TimeUnit.MILLISECONDS)
                        .build());
    }

    /** Ends the connection in the middle of the body. */
    void cutOff(String path) {
        routes.put(
                path,
                new MockResponse.Builder()
                        .setHeader("Content-Type", "text/html")
                        .body("<p>" + "word ".repeat(20_000))
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());
    }

    @Override
    public void close() {
        letGo();
        server.close();
    }

    /** A small news page of our own with what surrounds an article everywhere. */
    static String article(String title, String author) {
        return """
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s | The Example Gazette</title>
                <meta property="og:site_name" content="The Example Gazette">
                <script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","datePublished":"2026-03-04T05:06:07Z",
                 "author":[{"@type":"Person","name":"%s"}]}</script></head>
                <body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
                <main><article><h1>%s</h1><div class="byline">By %s</div>
                <p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would not stop for another nine.</p>
                <p>Ships that were to leave for the islands stayed where they were, and their crews, who had read every book in the
                town's library, began to read them again, from the end to the beginning.</p>
                <p>"It is not the water that we mind," said one of them, "it is the waiting, and the soup." The soup is served at noon.</p>
                </article><div class="newsletter"><p>Newsletter: sign up for our letters and receive, every morning, the news of the day before.</p></div></main>
                <footer>Copyright 2026 The Example Gazette</footer></body></html>
                """
                .formatted(title, title, author, title, author);
    }
}
