package sentinel.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sentinel.config.KafkaSettings;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.TestServers;

class TopicWatchTest {

    private static final String GROUP = "reader";
    private static final byte[] VALUE = {1};

    private final KafkaSettings kafka = TestServers.kafka();
    private final TopicPartition partition = new TopicPartition(kafka.topics().rawHtml(), 2);
    private final String group = kafka.topics().prefix() + "." + GROUP;
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    private KafkaProbe probe;

    @BeforeEach
    void connect() {
        probe = new KafkaProbe(kafka.bootstrapServers());
    }

    @AfterEach
    void disconnect() {
        probe.close();
        admin.close();
    }

    @Test
    void given_a_transaction_that_stays_open_when_looked_at_then_the_problem_names_partition_and_producer()
            throws Exception {
        send(Instant.now(), 3);
        try (var watch = watch(Duration.ZERO);
                var producer = transactional()) {
            watch.look();
            assertThat(watch.problem()).isEmpty();

            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, VALUE))
                    .get();
            watch.look();
            long id =
                    admin
                            .describeProducers(List.of(partition))
                            .partitionResult(partition)
                            .get()
                            .activeProducers()
                            .stream()
                            .filter(p -> p.currentTransactionStartOffset().isPresent())
                            .findFirst()
                            .orElseThrow()
                            .producerId();
            assertThat(watch.problem().orElseThrow())
                    .contains("partition " + partition + ", producer " + id + ", offset 3");

            producer.commitTransaction();
            watch.look();
            assertThat(watch.problem()).isEmpty();
        }
    }

    @Test
    void given_a_transaction_that_is_open_for_a_moment_when_looked_at_then_there_is_no_problem() throws Exception {
        try (var watch = watch(Duration.ofMinutes(1));
                var producer = transactional()) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, VALUE))
                    .get();
            watch.look();
            watch.look();
            assertThat(watch.problem()).isEmpty();
            producer.abortTransaction();
        }
    }

    @Test
    void given_old_messages_when_looked_at_then_those_that_were_read_are_deleted_and_no_others() throws Exception {
        send(Instant.now().minus(Duration.ofDays(30)), 5);
        try (var watch = watch(Duration.ZERO)) {
            watch.look();
            assertThat(first()).isZero(); // nobody has read anything
        }
        read(3);
        try (var watch = watch(Duration.ZERO)) {
            watch.look();
            assertThat(first()).isEqualTo(3);
        }
        send(Instant.now(), 2);
        read(7);
        try (var watch = watch(Duration.ZERO)) {
            watch.look();
            assertThat(first()).isEqualTo(5); // the young ones stay
        }
    }

    @Test
    void given_messages_that_are_gone_unread_when_looked_at_then_nothing_else_is_deleted() throws Exception {
        send(Instant.now(), 9);
        read(2);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(6)))
                .all()
                .get();
        try (var watch = watch(Duration.ZERO)) {
            watch.look();
            assertThat(watch.lost()).isEqualTo(4);
            watch.look();
            assertThat(watch.lost()).isEqualTo(4); // said once
        }
        assertThat(first()).isEqualTo(6);
    }

    private TopicWatch watch(Duration stuckAfter) {
        var own = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        return new TopicWatch(own, kafka.topics().spec(partition.topic()), group, stuckAfter, Clock.systemUTC());
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", group),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void send(Instant timestamp, int count) {
        for (int i = 0; i < count; i++) {
            probe.send(new ProducerRecord<>(
                    partition.topic(), partition.partition(), timestamp.toEpochMilli(), null, VALUE));
        }
    }

    private void read(long next) throws Exception {
        admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(next)))
                .all()
                .get();
    }

    private long first() throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
