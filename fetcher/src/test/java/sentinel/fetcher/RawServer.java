package sentinel.fetcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that knows no HTTP: it sends what its script says, and as slowly. A connection carries one answer after another. */
final class RawServer implements AutoCloseable {

    /** What is sent for one request. */
    interface Script {
        void answer(Wire wire, String target) throws IOException, InterruptedException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Script script;

    RawServer(Script script) throws IOException {
        this.script = script;
        start(this::accept);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getLocalPort() + path;
    }

    int requests() {
        return requests.get();
    }

    /** One side of a connection. */
    final class Wire {
        private final OutputStream out;
        private boolean more = true;

        private Wire(OutputStream out) {
            this.out = out;
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(ISO_8859_1));
            out.flush();
        }

        /** One character at a time. */
        void dribble(String text, long everyMillis) throws IOException, InterruptedException {
            for (int i = 0; i < text.length() && !pause(everyMillis); i++) {
                send(text.substring(i, i + 1));
            }
        }

        /** @return whether the server was closed meanwhile */
        boolean pause(long millis) throws InterruptedException {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        }

        void stall() throws InterruptedException {
            closed.await();
        }

        void hangUp() {
            more = false;
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                var socket = server.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            var wire = new Wire(socket.getOutputStream());
            for (String line = in.readLine(); line != null && wire.more; line = wire.more ? in.readLine() : null) {
                String target = line.split(" ", 3)[1];
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                requests.incrementAndGet();
                script.answer(wire, target);
            }
        } catch (IOException e) {
            // the client has gone: what these tests are about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
