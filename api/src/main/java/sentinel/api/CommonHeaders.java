package sentinel.api;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/**
 * The headers of every reply.
 *
 * @param corsOrigins web pages of these origins may read replies; {@code *} for all
 */
record CommonHeaders(List<String> corsOrigins) {
    CommonHeaders {
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** What every route answers. */
    static final String METHODS = "GET, HEAD, OPTIONS";

    /** Those that a browser must see with any reply. */
    static final Map<String, String> SECURITY = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin");

    void add(Context request) {
        RequestId.name(request);
        SECURITY.forEach(request::header);
        request.header("Vary", "Accept-Encoding");
        if (!corsOrigins.isEmpty()) {
            allowOrigin(request);
        }
    }

    private void allowOrigin(Context request) {
        request.header("Vary", "Accept-Encoding, Origin");
        String origin = request.header("Origin");
        boolean all = corsOrigins.contains("*");
        if (origin != null && (all || corsOrigins.contains(origin))) {
            request.header("Access-Control-Allow-Origin", all ? "*" : origin);
            request.header("Access-Control-Allow-Methods", METHODS);
            request.header("Access-Control-Allow-Headers", "If-None-Match, Content-Type");
            request.header("Access-Control-Expose-Headers", "ETag, " + RequestId.HEADER);
            request.header("Access-Control-Max-Age", "3600");
        }
    }
}
