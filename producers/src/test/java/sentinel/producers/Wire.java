package sentinel.producers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The wire to a server, which can be cut and mended. */
public final class Wire implements AutoCloseable {

    private final URI target;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    public Wire(String targetUrl) {
        target = URI.create(targetUrl);
        try {
            listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public String url() {
        return target.getScheme() + "://127.0.0.1:" + listening.getLocalPort();
    }

    public void cut() {
        cut = true;
        sockets.forEach(Wire::shut);
    }

    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var here = listening.accept();
                if (cut) {
                    here.close();
                    continue;
                }
                var there = new Socket(target.getHost(), target.getPort());
                sockets.add(here);
                sockets.add(there);
                start(() -> pump(here, there));
                start(() -> pump(there, here));
            } catch (IOException e) {
                // closed, or the other end refuses: the client sees it
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // cut
        }
        shut(from);
        shut(to);
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
