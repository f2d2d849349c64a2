package sentinel.simulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 on several addresses with one port and one thread: connections are kept alive, a delayed answer holds no
 * thread, and an answer may be cut off in the middle. Heavy answers are made by a small pool of their own.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_CONNECTIONS = 4096;
    private static final int PORT_ATTEMPTS = 50;
    private static final int WORKERS = 4;
    private static final int MAX_HEAVY_WAITING = 4096;

    private final Selector selector;
    private final List<ServerSocketChannel> listeners;
    private final int port;
    private final Handler handler;
    private final ExecutorService workers;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timed> timed = new PriorityQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    private HttpServer(Selector selector, List<ServerSocketChannel> listeners, int port, Handler handler) {
        this.port = port;
        this.selector = selector;
        this.listeners = listeners;
        this.handler = handler;
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(MAX_HEAVY_WAITING),
                task -> daemon(task, "newsroom-worker"),
                new ThreadPoolExecutor.CallerRunsPolicy());
        this.thread = daemon(this::run, "newsroom-http");
    }

    /** Listeners that are bound and wait for a handler: what they serve may depend on the port they got. */
    public static final class Bound implements Closeable {
        private final List<ServerSocketChannel> listeners;
        private final int port;

        private Bound(List<ServerSocketChannel> listeners, int port) {
            this.listeners = listeners;
            this.port = port;
        }

        /** The one port of all hosts. */
        public int port() {
            return port;
        }

        public HttpServer serve(Handler handler) {
            try {
                var selector = Selector.open();
                var server = new HttpServer(selector, listeners, port, handler);
                for (var listener : listeners) {
                    listener.configureBlocking(false);
                    listener.register(selector, SelectionKey.OP_ACCEPT);
                }
                server.thread.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            listeners.forEach(HttpServer::closeQuietly);
        }
    }

    /**
     * Binds every host to one port; with port 0 to one that is free on all of them.
     *
     * @throws UncheckedIOException a port is taken or a host is not ours; the message says which
     */
    public static Bound bind(List<String> hosts, int port) {
        for (int attempt = 1; ; attempt++) {
            var listeners = new ArrayList<ServerSocketChannel>();
            int actual = port;
            try {
                for (var host : hosts) {
                    var listener = ServerSocketChannel.open();
                    listeners.add(listener);
                    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                    try {
                        listener.bind(new InetSocketAddress(host, actual), 1024);
                    } catch (IOException e) {
                        var named =
                                new BindException("cannot listen on " + host + ":" + actual + ": " + e.getMessage());
                        named.initCause(e);
                        throw named;
                    }
                    actual = ((InetSocketAddress) listener.getLocalAddress()).getPort();
                }
                return new Bound(listeners, actual);
            } catch (IOException e) {
                listeners.forEach(HttpServer::closeQuietly);
                if (port != 0 || attempt == PORT_ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** The port of all its addresses. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    private void run() {
        try {
            while (!closing) {
                selector.select(key -> handle(key), untilNextTimed());
                for (Runnable task; (task = tasks.poll()) != null; ) {
                    task.run();
                }
                long now = System.nanoTime();
                while (!timed.isEmpty() && timed.peek().atNanos() - now <= 0) {
                    timed.poll().task().run();
                }
            }
        } catch (IOException e) {
            LOG.error("newsroom_server_failed", e);
        } finally {
            selector.keys().forEach(key -> closeQuietly(key.channel()));
            listeners.forEach(HttpServer::closeQuietly);
            closeQuietly(selector);
        }
    }

    /** Milliseconds; 0 waits for ever. */
    private long untilNextTimed() {
        var next = timed.peek();
        return next == null ? 0 : Math.max(1, (next.atNanos() - System.nanoTime() + 999_999) / 1_000_000);
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else {
                ((Connection) key.attachment()).ready();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("newsroom_connection_lost reason=\"{}\"", e.toString());
            closeQuietly(key.channel());
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        for (SocketChannel channel; (channel = listener.accept()) != null; ) {
            if (selector.keys().size() > MAX_CONNECTIONS) {
                closeQuietly(channel);
                continue;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SocketAddress local = channel.getLocalAddress();
            var key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new Connection(this, channel, key, hostOf(local)));
        }
    }

    private static String hostOf(SocketAddress address) {
        return ((InetSocketAddress) address).getAddress().getHostAddress();
    }

    /** Has the request answered; {@link Connection#send} is then called on the server's thread. */
    void dispatch(Request request, Connection connection) {
        if (handler.isHeavy(request)) {
            workers.execute(() -> {
                var answer = answer(request);
                tasks.add(() -> sendWhenDue(answer, connection));
                selector.wakeup();
            });
        } else {
            sendWhenDue(answer(request), connection);
        }
    }

    private Answer answer(Request request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException e) {
            LOG.error("newsroom_answer_failed path={}", request.path(), e);
            return Answer.text(500, "the newsroom failed: " + e + "\n");
        }
    }

    private void sendWhenDue(Answer answer, Connection connection) {
        if (answer.delay().isZero()) {
            connection.sendOrClose(answer);
        } else {
            timed.add(new Timed(System.nanoTime() + answer.delay().toNanos(), () -> connection.sendOrClose(answer)));
        }
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.debug("newsroom_close_failed reason=\"{}\"", e.toString());
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var made = new Thread(task, name);
        made.setDaemon(true);
        return made;
    }

    private record Timed(long atNanos, Runnable task) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            return Long.compare(atNanos - other.atNanos, 0);
        }
    }
}
