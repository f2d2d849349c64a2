package sentinel.api;

import io.javalin.http.Context;
import java.util.List;

/**
 * The headers of every reply.
 *
 * @param corsOrigins web pages of these origins may read replies; {@code *} for all
 */
record CommonHeaders(List<String> corsOrigins) {
    CommonHeaders {
        corsOrigins = List.copyOf(corsOrigins);
    }

    void add(Context request) {
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
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
            request.header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
            request.header("Access-Control-Allow-Headers", "If-None-Match, Content-Type");
            request.header("Access-Control-Expose-Headers", "ETag");
            request.header("Access-Control-Max-Age", "3600");
        }
    }
}
