package sentinel.producers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A web server whose answers are scripted by path; 404 elsewhere. Remembers the requests. */
public final class TestWeb implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Function<RecordedRequest, MockResponse>> routes = new ConcurrentHashMap<>();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    public TestWeb() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                var route = routes.get(request.getUrl().encodedPath());
                return route == null ? status(404) : route.apply(request);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestWeb route(String path, Function<RecordedRequest, MockResponse> answer) {
        routes.put(path, answer);
        return this;
    }

    public TestWeb route(String path, MockResponse answer) {
        return route(path, request -> answer);
    }

    public TestWeb route(String path, byte[] body) {
        return route(path, body("application/octet-stream", body));
    }

    public URI uri(String path) {
        return server.url(path).uri();
    }

    public List<RecordedRequest> requests(String path) {
        return requests.stream()
                .filter(r -> r.getUrl().encodedPath().equals(path))
                .toList();
    }

    public static MockResponse status(int code, String... headers) {
        var response = new MockResponse.Builder().code(code);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        return response.build();
    }

    public static MockResponse body(String type, byte[] body, String... headers) {
        return status(200, headers)
                .newBuilder()
                .addHeader("Content-Type", type)
                .body(new Buffer().write(body))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
