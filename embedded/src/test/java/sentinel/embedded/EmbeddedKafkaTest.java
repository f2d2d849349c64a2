package sentinel.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    @Test
    void given_a_topic_when_the_broker_is_restarted_then_it_is_still_there(@TempDir Path directory) throws Exception {
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic("kept", 2, (short) 1)))
                    .all()
                    .get();
        }
        try (var kafka = EmbeddedKafka.start(directory, 0);
                var admin = admin(kafka)) {
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }
}
