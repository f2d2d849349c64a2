package sentinel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final TopicPartition OUT = new TopicPartition("out", 0);

    @TempDir
    private Path directory;

    @Test
    void given_a_topic_when_the_broker_is_restarted_then_it_is_still_there_at_the_same_address() throws Exception {
        String address = "127.0.0.1:" + port();
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var admin = admin(kafka)) {
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            createTopic(admin, "kept");
        }
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var admin = admin(kafka)) {
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
            assertThat(kafka.bootstrapServers()).isEqualTo(address);
        }
    }

    @Test
    void given_a_port_that_another_took_when_asked_for_then_a_free_one_is_kept_instead() throws Exception {
        int first = port();
        assertThat(port()).isEqualTo(first);
        int other;
        try (var taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            other = port();
            assertThat(other).isNotEqualTo(taken.getLocalPort());
        }
        assertThat(port()).isEqualTo(other);
    }

    @Test
    void given_a_directory_that_a_4_3_broker_was_killed_on_when_started_then_its_messages_are_there() throws Exception {
        unzip("broker-4.3.1.zip");
        for (int start = 0; start < 2; start++) {
            try (var kafka = EmbeddedKafka.start(directory, 0);
                    var admin = admin(kafka)) {
                assertThat(admin.describeFeatures()
                                .featureMetadata()
                                .get()
                                .finalizedFeatures()
                                .get("metadata.version")
                                .maxVersionLevel())
                        .isEqualTo((short) 29);
                assertThat(committed(kafka, new TopicPartition("in", 0)))
                        .hasSize(20)
                        .startsWith("m0", "m1");
                assertThat(committed(kafka, OUT)).hasSize(10).startsWith("m0", "m1");
                assertThat(admin.listConsumerGroupOffsets("g")
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .get(new TopicPartition("in", 0))
                                .offset())
                        .isEqualTo(10);
            }
        }
    }

    private int port() {
        return EmbeddedKafka.port(directory);
    }

    private static void createTopic(Admin admin, String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    /** All that a reader of committed messages reads up to the end, markers or not. */
    private static List<String> committed(EmbeddedKafka kafka, TopicPartition partition) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private void unzip(String name) throws IOException {
        try (var zip = new ZipInputStream(EmbeddedKafkaTest.class.getResourceAsStream(name))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }
}
