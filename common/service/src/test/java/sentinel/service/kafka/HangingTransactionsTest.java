package sentinel.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.embedded.EmbeddedKafka;
import sentinel.fixture.KafkaProbe;

class HangingTransactionsTest {

    private static final String OUT = "out";

    @TempDir
    private Path directory;

    @Test
    void given_a_transaction_whose_markers_are_lost_when_aborted_then_readers_come_past_it() throws Exception {
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(OUT, 1, (short) 1))).all().get();
            inTransaction(kafka, "before");
            inTransaction(kafka, "hanging");
        }
        cutOffLastBatch(directory.resolve(OUT + "-0"));
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var probe = new KafkaProbe(kafka.bootstrapServers())) {
            HangingTransactions.abortAll(kafka.bootstrapServers());
            inTransaction(kafka, "after");
            assertThat(probe.values(OUT)).containsExactly("before", "after");
        }
    }

    private static void inTransaction(EmbeddedKafka kafka, String value) throws Exception {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", value, "max.block.ms", 20_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(OUT, value)).get();
            producer.commitTransaction();
        }
    }

    /** Of a stopped broker: the transaction's last batch is its marker. */
    private void cutOffLastBatch(Path partition) throws IOException {
        var log = partition.resolve("00000000000000000000.log");
        long keep = 0;
        try (var records = FileRecords.open(log.toFile())) {
            long at = 0;
            for (var batch : records.batches()) {
                keep = at;
                at += batch.sizeInBytes();
            }
        }
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(keep);
        }
        Files.deleteIfExists(directory.resolve(".kafka_cleanshutdown"));
        try (var files = Files.list(partition)) {
            for (var file :
                    files.filter(f -> f.toString().endsWith(".snapshot")).toList()) {
                Files.delete(file);
            }
        }
        Files.deleteIfExists(directory.resolve("recovery-point-offset-checkpoint"));
    }
}
