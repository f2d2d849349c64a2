package sentinel.simulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client: reads a request, waits for its answer, writes it, and begins again. Used by the server's thread only. */
final class Connection {

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final String localHost;
    private byte[] in = new byte[4096];
    private int inLength;
    private boolean continueSent;
    private boolean closeAfterwards;
    private boolean headOnly;
    private ByteBuffer[] out = {};

    Connection(HttpServer server, SocketChannel channel, SelectionKey key, String localHost) {
        this.server = server;
        this.channel = channel;
        this.key = key;
        this.localHost = localHost;
    }

    void ready() throws IOException {
        if (key.isWritable()) {
            write();
        } else if (key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        if (inLength == in.length) {
            in = Arrays.copyOf(in, in.length * 2);
        }
        int read = channel.read(ByteBuffer.wrap(in, inLength, in.length - inLength));
        if (read < 0) {
            channel.close();
            return;
        }
        inLength += read;
        nextRequest();
    }

    private void nextRequest() throws IOException {
        int headEnd = headEnd();
        if (headEnd < 0) {
            if (inLength > MAX_HEAD_BYTES) {
                channel.close();
                return;
            }
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        String head = new String(in, 0, headEnd, StandardCharsets.ISO_8859_1);
        var lines = head.split("\r\n", -1);
        var requestLine = lines[0].split(" ", -1);
        if (requestLine.length != 3) {
            channel.close();
            return;
        }
        var headers = headers(lines);
        int bodyStart = headEnd + 4;
        boolean chunked = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
        var body = chunked ? chunkedBody(bodyStart) : plainBody(bodyStart, headers);
        if (body == null) {
            if (inLength > MAX_BODY_BYTES) {
                channel.close();
                return;
            }
            if (!continueSent && headers.containsKey("expect")) {
                channel.write(ByteBuffer.wrap(CONTINUE));
                continueSent = true;
            }
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        System.arraycopy(in, body.end(), in, 0, inLength - body.end());
        inLength -= body.end();
        continueSent = false;
        headOnly = requestLine[0].equals("HEAD");
        closeAfterwards = headers.getOrDefault("connection", "").equalsIgnoreCase("close")
                || (requestLine[2].equals("HTTP/1.0")
                        && !headers.getOrDefault("connection", "").equalsIgnoreCase("keep-alive"));
        key.interestOps(0);
        server.dispatch(request(requestLine[0], requestLine[1], headers, body.text()), this);
    }

    private Request request(String method, String target, Map<String, String> headers, String body) {
        String path = target;
        if (target.startsWith("http://")) {
            int slash = target.indexOf('/', "http://".length());
            path = slash < 0 ? "/" : target.substring(slash);
        }
        int question = path.indexOf('?');
        return new Request(
                method,
                localHost,
                question < 0 ? path : path.substring(0, question),
                question < 0 ? "" : path.substring(question + 1),
                headers,
                body);
    }

    private int headEnd() {
        for (int i = 3; i < inLength; i++) {
            if (in[i] == '\n' && in[i - 1] == '\r' && in[i - 2] == '\n' && in[i - 3] == '\r') {
                return i - 3;
            }
        }
        return -1;
    }

    private static Map<String, String> headers(String[] lines) {
        var headers = new HashMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).trim());
            }
        }
        return headers;
    }

    /** Text of a body and the index after it. */
    private record Body(String text, int end) {}

    /** Null while it is not complete, as the next. */
    private @Nullable Body plainBody(int start, Map<String, String> headers) {
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return inLength < start + length
                ? null
                : new Body(new String(in, start, length, StandardCharsets.UTF_8), start + length);
    }

    /** RFC 9112, 7.1, without trailers. */
    private @Nullable Body chunkedBody(int start) {
        var bytes = new java.io.ByteArrayOutputStream();
        int at = start;
        while (true) {
            int lineEnd = at;
            while (lineEnd + 1 < inLength && !(in[lineEnd] == '\r' && in[lineEnd + 1] == '\n')) {
                lineEnd++;
            }
            if (lineEnd + 1 >= inLength) {
                return null;
            }
            String line = new String(in, at, lineEnd - at, StandardCharsets.US_ASCII);
            int extension = line.indexOf(';');
            int size = Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
            int end = lineEnd + 2 + size + 2;
            if (inLength < end) {
                return null;
            }
            if (size == 0) {
                return new Body(bytes.toString(StandardCharsets.UTF_8), end);
            }
            bytes.write(in, lineEnd + 2, size);
            at = end;
        }
    }

    void sendOrClose(Answer answer) {
        try {
            send(answer);
        } catch (IOException | RuntimeException e) {
            HttpServer.closeQuietly(channel); // the client went away; it will ask again if it cares
        }
    }

    private void send(Answer answer) throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        int bodyBytes = answer.body().length;
        boolean cut = answer.sentBytes() >= 0;
        closeAfterwards |= cut;
        var head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(answer.status())
                .append(' ');
        head.append(reason(answer.status())).append("\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (answer.status() != 304 && answer.status() != 204) {
            head.append("Content-Length: ").append(bodyBytes).append("\r\n");
        }
        head.append(closeAfterwards && !cut ? "Connection: close\r\n\r\n" : "\r\n");
        int sent = headOnly || answer.status() == 304 ? 0 : cut ? Math.min(bodyBytes, answer.sentBytes()) : bodyBytes;
        out = new ByteBuffer[] {
            ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1)),
            ByteBuffer.wrap(answer.body(), 0, sent)
        };
        write();
    }

    private void write() throws IOException {
        channel.write(out);
        if (out[out.length - 1].hasRemaining() || out[0].hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
            return;
        }
        out = new ByteBuffer[] {};
        if (closeAfterwards) {
            channel.close();
        } else if (inLength > 0) {
            nextRequest();
        } else {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 410 -> "Gone";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }
}
