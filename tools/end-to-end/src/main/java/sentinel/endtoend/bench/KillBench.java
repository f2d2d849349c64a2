package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sentinel.contract.topic.Topics;
import sentinel.service.kafka.HangingTransactions;

/**
 * {@code ./sentinel bench kills [N]}: kills the process that holds the broker and a stage (SIGKILL) N times in the middle
 * of its transactions, starts it again on the same directory each time, and counts at the end: every message must have
 * come through once, and no transaction may stay open.
 */
final class KillBench {

    private static final int DEFAULT_KILLS = 20;
    private static final int MESSAGES_A_ROUND = 1_500;
    /** From the last acknowledged message to the kill: the stage takes about two seconds for a round. */
    private static final int LATEST_KILL_MS = 1_500;

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(90);

    private KillBench() {}

    static void run(String[] arguments) throws Exception {
        int kills = arguments.length == 0 ? DEFAULT_KILLS : Integer.parseInt(arguments[0]);
        System.out.println(Machine.describe());
        var directory = Files.createTempDirectory("sentinel-kills");
        try {
            int sent = 0;
            long startedAt = System.nanoTime();
            for (int round = 1; round <= kills; round++) {
                try (var process = Killed.start(directory)) {
                    send(process.bootstrapServers(), sent, MESSAGES_A_ROUND);
                    sent += MESSAGES_A_ROUND;
                    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LATEST_KILL_MS));
                }
                System.err.printf("kill %d of %d%n", round, kills);
            }
            try (var process = Killed.start(directory)) {
                report(kills, sent, process.bootstrapServers(), Duration.ofNanos(System.nanoTime() - startedAt));
            }
        } finally {
            TemporaryDirectory.delete(directory);
        }
    }

    private static void report(int kills, int sent, String bootstrapServers, Duration took) throws Exception {
        var arrived = arrived(bootstrapServers, sent);
        var hanging = hanging(bootstrapServers);
        int once = new HashSet<>(arrived).size();
        System.out.printf(
                "kills %d in %d s: sent %,d, came through %,d, twice %,d, hanging transactions %d%n",
                kills, took.toSeconds(), sent, once, arrived.size() - once, hanging.size());
        if (once != sent || arrived.size() != once || !hanging.isEmpty()) {
            throw new IllegalStateException("lost, doubled or hanging: " + hanging);
        }
    }

    private static void send(String bootstrapServers, int from, int count) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 20);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int n = from; n < from + count; n++) {
                var unused = producer.send(new ProducerRecord<>(Topics.DEFAULT.urls(), "key-" + n, "\"" + n + "\""));
            }
            producer.flush();
        }
    }

    /** What readers of committed messages get, until all is there or nothing more comes. */
    private static List<String> arrived(String bootstrapServers, int expected) {
        var settings =
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        var arrived = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = partitions(Topics.DEFAULT.rawHtml());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + NO_PROGRESS.toNanos();
            while (arrived.size() < expected && System.nanoTime() < deadline) {
                int before = arrived.size();
                consumer.poll(Duration.ofMillis(200)).forEach(message -> arrived.add(message.value()));
                if (arrived.size() > before) {
                    deadline = System.nanoTime() + NO_PROGRESS.toNanos();
                }
            }
            consumer.poll(Duration.ofSeconds(2)).forEach(message -> arrived.add(message.value()));
        }
        return arrived;
    }

    private static List<HangingTransactions.Open> hanging(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return new HangingTransactions(admin).hanging(partitions(Topics.DEFAULT.rawHtml()));
        }
    }

    private static List<TopicPartition> partitions(String topic) {
        var partitions = new ArrayList<TopicPartition>();
        for (int p = 0; p < Topics.DEFAULT.spec(topic).partitions(); p++) {
            partitions.add(new TopicPartition(topic, p));
        }
        return partitions;
    }

    /** {@link KilledBroker} as a process; closing it is SIGKILL. */
    private record Killed(Process process, String bootstrapServers) implements AutoCloseable {

        static Killed start(Path directory) throws IOException, InterruptedException {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx400m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledBroker.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var output = process.inputReader(StandardCharsets.UTF_8);
            long deadline = System.nanoTime() + START.toNanos();
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(KilledBroker.READY)) {
                    return new Killed(process, line.substring(KilledBroker.READY.length()));
                }
                if (System.nanoTime() > deadline) {
                    break;
                }
            }
            process.destroyForcibly().waitFor();
            throw new IOException("the broker did not start");
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
