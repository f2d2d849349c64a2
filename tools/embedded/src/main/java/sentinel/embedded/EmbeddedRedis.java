package sentinel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis server as a process of its own, its append-only file kept in a directory between starts. One that ends is
 * started again on the same port. It ends with this JVM, however that ends; one that was left behind all the same is
 * found by the configuration in the directory and ended at the next start.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Looks in a row at which no connection was accepted: then it ended, whatever the table of processes says. */
    private static final int REFUSALS = 4;

    private final Path home;
    private final int port;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread supervisor = new Thread(this::supervise, "redis-supervisor");
    private volatile RedisDaemon daemon;
    private volatile @Nullable String problem;

    private EmbeddedRedis(Path home, int port) throws IOException {
        this.home = home;
        this.port = port;
        startDaemon();
        supervisor.setDaemon(true);
    }

    /**
     * Starts the server on 127.0.0.1 and waits until it answers.
     *
     * @param directory of the append-only file
     * @param port 0 takes a free one
     */
    public static EmbeddedRedis start(Path directory, int port) {
        try {
            if (RedisPort.endLeftOver(directory)) {
                log.info("redis_left_behind directory={} action=ended", directory);
            }
            Files.createDirectories(directory);
            var redis = new EmbeddedRedis(directory.toRealPath(), port == 0 ? FreePort.find() : port);
            redis.supervisor.start();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Redis in " + directory, e);
        }
    }

    /** {@code redis://host:port}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Why it does not run, for a health check; empty when it does. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Of the server. */
    long pid() {
        return daemon.pid();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            supervisor.join(START_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RedisPort.shutDown(port);
        daemon.close();
    }

    private void startDaemon() throws IOException {
        daemon = RedisDaemon.start(home, writeConfiguration(home, port));
        try {
            awaitAnswer();
        } catch (IOException e) {
            daemon.close();
            throw e;
        }
    }

    private void supervise() {
        int refusals = 0;
        while (!isClosedWithin(LOOK)) {
            refusals = RedisPort.refuses(port) ? refusals + 1 : 0;
            if (refusals < REFUSALS && daemon.isAlive()) {
                continue;
            }
            problem = "Redis ended and is being restarted; see " + home.resolve("redis.log");
            log.error("redis_ended port={} log={} action=restart", port, home.resolve("redis.log"));
            daemon.close();
            try {
                startDaemon();
                problem = null;
                refusals = 0;
                log.info("redis_started_again port={}", port);
            } catch (IOException e) {
                problem = "Redis ended and cannot be restarted: " + e.getMessage();
                log.warn("redis_not_started port={}", port, e);
            }
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    static Path writeConfiguration(Path home, int port) throws IOException {
        return Files.writeString(
                home.resolve(RedisPort.CONFIG),
                """
                bind 127.0.0.1
                port %d
                daemonize yes
                pidfile "%s"
                logfile "%s"
                dir "%s"
                appendonly yes
                appendfsync everysec
                save ""
                """
                        .formatted(port, home.resolve(RedisDaemon.PID_FILE), home.resolve("redis.log"), home));
    }

    private void awaitAnswer() throws IOException {
        var deadline = Instant.now().plus(START_TIMEOUT);
        while (!"+PONG".equals(RedisPort.ask(port, "PING"))) { // -LOADING while the append-only file is read
            if (!daemon.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IOException("Redis does not answer on port " + port + "; see " + home.resolve("redis.log"));
            }
            RedisPort.pause();
        }
    }
}
