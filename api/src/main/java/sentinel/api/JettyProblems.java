package sentinel.api;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import sentinel.service.json.Json;

/** Answers requests that Jetty refuses before any route has seen them, with a problem instead of a page of HTML. */
final class JettyProblems extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String id = RequestId.next();
        var headers = response.getHeaders();
        headers.put(RequestId.HEADER, id);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        CommonHeaders.SECURITY.forEach((name, value) -> headers.put(name, value));
        String reason = HttpStatus.getMessage(code);
        var problem =
                Problem.of(code, reason, message == null ? reason : message).ofRequest(id);
        response.write(true, ByteBuffer.wrap(Json.encode(problem)), callback);
    }
}
