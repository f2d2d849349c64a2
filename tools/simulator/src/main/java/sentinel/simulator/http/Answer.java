package sentinel.simulator.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the server sends, and how badly.
 *
 * @param body bytes of the body; not copied, because pages of 20 MB are shared by all who ask
 * @param delay time before the first byte is sent
 * @param sentBytes how many bytes of the body are sent before the connection is cut; the whole body and no cut when
 *     negative. {@code Content-Length} always promises the whole body.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; see body
public record Answer(int status, Map<String, String> headers, byte[] body, Duration delay, int sentBytes) {

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, Duration.ZERO, -1);
    }

    public static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer json(int status, byte[] json) {
        return of(status, "application/json", json);
    }

    public static Answer html(String html, Charset charset) {
        return of(200, "text/html; charset=" + charset.name().toLowerCase(Locale.ROOT), html.getBytes(charset));
    }

    public static Answer redirect(int status, String location) {
        return text(status, "see " + location + "\n").with("Location", location);
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delay, sentBytes);
    }

    public Answer withBody(byte[] other) {
        return new Answer(status, headers, other, delay, sentBytes);
    }

    /** The same, later. */
    public Answer after(Duration time) {
        return new Answer(status, headers, body, time, sentBytes);
    }

    /** The same, but the connection ends after so many bytes of the body. */
    public Answer cutAfter(int bytes) {
        return new Answer(status, headers, body, delay, bytes);
    }
}
