package sentinel.launcher;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.embedded.EmbeddedKafka;
import sentinel.embedded.EmbeddedRedis;
import sentinel.service.command.RunningSentinel;
import sentinel.service.kafka.HangingTransactions;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** Every stage in this JVM, wired by the same code as their own mains, with Spark in a child process. */
final class AllInOne {

    private final Map<String, String> env;
    private final Map<String, String> flags;
    private final DataDirectory data;
    private final String afterwards;
    private final long started = System.nanoTime();

    private AllInOne(Map<String, String> env, Map<String, String> flags, DataDirectory data, String afterwards) {
        this.env = env;
        this.flags = flags;
        this.data = data;
        this.afterwards = afterwards;
    }

    /**
     * Runs until the process is asked to stop. Closes the data directory.
     *
     * @param environment variables that are set and not blank
     * @param flags what messages call some of them, by variable
     * @param afterwards what becomes of the data, for the one who ends it
     */
    static void run(Map<String, String> environment, Map<String, String> flags, DataDirectory data, String afterwards) {
        var env = new HashMap<>(environment);
        env.put("SENTINEL_DATA", data.path().toString());
        try (var scope = new Scope()) {
            scope.add(data);
            new AllInOne(env, flags, data, afterwards).run(scope);
        }
    }

    private void run(Scope scope) {
        boolean ownKafka = !env.containsKey("KAFKA_BOOTSTRAP_SERVERS");
        boolean ownRedis = !env.containsKey("REDIS_URL");
        // Before anything starts: a wrong setting costs no time.
        var settings = Env.read(env, flags, UpConfig::from);
        requireFree(settings.services().port());
        var disk = DiskWatch.of(data.path(), settings.leastFreeMegabytes());
        disk.requireRoomToStart();
        var kafkaDirectory = data.path().resolve("kafka");
        int kafkaPort = ownKafka ? EmbeddedKafka.port(kafkaDirectory) : 0;
        if (ownKafka) {
            env.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + kafkaPort);
        }
        announce(settings.services().port());

        if (ownKafka) {
            step("kafka", () -> {
                var kafka = scope.add(EmbeddedKafka.start(kafkaDirectory, kafkaPort));
                HangingTransactions.abortAll(kafka.bootstrapServers()); // while nobody uses it
                return kafka;
            });
        }
        var context = new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
        context.health().halt("disk", disk::problem);
        if (ownRedis) {
            var redis = step(
                    "redis", () -> scope.add(EmbeddedRedis.start(data.path().resolve("redis"), 0)));
            env.put("REDIS_URL", redis.url());
            context.health().check("redis", redis::problem);
        }
        var loops = new ArrayList<Loop>();
        var silver =
                new SilverProcess(env, Home.directory().resolve("sentinel"), directory("logs"), () -> context.health()
                        .halted()
                        .isPresent());
        context.health().check("silver", silver::problem);
        loops.add(silver);
        var services = Env.read(env, flags, Services::from);
        loops.addAll(step("services", () -> services.wire(context)));
        loops.add(new Notices(context.health(), Clock.systemUTC(), AllInOne::say, () -> report(services.port())));
        scope.runUntilStopped(Loop.all(loops.toArray(Loop[]::new)));
        say("stopped");
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(data.path().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new UserError("port " + port + " is in use; stop the process that uses it, or choose another with "
                    + flags.getOrDefault("SENTINEL_PORT", "SENTINEL_PORT"));
        }
    }

    private void announce(int port) {
        var kafka = Env.read(env, KafkaSettings::from);
        try {
            data.announce(RunningSentinel.here(
                    port, kafka.bootstrapServers(), kafka.topics().prefix()));
            data.list(Home.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T step(String name, Supplier<T> start) {
        long before = System.nanoTime();
        T result = start.get();
        say("%-10s started in %.1f s".formatted(name, seconds(before)));
        return result;
    }

    private void report(int port) {
        say(
                """
                ready in %.0f s

                  dashboard   http://127.0.0.1:%d/
                  articles    curl 'http://127.0.0.1:%d/articles?limit=5'
                  data        %s   (log: logs/sentinel.log, logs/silver.log)
                  stop it     Ctrl-C; %s
                """
                        .formatted(seconds(started), port, port, data.path(), afterwards));
    }

    private static double seconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
    }

    private static void say(String line) {
        System.err.println("sentinel: " + line);
    }
}
