package sentinel.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.TreeMap;
import sentinel.service.json.Json;

/** How a request is answered: with 304 where the client has the reply already, and with a problem where it fails. */
final class Replies {

    private static final String JSON = "application/json";

    private Replies() {}

    /** Makes the body of a reply. */
    interface Body {
        byte[] bytes() throws IOException;
    }

    /**
     * JSON that depends only on the URL and a version.
     *
     * @param body called only if the client does not have this version
     */
    static void json(Context request, String version, Body body) throws IOException {
        var query = new TreeMap<>(request.queryParamMap());
        String etag = Etag.of(version, request.path(), query.toString(), coding(request));
        send(request, etag, "no-cache", JSON, body);
    }

    /** JSON that is made for this request. */
    static void json(Context request, int status, Object reply) {
        request.status(status);
        request.contentType(JSON).result(Json.encode(reply));
    }

    /** A file of the dashboard. */
    static void asset(Context request, Dashboard.Asset asset) throws IOException {
        send(request, Etag.of(asset.version(), coding(request)), asset.cacheControl(), asset.type(), asset::content);
    }

    static void text(Context request, String contentType, String text) {
        request.contentType(contentType).result(text);
    }

    static void problem(Context request, Problem problem) {
        request.status(problem.status());
        request.removeHeader("ETag");
        request.header("Cache-Control", "no-store");
        request.contentType(Problem.CONTENT_TYPE).result(Json.encode(problem.ofRequest(RequestId.of(request))));
    }

    private static void send(Context request, String etag, String cacheControl, String type, Body body)
            throws IOException {
        request.header("ETag", etag);
        request.header("Cache-Control", cacheControl);
        if (Etag.matches(etag, request.header("If-None-Match"))) {
            request.status(304);
        } else {
            request.contentType(type).result(body.bytes());
        }
    }

    /** Part of the tag: the same reply in another coding is another sequence of bytes. */
    private static String coding(Context request) {
        String accepted = request.header("Accept-Encoding");
        return accepted != null && accepted.contains("gzip") ? "gzip" : "";
    }
}
