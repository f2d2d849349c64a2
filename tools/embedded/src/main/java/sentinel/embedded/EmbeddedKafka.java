package sentinel.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker and controller (KRaft, one node) in this JVM, its data kept in a directory between starts. */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final int NODE_ID = 1;
    /** The same at every start: a formatted directory refuses another. 16 bytes in base64url, as Kafka wants it. */
    private static final String CLUSTER_ID = "c2VudGluZWwtZW1iZWRkZQ";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The port that the directory's broker will listen on: that of the last start, unless another process took it.
     * Made and kept by the first call.
     */
    public static int port(Path directory) {
        return ports(directory, 0).client();
    }

    /**
     * Starts the broker on 127.0.0.1 and waits until it takes requests.
     *
     * @param directory of the log; formatted when empty
     * @param port 0 takes that of the last start, or a free one
     */
    public static EmbeddedKafka start(Path directory, int port) {
        var ports = ports(directory, port);
        format(directory);
        var server = new KafkaRaftServer(new KafkaConfig(settings(directory, ports)), Time.SYSTEM);
        server.startup();
        var kafka = new EmbeddedKafka(server, "127.0.0.1:" + ports.client());
        try {
            kafka.makeReady();
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
        return kafka;
    }

    /** {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static BrokerPorts ports(Path directory, int port) {
        try {
            if (!BrokerPorts.areKeptIn(directory)) {
                MetadataOfNewerBroker.makeReadable(directory);
            }
            return BrokerPorts.of(directory, port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + directory, e);
        }
    }

    private static void format(Path directory) {
        try {
            Files.createDirectories(directory);
            new Formatter()
                    .setNodeId(NODE_ID)
                    .setClusterId(CLUSTER_ID)
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory + " for Kafka", e);
        }
    }

    private static Properties settings(Path directory, BrokerPorts ports) {
        var p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE_ID));
        p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + ports.controller());
        var clients = "PLAINTEXT://127.0.0.1:" + ports.client();
        p.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + ports.controller());
        p.put("advertised.listeners", clients);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", directory.toString());
        p.put("auto.create.topics.enable", "false");
        // One node: everything that is replicated elsewhere has one copy here.
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "4");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "4");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("share.coordinator.state.topic.num.partitions", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("message.max.bytes", Integer.toString(17 * 1024 * 1024));
        p.put("log.segment.bytes", Integer.toString(128 * 1024 * 1024));
        p.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024)); // 128 MB by default
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        return p;
    }

    private void makeReady() {
        var settings = Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) START_TIMEOUT.toMillis());
        try (var admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the embedded Kafka broker did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the embedded Kafka broker started", e);
        }
    }
}
