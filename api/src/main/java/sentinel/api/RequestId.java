package sentinel.api;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** A name for each request, by which a reply is found in the log. It is ours: what a client sends is not taken. */
final class RequestId {

    static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "sentinel.request-id";

    private RequestId() {}

    /** Sixteen hexadecimal digits. */
    static String next() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** Names a request, and says so in its reply. */
    static void name(Context request) {
        String id = next();
        request.attribute(ATTRIBUTE, id);
        request.header(HEADER, id);
    }

    /** The name of a request that has one. */
    static String of(Context request) {
        return requireNonNull(request.<String>attribute(ATTRIBUTE), "each request is named before it is handled");
    }
}
