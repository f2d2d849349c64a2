package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.TestServers;

class ParkedLettersTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KafkaSettings kafka = TestServers.kafka();
    private final String topic = kafka.topics().parked(DeadLetterStage.values()[0]);

    @Test
    void given_transactions_when_counted_then_the_messages_of_those_that_were_committed() {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic + "-test");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 4; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i}));
                producer.send(new ProducerRecord<>(topic, new byte[10_000]));
                if (i == 2) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        assertThat(ParkedLetters.count(kafka.bootstrapServers(), topic, LIMIT)).isEqualTo(new ParkedLetters(6, true));
    }

    @Test
    void given_an_empty_topic_when_counted_then_none() {
        assertThat(ParkedLetters.count(kafka.bootstrapServers(), topic, LIMIT)).hasToString("0");
        assertThat(new ParkedLetters(1200, false)).hasToString("more than 1,200");
    }
}
