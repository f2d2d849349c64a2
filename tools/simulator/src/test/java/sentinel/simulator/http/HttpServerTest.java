package sentinel.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpServerTest {

    private final HttpServer server = HttpServer.bind(List.of("127.0.0.1", "127.0.1.1"), 0)
            .serve(new Handler() {
                @Override
                public Answer answer(Request request) {
                    if (request.path().equals("/bug")) {
                        throw new IllegalStateException("a bug");
                    }
                    return Answer.text(
                            200,
                            request.localHost() + " " + request.method() + " " + request.path() + " " + request.body());
                }

                @Override
                public boolean isHeavy(Request request) {
                    return request.path().startsWith("/heavy");
                }
            });

    @AfterEach
    void close() {
        server.close();
    }

    /** Sends bytes and returns all that comes until the server closes or as much has come as expected. */
    private String talk(String host, String send, String until) throws IOException {
        try (var socket = new Socket(host, server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(send.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            var got = new StringBuilder();
            for (int c; !got.toString().contains(until) && (c = in.read()) >= 0; ) {
                got.append((char) c);
            }
            return got.toString();
        }
    }

    @Test
    void given_two_hosts_when_each_is_asked_then_the_request_says_which() throws IOException {
        assertThat(talk("127.0.0.1", "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "/a"))
                .contains("127.0.0.1 GET /a");
        assertThat(talk("127.0.1.1", "GET /a HTTP/1.1\r\nHost: x\r\n\r\n", "/a"))
                .contains("127.0.1.1 GET /a");
    }

    @Test
    void given_requests_sent_together_when_answered_then_in_order_on_one_connection() throws IOException {
        var answers = talk(
                "127.0.0.1",
                "GET /heavy HTTP/1.1\r\n\r\nPOST /b HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /last HTTP/1.1\r\n\r\n",
                "/last");
        assertThat(answers.indexOf("GET /heavy")).isPositive().isLessThan(answers.indexOf("POST /b hi"));
        assertThat(answers.indexOf("POST /b hi")).isLessThan(answers.indexOf("GET /last"));
    }

    @Test
    void given_a_chunked_body_when_sent_then_it_is_put_together() throws IOException {
        assertThat(talk(
                        "127.0.0.1",
                        "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
                        "abcde"))
                .contains("POST /c abcde");
    }

    @Test
    void given_http_1_0_or_connection_close_when_answered_then_the_connection_ends() throws IOException {
        assertThat(talk("127.0.0.1", "GET /a HTTP/1.0\r\n\r\n", "never")).contains("Connection: close");
        assertThat(talk("127.0.0.1", "GET /a HTTP/1.1\r\nConnection: close\r\n\r\n", "never"))
                .contains("GET /a");
    }

    @Test
    void given_a_head_request_when_answered_then_without_a_body() throws IOException {
        assertThat(talk("127.0.0.1", "HEAD /a HTTP/1.1\r\nConnection: close\r\n\r\n", "never"))
                .endsWith("\r\n\r\n");
    }

    @Test
    void given_a_handler_that_fails_when_asked_then_500_and_the_server_goes_on() throws IOException {
        assertThat(talk("127.0.0.1", "GET /bug HTTP/1.1\r\n\r\n", "a bug")).startsWith("HTTP/1.1 500");
        assertThat(talk("127.0.0.1", "GET /a HTTP/1.1\r\n\r\n", "/a")).startsWith("HTTP/1.1 200");
    }
}
