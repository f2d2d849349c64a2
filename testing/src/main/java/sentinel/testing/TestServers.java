package sentinel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import sentinel.common.config.KafkaSettings;
import sentinel.common.topic.TopicCreator;
import sentinel.common.topic.Topics;
import sentinel.embedded.EmbeddedKafka;
import sentinel.embedded.EmbeddedRedis;

/**
 * The Kafka and Redis of integration tests, started once a JVM: what {@code KAFKA_BOOTSTRAP_SERVERS} and {@code
 * REDIS_URL} name if set; containers with {@code -Pcontainers}; else the embedded servers.
 */
public final class TestServers {

    private static final String KAFKA_IMAGE = "apache/kafka:4.2.2";
    private static final String REDIS_IMAGE = "redis:7.4-alpine";
    private static final boolean CONTAINERS = Boolean.getBoolean("sentinel.test.containers");

    private TestServers() {}

    /** Settings with a topic prefix that nobody else uses, all topics created: tests do not see each other. */
    public static KafkaSettings kafka() {
        var topics = new Topics("test-" + UUID.randomUUID().toString().substring(0, 8));
        TopicCreator.createMissing(Kafka.BOOTSTRAP_SERVERS, topics);
        return new KafkaSettings(Kafka.BOOTSTRAP_SERVERS, topics, "0");
    }

    /** {@code redis://host:port}. Shared by all tests of the JVM: use keys of your own. */
    public static String redisUrl() {
        return Redis.URL;
    }

    /** Started when first asked for. */
    private static final class Kafka {
        static final String BOOTSTRAP_SERVERS = start();

        private static String start() {
            String given = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
            if (given != null) {
                return given;
            }
            if (CONTAINERS) {
                var container = new KafkaContainer(KAFKA_IMAGE);
                // By its port, not by a line of its log: how much an image logs is its own affair.
                container.waitingFor(Wait.forListeningPort());
                container.start();
                closeAtExit(container);
                return container.getBootstrapServers();
            }
            var kafka = EmbeddedKafka.start(temporary("kafka"), 0);
            closeAtExit(kafka);
            return kafka.bootstrapServers();
        }
    }

    /** Started when first asked for. */
    private static final class Redis {
        static final String URL = start();

        private static String start() {
            String given = System.getenv("REDIS_URL");
            if (given != null) {
                return given;
            }
            if (CONTAINERS) {
                var container = new GenericContainer<>(REDIS_IMAGE).withExposedPorts(6379);
                container.start();
                closeAtExit(container);
                return "redis://" + container.getHost() + ":" + container.getMappedPort(6379);
            }
            var redis = EmbeddedRedis.start(temporary("redis"), 0);
            closeAtExit(redis);
            return redis.url();
        }
    }

    private static Path temporary(String name) {
        try {
            return Files.createTempDirectory("sentinel-test-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAtExit(AutoCloseable server) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                server.close();
                            } catch (Exception e) {
                                throw new IllegalStateException("cannot stop " + server, e);
                            }
                        },
                        "stop-test-server"));
    }
}
