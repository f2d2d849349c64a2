package sentinel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A real Redis server as a child process, its append-only file kept in a directory between starts. */
public final class EmbeddedRedis implements AutoCloseable {

    private final RedisServer server;
    private final int port;

    private EmbeddedRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the server on 127.0.0.1 and waits until it answers.
     *
     * @param directory of the append-only file
     * @param port 0 takes a free one
     */
    public static EmbeddedRedis start(Path directory, int port) {
        int listen = port == 0 ? FreePort.find() : port;
        try {
            Files.createDirectories(directory);
            var server = RedisServer.newRedisServer()
                    .bind("127.0.0.1")
                    .port(listen)
                    .setting("dir " + directory.toAbsolutePath())
                    .setting("appendonly yes")
                    .setting("appendfsync everysec")
                    .setting("save \"\"")
                    .build();
            server.start();
            return new EmbeddedRedis(server, listen);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Redis in " + directory, e);
        }
    }

    /** {@code redis://host:port}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop Redis", e);
        }
    }
}
